package io.faultlore.receiver.config;

import io.faultlore.engine.EngineConfig;
import io.faultlore.engine.memory.MemoryLimits;
import io.faultlore.receiver.journal.JournalConfig;
import io.faultlore.receiver.server.ServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that can be set. Keys are the components' names in snake case; {@code faultlore.yaml}
 * in the working directory, or the file that {@code FAULTLORE_CONFIG} names, overrides the
 * defaults, and {@code FAULTLORE_<SECTION>_<KEY>} overrides the file.
 *
 * @param data directory of all state; {@code FAULTLORE_DATA}
 */
public record FaultloreConfig(
    Path data,
    ServerConfig server,
    JournalConfig journal,
    EngineConfig engine,
    MemoryLimits memory,
    ExportConfig export) {
  private static final Path FILE = Path.of("faultlore.yaml");
  private static final String FILE_VARIABLE = "FAULTLORE_CONFIG";

  public FaultloreConfig {
    // Otherwise the largest request would be told to wait for ever.
    if (journal.queueBytesMax() < 2 * server.requestBytesMax()) {
      throw new IllegalArgumentException(
          "journal.queue_bytes_max is %d, it must be at least twice server.request_bytes_max, %d"
              .formatted(journal.queueBytesMax(), server.requestBytesMax()));
    }
  }

  /** The same, with its state somewhere else. */
  public FaultloreConfig withData(Path otherData) {
    return new FaultloreConfig(otherData, server, journal, engine, memory, export);
  }

  public static FaultloreConfig defaults() {
    return new FaultloreConfig(
        Path.of("faultlore-data"),
        ServerConfig.defaults(),
        JournalConfig.defaults(),
        EngineConfig.defaults(),
        MemoryLimits.defaults(),
        ExportConfig.defaults());
  }

  /**
   * Defaults, file, environment, in this order.
   *
   * @param workingDirectory where {@code faultlore.yaml} may be
   * @throws ConfigException naming the first thing that is wrong, in one line
   */
  public static FaultloreConfig load(Path workingDirectory, Map<String, String> environment)
      throws ConfigException {
    Map<String, Object> values = new LinkedHashMap<>();
    String named = environment.getOrDefault(FILE_VARIABLE, "");
    Path file = workingDirectory.resolve(named.isEmpty() ? FILE : Path.of(named));
    if (!named.isEmpty() || Files.exists(file)) {
      values.putAll(ConfigFile.read(file));
    }
    return of(values, environment);
  }

  static FaultloreConfig of(Map<String, Object> fromFile, Map<String, String> environment)
      throws ConfigException {
    FaultloreConfig defaults = defaults();
    Set<String> known = Settings.flatten(defaults).keySet();
    Map<String, Object> values = new LinkedHashMap<>(fromFile);
    for (String key : fromFile.keySet()) {
      refuseUnknown(key, known);
    }
    values.putAll(variables(environment, known));
    return Settings.with(defaults, values);
  }

  private static Map<String, Object> variables(Map<String, String> environment, Set<String> known)
      throws ConfigException {
    Map<String, String> keys = known.stream().collect(Collectors.toMap(Keys::variable, key -> key));
    Set<String> sections =
        known.stream()
            .filter(key -> key.contains("."))
            .map(key -> Keys.variable(key.substring(0, key.indexOf('.'))) + "_")
            .collect(Collectors.toSet());
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      String key = keys.get(name);
      if (key != null) {
        values.put(key, variable.getValue());
      } else if (sections.stream().anyMatch(name::startsWith)) {
        // Others pass: Kubernetes sets FAULTLORE_SERVICE_HOST and the like for a service's name.
        refuseUnknown(name, keys.keySet());
      }
    }
    return values;
  }

  private static void refuseUnknown(String key, Set<String> known) throws ConfigException {
    if (known.stream().anyMatch(other -> other.startsWith(key + "."))) {
      throw new ConfigException(key + ": expected a section of settings, found a value");
    }
    if (!known.contains(key)) {
      String hint =
          Keys.nearest(key, known)
              .map(nearest -> "; did you mean '" + nearest + "'?")
              .orElse("; 'faultlore config' prints all keys");
      throw new ConfigException("unknown setting '" + key + "'" + hint);
    }
  }

  /** The effective values as YAML; secrets are masked. */
  public String toYaml() {
    return Settings.print(this);
  }

  @Override
  public String toString() {
    return toYaml();
  }
}
