package io.faultlore.engine.signal;

import java.util.List;

/** An attribute value (OTLP {@code AnyValue}). */
public sealed interface Value {
  /** A string. */
  record Text(String value) implements Value {}

  /** A boolean. */
  record Bool(boolean value) implements Value {}

  /** A 64-bit integer. */
  record Int(long value) implements Value {}

  /** A double, possibly NaN or infinite. */
  record Real(double value) implements Value {}

  /** Bytes, as lower-case hex because a record must not share a mutable array. */
  record Bytes(String hex) implements Value {}

  /** A list of values. */
  record Array(List<Value> values) implements Value {
    public Array {
      values = List.copyOf(values);
    }
  }

  /** A map from string to value (OTLP {@code kvlist}). */
  record Map(Attributes entries) implements Value {}

  /** A value that was sent without content. */
  record Empty() implements Value {}

  static Value of(String value) {
    return new Text(value);
  }

  static Value of(long value) {
    return new Int(value);
  }

  /** The value as plain text: strings as they are, numbers and booleans printed, maps as JSON. */
  default String asText() {
    return this instanceof Text(String text) ? text : JsonText.of(this);
  }
}
