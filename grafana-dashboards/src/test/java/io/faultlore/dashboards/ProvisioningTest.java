package io.faultlore.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProvisioningTest {
  @Test
  void linksBetweenDataSourcesLeadToOneThatIsThere() {
    List<JsonNode> sources =
        Files.nodes(Files.yaml("provisioning/datasources.yaml").path("datasources"));
    Set<String> uids =
        sources.stream().map(source -> source.path("uid").asText()).collect(Collectors.toSet());
    assertEquals(sources.size(), uids.size());
    Pattern.compile("datasourceUid: (\\S+)")
        .matcher(Files.text("provisioning/datasources.yaml"))
        .results()
        .forEach(link -> assertTrue(uids.contains(link.group(1)), link.group(1)));
  }

  @Test
  void dollarsAreEscaped() {
    assertTrue(
        Pattern.compile("(?<!\\$)\\$(?!\\$)")
            .matcher(Files.text("provisioning/datasources.yaml"))
            .results()
            .allMatch(dollar -> false));
  }

  @Test
  void dashboardsGoIntoTheirFolderAndStayAsTheyAre() {
    JsonNode provider = Files.yaml("provisioning/dashboards.yaml").at("/providers/0");
    assertEquals("Faultlore", provider.path("folder").asText());
    assertFalse(provider.path("allowUiUpdates").asBoolean(true));
  }

  @Test
  void theScrapeJobHasTheNameThatTheRulesExpect() {
    assertTrue(Files.text("provisioning/prometheus.yaml").contains("job_name: faultlore\n"));
    assertTrue(Files.text("faultlore-rules.yaml").contains("up{job=\"faultlore\"}"));
  }
}
