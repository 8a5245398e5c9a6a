package io.faultlore.receiver.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record tree as settings: every component of a record is a key, a component that is a record is
 * a section. So a room's configuration record is all there is to write for a new setting.
 */
final class Settings {
  private Settings() {}

  /** Values by full key, in the order of the records. */
  static Map<String, Object> flatten(Record tree) {
    Map<String, Object> values = new LinkedHashMap<>();
    flatten(tree, "", values);
    return values;
  }

  private static void flatten(Record record, String path, Map<String, Object> values) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      String key = Keys.join(path, Keys.snake(component.getName()));
      Object value = read(record, component);
      if (value instanceof Record section) {
        flatten(section, key, values);
      } else {
        values.put(key, value);
      }
    }
  }

  /**
   * The tree with the given values in place of its own.
   *
   * @param values texts, numbers and booleans by full key; all keys must be known
   * @throws ConfigException when a value has the wrong type or a record refuses it
   */
  static <R extends Record> R with(R tree, Map<String, Object> values) throws ConfigException {
    return with(tree, "", values);
  }

  private static <R extends Record> R with(R record, String path, Map<String, Object> values)
      throws ConfigException {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String key = Keys.join(path, Keys.snake(components[i].getName()));
      types[i] = components[i].getType();
      Object own = read(record, components[i]);
      arguments[i] =
          own instanceof Record section
              ? with(section, key, values)
              : value(types[i], key, own, values.get(key));
    }
    return make(record, path, types, arguments);
  }

  private static Object value(Class<?> type, String key, Object own, @Nullable Object given)
      throws ConfigException {
    if (given == null) {
      return own;
    }
    Optional<Object> value = Scalars.as(type, key, given);
    if (value.isEmpty()) {
      String found = Keys.isSecret(key) ? "something else" : "'" + given + "'";
      throw new ConfigException(
          "%s: expected %s, found %s".formatted(key, Scalars.expected(type, key), found));
    }
    return value.get();
  }

  @SuppressWarnings("unchecked") // the constructor of the record's own class
  private static <R extends Record> R make(
      R record, String path, Class<?>[] types, Object[] arguments) throws ConfigException {
    try {
      return (R) record.getClass().getDeclaredConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new ConfigException(explain(record, path, String.valueOf(refused.getMessage())));
      }
      throw new IllegalStateException("cannot make " + record.getClass(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + record.getClass(), e);
    }
  }

  /** A record names its components as Java does; the user knows them by their keys. */
  private static String explain(Record record, String path, String message) {
    String explained = message;
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      String key = Keys.join(path, Keys.snake(component.getName()));
      explained = explained.replaceAll("\\b" + component.getName() + "\\b(?!\\.)", key);
    }
    return explained.equals(message) && !path.isEmpty() ? path + ": " + message : explained;
  }

  private static Object read(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  /** The tree as YAML that can be used as a configuration file; secrets are masked. */
  static String print(Record tree) {
    StringBuilder out = new StringBuilder();
    List<String> sections = new ArrayList<>();
    flatten(tree)
        .forEach(
            (path, value) -> {
              List<String> parts = List.of(path.split("\\."));
              openSections(out, sections, parts.subList(0, parts.size() - 1));
              String key = parts.getLast();
              boolean hidden = Keys.isSecret(key) && !value.toString().isEmpty();
              out.append("  ".repeat(sections.size())).append(key).append(": ");
              out.append(hidden ? "'***'" : Scalars.print(value)).append('\n');
            });
    return out.toString();
  }

  private static void openSections(StringBuilder out, List<String> open, List<String> wanted) {
    int common = 0;
    while (common < Math.min(open.size(), wanted.size())
        && open.get(common).equals(wanted.get(common))) {
      common++;
    }
    open.subList(common, open.size()).clear();
    for (String section : wanted.subList(common, wanted.size())) {
      out.append("  ".repeat(open.size())).append(section).append(":\n");
      open.add(section);
    }
  }
}
