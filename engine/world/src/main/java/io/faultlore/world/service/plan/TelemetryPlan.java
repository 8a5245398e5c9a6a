package io.faultlore.world.service.plan;

/**
 * What a service lets the outside see of itself, and how.
 *
 * @param spans whether it records spans; most databases and some old services do not
 * @param prometheusNames metrics are scraped from an exporter rather than pushed by an SDK
 * @param oldConventions HTTP and database attributes as before the stable conventions
 * @param mesh a proxy beside each instance counts its requests
 * @param wording which of the wordings its log lines have
 * @param infoShare share of requests that leave an INFO line
 * @param talkative whether it also says that a request came, and what others have answered
 * @param layered whether an INTERNAL span stands for its own code, below that of its server
 * @param metricSeconds 10 to 30
 */
public record TelemetryPlan(
    boolean spans,
    boolean prometheusNames,
    boolean oldConventions,
    boolean mesh,
    int wording,
    double infoShare,
    boolean talkative,
    boolean layered,
    int metricSeconds) {
  public TelemetryPlan {
    if (metricSeconds < 1 || wording < 0 || !(infoShare >= 0 && infoShare <= 1)) {
      throw new IllegalArgumentException("telemetry plan is invalid");
    }
  }
}
