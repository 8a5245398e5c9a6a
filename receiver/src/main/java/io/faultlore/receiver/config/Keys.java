package io.faultlore.receiver.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How settings are called: {@code server.grpc_port} for the component {@code grpcPort}. */
final class Keys {
  private Keys() {}

  static String snake(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** {@code FAULTLORE_SERVER_GRPC_PORT} for {@code server.grpc_port}. */
  static String variable(String path) {
    return "FAULTLORE_" + path.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  static boolean isSecret(String key) {
    return key.endsWith("token") || key.endsWith("password") || key.endsWith("secret");
  }

  /** The known path that someone who wrote {@code unknown} most likely meant. */
  static Optional<String> nearest(String unknown, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparingInt((String path) -> distance(unknown, path))
                .thenComparing(Comparator.naturalOrder()))
        .filter(path -> distance(unknown, path) <= 2 + unknown.length() / 3);
  }

  /** Edits between the paths, or between their last parts when the section is wrong or missing. */
  private static int distance(String a, String b) {
    return Math.min(edits(a, b), 1 + edits(last(a), last(b)));
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Levenshtein distance. */
  private static int edits(String a, String b) {
    List<Integer> row = new ArrayList<>();
    for (int j = 0; j <= b.length(); j++) {
      row.add(j);
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row.set(0, i);
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row.get(j);
        row.set(j, Math.min(replaced, 1 + Math.min(diagonal, row.get(j - 1))));
      }
    }
    return row.getLast();
  }
}
