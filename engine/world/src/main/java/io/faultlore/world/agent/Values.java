package io.faultlore.world.agent;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Value;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Named values in a fixed order. */
final class Values {
  private Values() {}

  /** Of name, value, name, value, ... */
  static SequencedMap<String, String> of(String... pairs) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return Collections.unmodifiableSequencedMap(values);
  }

  static SequencedMap<String, String> copy(Map<String, String> of) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(of));
  }

  static Attributes attributes(Map<String, String> of) {
    Attributes.Builder attributes = Attributes.builder();
    of.forEach(attributes::put);
    return attributes.build();
  }

  /** As a JSON object. */
  static String json(Map<String, String> of) {
    return new Value.Map(attributes(of)).asText();
  }

  /** Those of the names that have a value. */
  static SequencedMap<String, String> only(Map<String, String> of, Collection<String> names) {
    SequencedMap<String, String> some = new LinkedHashMap<>();
    for (String name : names) {
      String value = of.get(name);
      if (value != null) {
        some.put(name, value);
      }
    }
    return some;
  }
}
