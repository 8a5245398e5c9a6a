package io.faultlore.receiver.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a YAML file into values by full key; only plain maps and scalars, never objects. */
final class ConfigFile {
  /** A configuration has a few kilobytes; a larger file is a wrong file. */
  private static final int CHARS_MAX = 1 << 20;

  private ConfigFile() {}

  static Map<String, Object> read(Path file) throws ConfigException {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new ConfigException(file + ": no such file");
    } catch (CharacterCodingException e) {
      throw new ConfigException(file + ": not a text file in UTF-8");
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read: " + e.getMessage());
    }
  }

  static Map<String, Object> parse(String name, String text) throws ConfigException {
    LoadSettings settings =
        LoadSettings.builder().setLabel(name).setCodePointLimit(CHARS_MAX).build();
    try {
      Object document = new Load(settings).loadFromString(text);
      Map<String, Object> values = new LinkedHashMap<>();
      flatten(name, "", document, values);
      return values;
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("");
      throw new ConfigException(name + line + ": " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new ConfigException(
          name + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static void flatten(
      String name, String path, @Nullable Object node, Map<String, Object> values)
      throws ConfigException {
    if (node instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        flatten(name, Keys.join(path, String.valueOf(entry.getKey())), entry.getValue(), values);
      }
    } else if (path.isEmpty() && node != null) {
      throw new ConfigException(name + ": expected 'key: value' lines");
    } else if (node != null) {
      values.put(path, node);
    }
  }
}
