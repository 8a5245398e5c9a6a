package io.faultlore.engine.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * Immutable attributes in the order in which they arrived. Telemetry records have few attributes,
 * so two arrays and a linear search cost less than a map; a fixed order keeps runs repeatable. The
 * first of two equal keys counts.
 */
public final class Attributes {
  public static final Attributes EMPTY = new Attributes(new String[0], new Value[0]);

  private final String[] keys;
  private final Value[] values;

  private Attributes(String[] keys, Value[] values) {
    this.keys = keys;
    this.values = values;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Attributes of the given text pairs: key, value, key, value, ... */
  public static Attributes of(String... pairs) {
    Builder builder = builder();
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      builder.put(pairs[i], Value.of(pairs[i + 1]));
    }
    return builder.build();
  }

  public int size() {
    return keys.length;
  }

  public boolean isEmpty() {
    return keys.length == 0;
  }

  public String key(int index) {
    return keys[index];
  }

  public Value value(int index) {
    return values[index];
  }

  public Optional<Value> get(String key) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].equals(key)) {
        return Optional.of(values[i]);
      }
    }
    return Optional.empty();
  }

  public boolean has(String key) {
    return get(key).isPresent();
  }

  /** The value as text, whatever its type; empty when the key is absent or has no content. */
  public Optional<String> text(String key) {
    return get(key).filter(value -> !(value instanceof Value.Empty)).map(Value::asText);
  }

  /** The first of the keys that has a text which is not blank. */
  public Optional<String> firstText(String... candidates) {
    for (String key : candidates) {
      Optional<String> text = text(key).filter(value -> !value.isBlank());
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  /** The value as an integer: an int, a whole double, or a string that holds one. */
  public OptionalLong integer(String key) {
    return switch (get(key).orElse(new Value.Empty())) {
      case Value.Int(long number) -> OptionalLong.of(number);
      case Value.Real(double number) when number == Math.rint(number) ->
          OptionalLong.of((long) number);
      case Value.Text(String text) -> parseLong(text);
      default -> OptionalLong.empty();
    };
  }

  public void forEach(BiConsumer<String, Value> action) {
    for (int i = 0; i < keys.length; i++) {
      action.accept(keys[i], values[i]);
    }
  }

  private static OptionalLong parseLong(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException notANumber) {
      return OptionalLong.empty();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attributes that
        && Arrays.equals(keys, that.keys)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return new Value.Map(this).asText();
  }

  /** Collects attributes; not thread-safe. */
  public static final class Builder {
    private final List<String> keys = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();

    public Builder put(String key, Value value) {
      keys.add(key);
      values.add(value);
      return this;
    }

    public Builder put(String key, String value) {
      return put(key, Value.of(value));
    }

    public Builder put(String key, long value) {
      return put(key, Value.of(value));
    }

    public Attributes build() {
      return keys.isEmpty()
          ? EMPTY
          : new Attributes(keys.toArray(new String[0]), values.toArray(new Value[0]));
    }
  }
}
