package io.faultlore.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultlore.engine.report.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the generated files of this folder; its argument is the folder. */
public final class Dashboards {
  private Dashboards() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    for (Map.Entry<String, String> file : files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** File names and contents. */
  static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("faultlore-overview.json", text(Overview.json()));
    files.put(
        "metrics.md",
        "# Metrics\n\nGenerated from the catalogue; `(≤ n)` bounds the values of a label.\n\n"
            + Catalogue.markdown());
    return files;
  }

  private static String text(ObjectNode dashboard) {
    var lines = new DefaultIndenter("  ", "\n");
    ObjectWriter writer =
        new ObjectMapper()
            .writer(new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
    try {
      return writer.writeValueAsString(dashboard) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
