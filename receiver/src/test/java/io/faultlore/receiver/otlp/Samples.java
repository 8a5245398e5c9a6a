package io.faultlore.receiver.otlp;

import java.io.IOException;
import java.io.InputStream;

/** One rich request of each signal, from the test resources. */
final class Samples {
  private Samples() {}

  static byte[] request(SignalKind kind, Encoding encoding) throws IOException {
    try (InputStream in = Samples.class.getResourceAsStream("/otlp/" + kind.word() + ".json")) {
      if (in == null) {
        throw new IllegalStateException("no sample of " + kind);
      }
      byte[] json = in.readAllBytes();
      return switch (encoding) {
        case JSON -> json;
        case PROTOBUF -> new JsonRequest(kind, new Rejections()).toProtobuf(json);
      };
    } catch (MalformedRequestException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
