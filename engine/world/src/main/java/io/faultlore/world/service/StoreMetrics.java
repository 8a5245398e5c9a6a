package io.faultlore.world.service;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.world.service.plan.Technology;

/** What databases, caches and brokers tell, through their receivers and exporters. */
final class StoreMetrics {
  /** Share of a disk that is in use when nothing more can be written. */
  private static final double FULL = .9995;

  private StoreMetrics() {}

  static void write(MetricWriter out, ServerProcess process) {
    boolean prometheus = process.instance.service.plan.telemetry().prometheusNames();
    Technology technology = process.instance.service.plan.technology();
    switch (technology) {
      case POSTGRES -> postgres(out, process, prometheus ? "pg_stat_database_" : "postgresql.");
      case MYSQL -> mysql(out, process, prometheus ? "mysql_global_status_" : "mysql.");
      case MONGODB -> mongo(out, process);
      case REDIS, MEMCACHED -> cache(out, process, technology.system(), prometheus);
      case KAFKA, RABBITMQ -> broker(out, process, technology, prometheus);
      case SPRING, JAVA, GO, NODE, PYTHON, DOTNET, ENVOY, EXTERNAL -> {}
    }
  }

  private static void postgres(MetricWriter out, ServerProcess process, String prefix) {
    boolean prometheus = prefix.endsWith("_");
    out.gauge(prefix + (prometheus ? "numbackends" : "backends"), "1", process.threads.busy());
    out.counter(prefix + (prometheus ? "xact_commit" : "commits"), "1", Tally.total(process.good));
    out.counter(
        prefix + (prometheus ? "xact_rollback" : "rollbacks"), "1", Tally.total(process.bad));
    out.counter(prefix + "deadlocks", "{deadlock}", process.lock.deadlocks());
    out.counter(prefix + (prometheus ? "tup_returned" : "rows_read"), "1", process.rowsRead);
    out.counter(prefix + "blk_read_time", "s", process.disk.busyNanos(out.now()) / 1e9);
    out.gauge(prefix + (prometheus ? "locks_count" : "database.locks"), "1", process.lock.wanted());
    disk(out, process);
  }

  private static void mysql(MetricWriter out, ServerProcess process, String prefix) {
    out.gauge(prefix + "threads_running", "1", process.threads.busy());
    out.counter(prefix + "queries", "1", Tally.total(process.good) + Tally.total(process.bad));
    out.counter(prefix + "aborted_clients", "1", Tally.total(process.bad));
    out.counter(prefix + "innodb_row_lock_waits", "1", process.lock.waits());
    out.counter(prefix + "innodb_rows_read", "1", process.rowsRead);
    out.counter(prefix + "innodb_data_io_seconds", "s", process.disk.busyNanos(out.now()) / 1e9);
    disk(out, process);
  }

  private static void mongo(MetricWriter out, ServerProcess process) {
    out.level("mongodb.connection.count", "1", process.threads.busy(), Attributes.EMPTY);
    out.counter(
        "mongodb.operation.count", "1", Tally.total(process.good) + Tally.total(process.bad));
    out.counter("mongodb.document.scanned", "1", process.rowsRead);
    out.gauge("mongodb.global_lock.queue", "1", process.lock.wanted());
    out.gauge("mongodb.wiredtiger.tickets.waiting", "1", process.disk.waiting());
    disk(out, process);
  }

  private static void cache(
      MetricWriter out, ServerProcess process, String system, boolean prometheus) {
    String prefix = prometheus ? system + "_" : system + ".";
    String end = prometheus ? "_total" : "";
    out.gauge(
        prefix + (prometheus ? "connected_clients" : "clients.connected"), "1", clients(process));
    out.counter(prefix + (prometheus ? "keyspace_hits" : "keyspace.hits") + end, "1", process.hits);
    out.counter(
        prefix + (prometheus ? "keyspace_misses" : "keyspace.misses") + end, "1", process.misses);
    out.counter(
        prefix + (prometheus ? "commands_processed" : "commands.processed") + end,
        "1",
        Tally.total(process.good) + Tally.total(process.bad));
    double filled = process.heap.used() * process.instance.service.warmth.share();
    out.gauge(prefix + (prometheus ? "memory_used_bytes" : "memory.used"), "By", filled);
    out.counter(prefix + (prometheus ? "cpu_seconds" : "cpu.time") + end, "s", out.cpuSeconds());
  }

  private static void broker(
      MetricWriter out, ServerProcess process, Technology technology, boolean prometheus) {
    disk(out, process);
    if (process.instance.number > 0) {
      return;
    }
    for (Operation operation : process.instance.service.operations) {
      Topic topic = operation.topic;
      if (topic != null) {
        for (Topic.Group group : topic.groups) {
          group(out, group, technology, prometheus);
        }
      }
    }
  }

  private static void group(
      MetricWriter out, Topic.Group group, Technology technology, boolean prometheus) {
    Attributes of = group.attributes();
    if (technology == Technology.KAFKA) {
      String lag = prometheus ? "kafka_consumergroup_lag" : "kafka.consumer_group.lag";
      out.gauge(lag, "1", group.lag(), of);
      out.counter(
          prometheus ? "kafka_topic_partition_current_offset" : "kafka.partition.current_offset",
          "1",
          group.topic.published,
          of);
    } else {
      String ready = prometheus ? "rabbitmq_queue_messages_ready" : "rabbitmq.message.current";
      out.gauge(ready, "{message}", group.lag(), of);
      String taken = prometheus ? "rabbitmq_queue_delivered" : "rabbitmq.message.acknowledged";
      out.counter(taken, "{message}", group.consumed, of);
    }
    out.gauge("messaging_oldest_message_age_seconds", "s", group.oldestSeconds(out.now()), of);
  }

  private static void disk(MetricWriter out, ServerProcess process) {
    double usual = .35 + grown(process, out.now());
    double filled = usual + (FULL - usual) * process.instance.condition.diskFilled;
    out.gauge("filesystem.utilization", "1", filled);
    out.gauge("disk.pending_operations", "{operation}", process.disk.waiting());
  }

  /** Data grow and are cleaned up once a week. */
  private static double grown(ServerProcess process, long now) {
    long week = 7 * 86_400_000_000_000L;
    return .2 * ((now + process.instance.number) % week) / week;
  }

  private static double clients(ServerProcess process) {
    return 8 + process.threads.busy() + process.threads.waiting();
  }
}
