package io.faultlore.receiver.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultloreConfigTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void noFileAndNoVariablesGiveTheDefaults() throws ConfigException {
    assertEquals(FaultloreConfig.defaults(), FaultloreConfig.load(directory, Map.of()));
  }

  @Test
  void theFileOverridesDefaultsAndVariablesOverrideTheFile() throws Exception {
    Files.writeString(
        directory.resolve("faultlore.yaml"),
        """
        # ours
        data: /var/lib/faultlore
        journal:
          bytes_max: 8GiB
          dedup_hours: 3
        export:
        """);
    FaultloreConfig config =
        FaultloreConfig.load(
            directory,
            Map.of("FAULTLORE_JOURNAL_DEDUP_HOURS", "4.5", "FAULTLORE_DATA", "elsewhere"));
    assertEquals(Path.of("elsewhere"), config.data());
    assertEquals(8L << 30, config.journal().bytesMax());
    assertEquals(4.5, config.journal().dedupHours());
    assertEquals(FaultloreConfig.defaults().export(), config.export());
  }

  @Test
  void anotherFileCanBeNamed() throws Exception {
    Files.writeString(directory.resolve("other.yaml"), "data: other");
    assertEquals(
        Path.of("other"),
        FaultloreConfig.load(directory, Map.of("FAULTLORE_CONFIG", "other.yaml")).data());
    assertEquals(
        directory.resolve("absent.yaml") + ": no such file",
        message(Map.of("FAULTLORE_CONFIG", "absent.yaml")));
  }

  @Test
  void everySettingCanBeWrittenInTheFile() throws Exception {
    FaultloreConfig defaults = FaultloreConfig.defaults();
    Files.writeString(directory.resolve("faultlore.yaml"), defaults.toYaml());
    assertEquals(defaults, FaultloreConfig.load(directory, Map.of()));
  }

  @Test
  void everySettingHasAVariable() throws ConfigException {
    Map<String, String> environment = new LinkedHashMap<>();
    Settings.flatten(FaultloreConfig.defaults())
        .forEach(
            (key, value) -> {
              String text = Scalars.print(value);
              environment.put(
                  Keys.variable(key),
                  text.startsWith("'") ? text.substring(1, text.length() - 1) : text);
            });
    assertEquals(FaultloreConfig.defaults(), FaultloreConfig.load(directory, environment));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "jurnal.bytes_max | unknown setting 'jurnal.bytes_max'; did you mean 'journal.bytes_max'?",
        "bytes_max | unknown setting 'bytes_max'; did you mean 'journal.bytes_max'?",
        "journal.byte_max | unknown setting 'journal.byte_max'; did you mean 'journal.bytes_max'?",
        "zzz | unknown setting 'zzz'; 'faultlore config' prints all keys",
        "journal | journal: expected a section of settings, found a value",
      })
  void unknownKeysAreRefusedWithTheNearestKnownOne(String key, String message) throws IOException {
    Files.writeString(directory.resolve("faultlore.yaml"), nested(key));
    assertEquals(message, message(Map.of()));
  }

  private static String nested(String key) {
    int dot = key.indexOf('.');
    return dot < 0 ? key + ": 5" : key.substring(0, dot) + ":\n  " + key.substring(dot + 1) + ": 5";
  }

  @Test
  void unknownVariablesOfASectionAreRefusedAndOthersPass() throws ConfigException {
    assertEquals(
        "unknown setting 'FAULTLORE_JOURNAL_BYTE_MAX'; did you mean 'FAULTLORE_JOURNAL_BYTES_MAX'?",
        message(Map.of("FAULTLORE_JOURNAL_BYTE_MAX", "5")));
    Map<String, String> kubernetes =
        Map.of("FAULTLORE_SERVICE_HOST", "10.0.0.1", "FAULTLORE_PORT", "tcp://10.0.0.1:4317");
    assertEquals(FaultloreConfig.defaults(), FaultloreConfig.load(directory, kubernetes));
  }

  @Test
  void aRecordThatRefusesNamesTheKey() {
    assertEquals(
        "journal.dedup_hours must be between 1 (as long as the Collector retries) and 168",
        message(Map.of("FAULTLORE_JOURNAL_DEDUP_HOURS", "0.5")));
    assertEquals(
        "journal.queue_bytes_max is 134217727, it must be at least twice"
            + " server.request_bytes_max, 67108864",
        message(Map.of("FAULTLORE_JOURNAL_QUEUE_BYTES_MAX", "134217727")));
    assertEquals(
        "export.otlp_logs_endpoint is 'localhost:4318', expected http://host:port or grpc://host:port",
        message(Map.of("FAULTLORE_EXPORT_OTLP_LOGS_ENDPOINT", "localhost:4318")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data: a\\ndata: b | line 2",
        "data: [ | line 1",
        "just text | expected 'key: value' lines",
        "data: !!java.io.File x | line 1",
      })
  void brokenFilesAreNamedInOneLine(String text, String part) throws IOException {
    Files.writeString(directory.resolve("faultlore.yaml"), text.replace("\\n", "\n"));
    String message = message(Map.of());
    assertTrue(message.contains("faultlore.yaml") && message.contains(part), message);
    assertEquals(1, message.lines().count(), message);
  }

  private String message(Map<String, String> environment) {
    return String.valueOf(
        assertThrows(ConfigException.class, () -> FaultloreConfig.load(directory, environment))
            .getMessage());
  }
}
