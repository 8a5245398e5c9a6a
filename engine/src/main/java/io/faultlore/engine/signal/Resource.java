package io.faultlore.engine.signal;

/**
 * What sent a record. One instance is shared by all records of a request's resource block.
 *
 * @param service {@code service.name}, or the empty string when the resource names none
 * @param instance {@code service.instance.id}, else {@code k8s.pod.name}, else {@code host.name},
 *     else the empty string
 */
public record Resource(String service, String instance, Attributes attributes) {
  public static final Resource UNKNOWN = new Resource("", "", Attributes.EMPTY);

  public static Resource of(Attributes attributes) {
    return new Resource(
        attributes.firstText("service.name").orElse(""),
        attributes.firstText("service.instance.id", "k8s.pod.name", "host.name").orElse(""),
        attributes);
  }
}
