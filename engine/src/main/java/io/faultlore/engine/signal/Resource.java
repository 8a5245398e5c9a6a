package io.faultlore.engine.signal;

/**
 * What sent a record. One instance is shared by all records of a request's resource block.
 *
 * @param service {@code service.name}, else what the resource conventions have senders fall back
 *     to: {@code unknown_service}, followed by a colon and {@code process.executable.name} when
 *     that is known. The empty string when the resource is no service
 * @param instance {@code service.instance.id}, else {@code k8s.pod.name}, else {@code host.name},
 *     else the empty string
 */
public record Resource(String service, String instance, Attributes attributes) {
  private static final String UNKNOWN_SERVICE = "unknown_service";

  public static final Resource UNKNOWN = of(Attributes.EMPTY);

  public static Resource of(Attributes attributes) {
    String service =
        attributes
            .firstText("service.name")
            .or(
                () ->
                    attributes
                        .firstText("process.executable.name")
                        .map(program -> UNKNOWN_SERVICE + ":" + program))
            .orElse(UNKNOWN_SERVICE);
    return new Resource(
        service,
        attributes.firstText("service.instance.id", "k8s.pod.name", "host.name").orElse(""),
        attributes);
  }

  /**
   * The resource of metrics. Agents measure hosts, nodes and brokers from outside, whose resource
   * names the thing and no service: it is none. One that names nothing at all, or that an SDK made
   * inside a process, is a service that nobody named.
   */
  public static Resource ofMetrics(Attributes attributes) {
    Resource resource = of(attributes);
    boolean thing =
        !attributes.isEmpty()
            && attributes.firstText("service.name", "telemetry.sdk.name").isEmpty();
    return thing ? new Resource("", resource.instance, attributes) : resource;
  }
}
