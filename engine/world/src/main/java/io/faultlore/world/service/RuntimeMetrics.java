package io.faultlore.world.service;

import io.faultlore.engine.signal.Attributes;

/** What language runtimes tell of themselves. */
final class RuntimeMetrics {
  private static final Attributes HEAP = Attributes.of("jvm.memory.type", "heap");
  private static final Attributes AREA = Attributes.of("area", "heap");

  private RuntimeMetrics() {}

  static void write(MetricWriter out, ServerProcess process) {
    boolean prometheus = process.instance.service.plan.telemetry().prometheusNames();
    switch (process.instance.service.plan.technology()) {
      case SPRING, JAVA, KAFKA -> {
        if (prometheus) {
          micrometer(out, process);
        } else {
          jvm(out, process);
        }
      }
      case GO, MONGODB -> go(out, process, prometheus);
      case NODE -> node(out, process, prometheus);
      case PYTHON -> python(out, process, prometheus);
      case DOTNET -> dotnet(out, process);
      case ENVOY -> envoy(out, process);
      case POSTGRES, MYSQL, REDIS, MEMCACHED, RABBITMQ, EXTERNAL -> {}
    }
  }

  private static void jvm(MetricWriter out, ServerProcess process) {
    Heap heap = process.heap;
    out.gauge("jvm.cpu.recent_utilization", "1", share(out, process));
    out.level("jvm.memory.used", "By", heap.used(), HEAP);
    out.level("jvm.memory.used_after_last_gc", "By", heap.usedAfterCollection(), HEAP);
    out.level("jvm.memory.limit", "By", heap.max(), HEAP);
    out.counter("jvm.gc.pause.total", "s", heap.pauseSeconds());
    out.counter("jvm.gc.collections", "{collection}", heap.collections());
    out.level("jvm.thread.count", "{thread}", 24 + process.threads.busy(), Attributes.EMPTY);
  }

  private static void micrometer(MetricWriter out, ServerProcess process) {
    Heap heap = process.heap;
    out.gauge("process_cpu_usage", "1", share(out, process));
    out.gauge("jvm_memory_used_bytes", "By", heap.used(), AREA);
    out.gauge("jvm_memory_max_bytes", "By", heap.max(), AREA);
    out.counter("jvm_gc_pause_seconds_sum", "s", heap.pauseSeconds());
    out.counter("jvm_gc_pause_seconds_count", "1", heap.collections());
    out.gauge("tomcat_threads_busy_threads", "1", process.threads.busy());
    out.gauge("tomcat_threads_config_max_threads", "1", process.threads.servers());
    out.gauge("executor_queued_tasks", "1", process.threads.waiting());
  }

  private static void go(MetricWriter out, ServerProcess process, boolean prometheus) {
    Heap heap = process.heap;
    double routines = 12 + 2.0 * process.active();
    if (prometheus) {
      out.counter("process_cpu_seconds_total", "s", out.cpuSeconds());
      out.gauge("go_goroutines", "1", routines);
      out.gauge("go_memstats_heap_inuse_bytes", "By", heap.used());
      out.counter("go_gc_duration_seconds_sum", "s", heap.pauseSeconds());
      out.counter("go_gc_duration_seconds_count", "1", heap.collections());
    } else {
      out.level("go.goroutine.count", "{goroutine}", routines, Attributes.EMPTY);
      out.level("go.memory.used", "By", heap.used(), Attributes.EMPTY);
      out.gauge("go.schedule.waiting", "{goroutine}", process.cpu.waiting());
    }
  }

  private static void node(MetricWriter out, ServerProcess process, boolean prometheus) {
    Heap heap = process.heap;
    double lag = loopLag(process, out.now());
    if (prometheus) {
      out.counter("process_cpu_user_seconds_total", "s", out.cpuSeconds());
      out.gauge("nodejs_eventloop_lag_seconds", "s", lag);
      out.gauge("nodejs_heap_size_used_bytes", "By", heap.used());
      out.gauge("nodejs_active_requests_total", "1", process.active());
    } else {
      out.gauge("nodejs.eventloop.utilization", "1", share(out, process));
      out.gauge("nodejs.eventloop.delay.mean", "s", lag);
      out.level("v8js.memory.heap.used", "By", heap.used(), Attributes.EMPTY);
      out.counter("v8js.gc.duration.sum", "s", heap.pauseSeconds());
    }
  }

  /** What waits for the one core there is must wait about this long. */
  private static double loopLag(ServerProcess process, long now) {
    return .0005 + .002 * process.cpu.waiting() + process.heap.pauseLeft(now) / 1e9;
  }

  private static void python(MetricWriter out, ServerProcess process, boolean prometheus) {
    double memory = process.heap.used() + 2e5 * process.active();
    if (prometheus) {
      out.counter("process_cpu_seconds_total", "s", out.cpuSeconds());
      out.gauge("process_resident_memory_bytes", "By", memory);
      out.gauge("gunicorn_workers_busy", "1", process.threads.busy());
      out.gauge("gunicorn_backlog", "1", process.threads.waiting());
    } else {
      out.gauge("process.cpu.utilization", "1", share(out, process));
      out.level("process.memory.usage", "By", memory, Attributes.EMPTY);
      out.level("process.thread.count", "{thread}", 4 + process.threads.busy(), Attributes.EMPTY);
      out.counter("process.context_switches", "{switch}", process.usedNanos / 2e6);
    }
  }

  private static void dotnet(MetricWriter out, ServerProcess process) {
    Heap heap = process.heap;
    out.counter("dotnet.process.cpu.time", "s", out.cpuSeconds());
    out.level("dotnet.process.memory.working_set", "By", heap.used() + 4e7, Attributes.EMPTY);
    out.level("dotnet.thread_pool.thread.count", "1", process.threads.busy(), Attributes.EMPTY);
    out.level("dotnet.thread_pool.queue.length", "1", process.threads.waiting(), Attributes.EMPTY);
    out.counter("dotnet.gc.pause.time", "s", heap.pauseSeconds());
    out.counter("dotnet.gc.collections", "{collection}", heap.collections());
  }

  private static void envoy(MetricWriter out, ServerProcess process) {
    long good = Tally.total(process.good);
    long bad = Tally.total(process.bad);
    out.counter("envoy_http_downstream_rq_total", "1", good + bad);
    out.counter("envoy_http_downstream_rq_5xx", "1", bad);
    out.gauge("envoy_http_downstream_rq_active", "1", process.active());
    out.gauge("envoy_server_memory_allocated", "By", process.heap.used());
  }

  /** Share of the instance's cores in use. */
  private static double share(MetricWriter out, ServerProcess process) {
    return out.usedCores() / process.instance.service.plan.cores();
  }
}
