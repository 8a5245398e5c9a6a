package io.faultlore.world.service;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.world.service.plan.Draw;
import io.faultlore.world.service.plan.Technology;
import java.util.Locale;

/** Who sends: resource attributes and instrumentation scopes as SDKs and Collectors set them. */
final class Resources {
  private Resources() {}

  static Resource of(Instance instance) {
    Service service = instance.service;
    String name = service.plan.name();
    Technology technology = service.plan.technology();
    String pod = pod(instance, stateful(technology));
    Attributes.Builder builder =
        Attributes.builder()
            .put("service.name", name)
            .put("service.namespace", service.simulation.plan.name())
            .put("service.instance.id", pod)
            .put("k8s.pod.name", pod)
            .put("k8s.namespace.name", service.simulation.plan.name())
            .put(stateful(technology) ? "k8s.statefulset.name" : "k8s.deployment.name", name)
            .put("k8s.node.name", instance.host.name)
            .put("host.name", instance.host.name);
    if (technology.isApplication()) {
      builder
          .put("service.version", instance.process.release.version())
          .put("telemetry.sdk.name", "opentelemetry")
          .put("telemetry.sdk.language", language(technology));
    }
    return Resource.of(builder.build());
  }

  private static boolean stateful(Technology technology) {
    return technology.isDatabase() || technology.isCache() || technology.isBroker();
  }

  /** A pod keeps its name when its container starts again. */
  private static String pod(Instance instance, boolean stateful) {
    String name = instance.service.plan.name();
    if (stateful) {
      return name + "-" + instance.number;
    }
    Draw draw = new Draw(instance.service.simulation.seed, "pod " + name);
    String set = String.format(Locale.ROOT, "%09x", draw.bits() & 0xfffffffffL);
    Draw own = new Draw(instance.number, "pod " + set);
    return name + "-" + set + "-" + String.format(Locale.ROOT, "%05x", own.bits() & 0xfffff);
  }

  private static String language(Technology technology) {
    return switch (technology) {
      case SPRING, JAVA, KAFKA -> "java";
      case GO, MONGODB -> "go";
      case NODE -> "nodejs";
      case PYTHON -> "python";
      case DOTNET -> "dotnet";
      case ENVOY -> "cpp";
      case POSTGRES, MYSQL, REDIS, MEMCACHED, RABBITMQ, EXTERNAL -> "";
    };
  }

  static Scope tracing(Technology technology) {
    return switch (technology) {
      case SPRING -> scope("io.opentelemetry.spring-webmvc-6.0", "2.20.1-alpha");
      case JAVA, KAFKA -> scope("io.opentelemetry.netty-4.1", "2.20.1-alpha");
      case GO -> scope("go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp", "0.63.0");
      case NODE -> scope("@opentelemetry/instrumentation-http", "0.205.0");
      case PYTHON -> scope("opentelemetry.instrumentation.asgi", "0.58b0");
      case DOTNET -> scope("Microsoft.AspNetCore", "9.0");
      case ENVOY -> scope("envoy", "1.35.0");
      case POSTGRES, MYSQL, MONGODB, REDIS, MEMCACHED, RABBITMQ, EXTERNAL -> Scope.NONE;
    };
  }

  static Scope metrics(Technology technology, boolean prometheus) {
    if (prometheus) {
      return scope(
          "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/prometheusreceiver",
          "0.138.0");
    }
    String kind = technology.system();
    return kind.isEmpty()
        ? tracing(technology)
        : scope(
            "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/"
                + kind
                + "receiver",
            "0.138.0");
  }

  static Scope logging(Technology technology, String service) {
    return switch (technology) {
      case SPRING, JAVA -> scope("com.acme." + service.replace('-', '.') + ".Requests", "");
      case GO -> scope("go.opentelemetry.io/contrib/bridges/otelslog", "0.12.0");
      case NODE -> scope("@opentelemetry/instrumentation-pino", "0.51.0");
      case PYTHON -> scope("opentelemetry.sdk._logs._internal", "");
      case DOTNET -> scope("Acme." + service + ".Requests", "");
      case ENVOY, POSTGRES, MYSQL, MONGODB, REDIS, MEMCACHED, KAFKA, RABBITMQ, EXTERNAL ->
          Scope.NONE;
    };
  }

  private static Scope scope(String name, String version) {
    return new Scope(name, version, Attributes.EMPTY);
  }
}
