package io.faultlore.engine.encode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * Decides where native libraries are unpacked, and that nothing goes to the network. DJL and ONNX
 * Runtime read these settings once, so the first caller in a process decides.
 */
final class NativeLibraries {
  // DJL's own default is a folder in the user's home.
  private static final String DJL_DIRECTORY = "ENGINE_CACHE_DIR";
  // ONNX Runtime's own default is 20 MB of new temporary files at every start, which a killed
  // process leaves behind.
  private static final String ONNX_DIRECTORY = "onnxruntime.native.path";

  private NativeLibraries() {}

  static synchronized void prepare(Path directory) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    Path absolute = directory.toAbsolutePath();
    if (System.getenv(DJL_DIRECTORY) == null && System.getProperty(DJL_DIRECTORY) == null) {
      System.setProperty(DJL_DIRECTORY, absolute.toString());
    }
    if (System.getProperty(ONNX_DIRECTORY) == null) {
      unpackOnnxRuntime(absolute);
    }
  }

  /** On a platform that this does not know, ONNX Runtime goes its own way. */
  private static void unpackOnnxRuntime(Path directory) {
    List<String> names =
        List.of(System.mapLibraryName("onnxruntime"), System.mapLibraryName("onnxruntime4j_jni"));
    String folder = "/ai/onnxruntime/native/" + platform() + "/";
    try {
      for (String name : names) {
        try (InputStream in =
            ai.onnxruntime.OrtEnvironment.class.getResourceAsStream(folder + name)) {
          if (in == null) {
            return;
          }
          unpack(in, directory.resolve(name));
        }
      }
      System.setProperty(ONNX_DIRECTORY, directory.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack native libraries into " + directory, e);
    }
  }

  private static void unpack(InputStream in, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    // Written anew each time: a library that someone else left there is not trusted. The old one
    // may be in use by another process, so it is replaced and never overwritten.
    Path fresh = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".tmp");
    try {
      Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String system = os.contains("win") ? "win" : os.contains("mac") ? "osx" : "linux";
    return system + "-" + (arch.equals("aarch64") ? "aarch64" : "x64");
  }
}
