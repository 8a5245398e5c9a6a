package io.faultlore.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The committed files of this folder; surefire's working directory is the module. */
final class Files {
  private Files() {}

  static String text(String name) {
    try {
      return java.nio.file.Files.readString(Path.of(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode yaml(String name) {
    return new ObjectMapper()
        .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text(name)));
  }

  static JsonNode json(String name) {
    try {
      return new ObjectMapper().readTree(text(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All rules of the rule file; a rule has {@code alert} or {@code record}. */
  static List<JsonNode> rules() {
    return nodes(yaml("faultlore-rules.yaml").path("groups")).stream()
        .flatMap(group -> nodes(group.path("rules")).stream())
        .toList();
  }

  static List<JsonNode> nodes(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
