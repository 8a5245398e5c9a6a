package io.faultlore.receiver.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mapping of record trees, on a tree that has every type. */
class SettingsTest {
  record Inner(int port, String authToken) {
    Inner {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port is " + port + ", allowed are 0 to 65535");
      }
    }
  }

  record Tree(
      String name,
      int count,
      long bytesMax,
      double ratio,
      boolean isOn,
      Path directory,
      Duration idleTime,
      Inner inner) {}

  private static final Tree DEFAULTS =
      new Tree("a", 1, 2, 0.5, false, Path.of("d"), Duration.ofSeconds(3), new Inner(4, ""));

  @Test
  void nothingGivenKeepsEveryDefault() throws ConfigException {
    assertEquals(DEFAULTS, Settings.with(DEFAULTS, Map.of()));
  }

  @Test
  void everyTypeIsMapped() throws ConfigException {
    Map<String, Object> values =
        ConfigFile.parse(
            "test",
            """
            name: b
            count: -7
            bytes_max: 64MiB
            ratio: 2.5e-1
            is_on: true
            directory: /tmp/x
            idle_time: 10m
            inner:
              port: 8080
              auth_token: 'it''s'
            """);
    Tree expected =
        new Tree(
            "b",
            -7,
            64 << 20,
            0.25,
            true,
            Path.of("/tmp/x"),
            Duration.ofMinutes(10),
            new Inner(8080, "it's"));
    assertEquals(expected, Settings.with(DEFAULTS, values));
  }

  @Test
  void textsFromTheEnvironmentAreMappedAsWell() throws ConfigException {
    Tree tree =
        Settings.with(
            DEFAULTS,
            Map.of("count", " 5 ", "is_on", "TRUE", "ratio", "3", "bytes_max", "12", "name", "7"));
    assertEquals(5, tree.count());
    assertTrue(tree.isOn());
    assertEquals(3.0, tree.ratio());
    assertEquals(12, tree.bytesMax());
    assertEquals("7", tree.name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count | many | count: expected a whole number, found 'many'",
        "count | 2147483648 | count: expected a whole number, found '2147483648'",
        "count | 64MiB | count: expected a whole number, found '64MiB'",
        "bytes_max | 9223372036854775807GiB"
            + " | bytes_max: expected a whole number of bytes, or a size such as 64MiB,"
            + " found '9223372036854775807GiB'",
        "ratio | NaN | ratio: expected a number, found 'NaN'",
        "is_on | yes | is_on: expected true or false, found 'yes'",
        "idle_time | 30 | idle_time: expected a time such as 500ms, 30s, 10m or 2h, found '30'",
        "inner.port | 65536 | inner.port is 65536, allowed are 0 to 65535",
      })
  void wrongValuesAreNamed(String key, String value, String message) {
    ConfigException e =
        assertThrows(ConfigException.class, () -> Settings.with(DEFAULTS, Map.of(key, value)));
    assertEquals(message, e.getMessage());
  }

  @Test
  void numbersAndListsAreNoText() {
    for (Object value : List.of(7, true, List.of("a"))) {
      ConfigException e =
          assertThrows(ConfigException.class, () -> Settings.with(DEFAULTS, Map.of("name", value)));
      assertEquals("name: expected text, found '" + value + "'", e.getMessage());
    }
  }

  @Test
  void printedValuesAreReadBackAsTheyWere() throws ConfigException {
    String text = Settings.print(DEFAULTS);
    Tree other = new Tree("", 0, 0, 0, true, Path.of(""), Duration.ZERO, new Inner(0, "x"));
    assertEquals(DEFAULTS, Settings.with(other, ConfigFile.parse("test", text)));
  }

  @Test
  void secretsAreMasked() throws ConfigException {
    Tree secret = Settings.with(DEFAULTS, Map.of("inner.auth_token", "hunter2"));
    String text = Settings.print(secret);
    assertFalse(text.contains("hunter2"));
    assertTrue(text.contains("auth_token: '***'"));
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> Settings.with(DEFAULTS, Map.of("inner.auth_token", List.of("hunter2"))));
    assertFalse(String.valueOf(e.getMessage()).contains("hunter2"));
  }
}
