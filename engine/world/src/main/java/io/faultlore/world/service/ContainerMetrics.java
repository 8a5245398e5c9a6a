package io.faultlore.world.service;

import io.faultlore.world.service.plan.ServicePlan;

/** What the platform sees of a container, in the names of the kubelet or of cAdvisor. */
final class ContainerMetrics {
  private ContainerMetrics() {}

  static void write(MetricWriter out, ServerProcess process) {
    Instance instance = process.instance;
    ServicePlan plan = instance.service.plan;
    double memory = memory(process);
    if (plan.telemetry().prometheusNames()) {
      out.counter("container_cpu_usage_seconds_total", "s", out.cpuSeconds());
      out.counter("container_cpu_cfs_throttled_seconds_total", "s", process.throttledNanos / 1e9);
      out.gauge("container_memory_working_set_bytes", "By", memory);
      out.gauge("container_spec_memory_limit_bytes", "By", process.heap.max());
      out.counter("container_network_receive_bytes_total", "By", process.bytesIn);
      out.counter("container_network_transmit_bytes_total", "By", process.bytesOut);
      out.gauge("kube_pod_container_status_restarts_total", "1", instance.restarts);
    } else {
      out.gauge("container.cpu.usage", "{cpu}", out.usedCores());
      out.gauge("k8s.container.cpu_limit_utilization", "1", out.usedCores() / plan.cores());
      out.counter("container.cpu.throttling_data.throttled_time", "ns", process.throttledNanos);
      out.gauge("container.memory.working_set", "By", memory);
      out.gauge("k8s.container.memory_limit_utilization", "1", memory / process.heap.max());
      out.counter("k8s.pod.network.io.receive", "By", process.bytesIn);
      out.counter("k8s.pod.network.io.transmit", "By", process.bytesOut);
      out.gauge("k8s.container.restarts", "{restart}", instance.restarts);
    }
    if (plan.telemetry().metricSeconds() % 2 == 0) {
      out.counter("tcp.retransmits", "{segment}", process.retransmits);
    }
  }

  /** A heap once grown is not given back at once. */
  private static double memory(ServerProcess process) {
    double perRequest = process.active() * 2e5;
    return Math.min(process.heap.max(), process.heap.used() * .9 + perRequest + 2e7);
  }
}
