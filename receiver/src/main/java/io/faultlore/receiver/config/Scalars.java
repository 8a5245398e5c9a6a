package io.faultlore.receiver.config;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what YAML or an environment variable says into a setting's type. */
final class Scalars {
  private static final Pattern WITH_UNIT = Pattern.compile("(\\d+)\\s*([A-Za-z]+)");
  private static final Map<String, Long> BYTE_UNITS =
      Map.of("b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);
  private static final Map<String, Long> MILLI_UNITS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private Scalars() {}

  /** The value as the type, or empty when it is not one. */
  static Optional<Object> as(Class<?> type, String key, Object value) {
    String text = String.valueOf(value).strip();
    if (type == String.class) {
      return value instanceof String ? Optional.of(value) : Optional.empty();
    }
    if (type == boolean.class) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
      };
    }
    if (type == Path.class) {
      return value instanceof String ? path(text) : Optional.empty();
    }
    if (type == Duration.class) {
      return withUnit(text, MILLI_UNITS).map(Duration::ofMillis);
    }
    if (type == double.class) {
      return real(text);
    }
    return whole(key, text)
        .flatMap(number -> type == int.class ? asInt(number) : Optional.of(number));
  }

  /** What {@link #as} expects, for the message. */
  static String expected(Class<?> type, String key) {
    if (type == String.class) {
      return "text";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type == Path.class) {
      return "a path";
    }
    if (type == Duration.class) {
      return "a time such as 500ms, 30s, 10m or 2h";
    }
    if (type == double.class) {
      return "a number";
    }
    return isBytes(key) ? "a whole number of bytes, or a size such as 64MiB" : "a whole number";
  }

  /** The inverse of {@link #as}, for printing. */
  static String print(Object value) {
    return switch (value) {
      case Duration duration when duration.toMillis() % 1_000 == 0 -> duration.toSeconds() + "s";
      case Duration duration -> duration.toMillis() + "ms";
      case String text -> quote(text);
      case Path path -> quote(path.toString());
      default -> value.toString();
    };
  }

  private static String quote(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static boolean isBytes(String key) {
    return key.contains("bytes");
  }

  private static Optional<Object> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> real(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Long> whole(String key, String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException notPlain) {
      return isBytes(key) ? withUnit(text, BYTE_UNITS) : Optional.empty();
    }
  }

  private static Optional<Object> asInt(long number) {
    return number == (int) number ? Optional.of((int) number) : Optional.empty();
  }

  private static Optional<Long> withUnit(String text, Map<String, Long> units) {
    Matcher matcher = WITH_UNIT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Long unit = units.get(matcher.group(2).toLowerCase(Locale.ROOT));
    if (unit == null) {
      return Optional.empty();
    }
    BigInteger product = new BigInteger(matcher.group(1)).multiply(BigInteger.valueOf(unit));
    return product.bitLength() < Long.SIZE ? Optional.of(product.longValue()) : Optional.empty();
  }
}
