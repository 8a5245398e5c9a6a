package io.faultlore.receiver.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.world.service.plan.Systems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptionTest {
  @TempDir private Path folder = Path.of("unset");

  @Test
  void aWrittenSystemHasTheFiguresOfTheSimulatedOne() throws Exception {
    Simulated system = new Simulated(Systems.random(3, 5).withRequestsPerSecond(2), .3, 120, 3);
    DataSet.write(system, folder.resolve("small"));

    Map<String, Double> simulated = system.statistics().figures();

    assertEquals(simulated, Description.read(folder.resolve("small")));
    assertTrue(simulated.getOrDefault("touched by a fault, %", 0.0) > 0);
  }

  @Test
  void theTableShowsAColumnForEachRecordedSet() throws Exception {
    Path set = folder.resolve("recorded");
    DataSet.write(new Simulated(Systems.random(3, 5).withRequestsPerSecond(2), .1, 60, 3), set);

    List<String> lines = Description.of(.02, 1, 3, List.of(set)).text().lines().toList();

    assertTrue(lines.get(1).endsWith("most     recorded"), lines.get(1));
    assertTrue(lines.stream().allMatch(line -> line.length() <= 80));
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("fan-out, mean")));
  }
}
