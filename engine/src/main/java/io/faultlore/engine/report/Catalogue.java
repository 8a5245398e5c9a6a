package io.faultlore.engine.report;

import static io.faultlore.engine.report.Catalogue.Kind.COUNTER;
import static io.faultlore.engine.report.Catalogue.Kind.GAUGE;
import static io.faultlore.engine.report.Catalogue.Kind.HISTOGRAM;
import static io.faultlore.engine.report.Catalogue.Kind.INFO;
import static io.faultlore.engine.report.MetricLabel.AGENT;
import static io.faultlore.engine.report.MetricLabel.APP;
import static io.faultlore.engine.report.MetricLabel.CASE_ID;
import static io.faultlore.engine.report.MetricLabel.INDEX;
import static io.faultlore.engine.report.MetricLabel.PIPELINE;
import static io.faultlore.engine.report.MetricLabel.RANK;
import static io.faultlore.engine.report.MetricLabel.SCOPE;
import static io.faultlore.engine.report.MetricLabel.SERVICE;
import static io.faultlore.engine.report.MetricLabel.SEVERITY;
import static io.faultlore.engine.report.MetricLabel.SIGNAL;
import static io.faultlore.engine.report.MetricLabel.closed;
import static io.faultlore.engine.report.MetricLabel.open;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Every metric that Faultlore exports about what it sees, with the bound of its series; the one
 * place where a metric is defined. Units are the last part of a name ({@code _seconds}, {@code
 * _bytes}, {@code _ratio} from 0); counters end in {@code _total}.
 *
 * <p>Why these bounds: 200 services or agents is what one dashboard can show and one instance is
 * sized for; together they keep the exposition below 15,000 series ({@code FloodTest}).
 */
// The labels are unmodifiable lists of records.
@SuppressWarnings("ImmutableEnumChecker")
public enum Catalogue {
  BUILD_INFO(INFO, 1, "The running Faultlore.", open("version", 1)),
  MODEL_INFO(
      INFO,
      8,
      "Models in use; training \"none\" means deterministic features, not learned ones.",
      open("model", 8),
      open("version", 8),
      closed("training", "none", "pretrained", "trained")),

  INGEST_ITEMS_TOTAL(
      COUNTER,
      48,
      "Spans, metric points and log records received, by what became of them.",
      SIGNAL,
      closed("transport", "grpc", "http_proto", "http_json", "restored"),
      closed("outcome", "accepted", "rejected", "duplicate", "dropped")),
  INGEST_LEFT_OUT_TOTAL(
      COUNTER,
      27,
      "Records that lead to nothing, and fields that may hold some (unknown_field); the answer says"
          + " so, except of no_recorded_value and own_telemetry.",
      SIGNAL,
      closed(
          "reason",
          "no_time",
          "invalid_id",
          "malformed",
          "other_signal",
          "old_field",
          "no_data",
          "unknown_field",
          "no_recorded_value",
          "own_telemetry")),
  INGEST_REQUESTS_TOTAL(
      COUNTER,
      18,
      "Export requests received, by how they were answered.",
      closed("transport", "grpc", "http_proto", "http_json"),
      closed("outcome", "ok", "partial", "refused", "invalid", "too_large", "unauthorized")),
  INGEST_BYTES_TOTAL(
      COUNTER,
      2,
      "Bytes of export requests, as received and after decompression.",
      closed("stage", "wire", "decoded")),
  INGEST_REQUEST_DURATION_SECONDS(
      HISTOGRAM,
      3,
      "Time from a request's last byte to its answer, the write to disk included.",
      SIGNAL),
  DECODE_DURATION_SECONDS(HISTOGRAM, 3, "Time to decode one export request.", SIGNAL),
  LATE_ITEMS_TOTAL(
      COUNTER,
      2,
      "Items that came after their time window was judged; they count for nothing else.",
      PIPELINE),
  DROPPED_ITEMS_TOTAL(
      COUNTER,
      32,
      "Accepted items that were not judged; reasons that end in _limit name a bound.",
      closed("pipeline", "runtime", "agent", "journal"),
      open("reason", 24)),

  QUEUE_ITEMS(GAUGE, 8, "What waits in a queue, in the queue's own unit.", open("queue", 8)),
  QUEUE_CAPACITY_ITEMS(GAUGE, 8, "What the queue can hold, in the same unit.", open("queue", 8)),
  LIMIT_USED_RATIO(GAUGE, 48, "How full a bounded structure is; 1 is full.", open("limit", 48)),
  INDEX_VECTORS(GAUGE, 4, "Vectors that memory holds.", INDEX),
  INDEX_SIZE_BYTES(GAUGE, 4, "Size of memory on disk.", INDEX),
  MEMORY_WRITABLE(
      GAUGE, 4, "1 when memory can write; 0 after an I/O error until a retry works.", INDEX),
  JOURNAL_WRITABLE(
      GAUGE, 1, "1 when the journal can write; 0 after an I/O error: senders are told to wait."),
  EVICTED_ITEMS_TOTAL(
      COUNTER, 8, "What made room for newer in a store that was full.", open("store", 8)),

  VERDICT_DELAY_SECONDS(
      HISTOGRAM,
      2,
      "Time from the end of what was judged to its verdict; replays of data older than a day are"
          + " left out.",
      PIPELINE),
  LAST_VERDICT_TIMESTAMP_SECONDS(GAUGE, 2, "When the last verdict was given.", PIPELINE),
  WATERMARK_TIMESTAMP_SECONDS(
      GAUGE, 2, "Up to which time of the telemetry verdicts were given.", PIPELINE),

  RUNTIME_STATE_ACTIVE(
      GAUGE,
      1_000,
      "1 for the state a service is in, 0 for its other states.",
      SERVICE,
      open("state", 16)),
  RUNTIME_STATE_TRANSITIONS_TOTAL(
      COUNTER, 512, "Changes of a service's state.", SERVICE, open("from", 16), open("to", 16)),
  ANOMALY_SCORE_RATIO(GAUGE, 200, "Anomaly of a service in its last slice.", SERVICE),
  ANOMALY_THRESHOLD_RATIO(
      GAUGE, 200, "The score from which a service counts as anomalous.", SERVICE),
  MODALITY_SCORE_RATIO(
      GAUGE,
      600,
      "What each kind of telemetry says about the service, on the scale of the score.",
      SERVICE,
      closed("modality", "metrics", "traces", "logs")),
  NEAREST_HISTORY_DISTANCE_RATIO(
      GAUGE,
      200,
      "1 - cosine similarity of a service's last slice to its nearest normal state.",
      SERVICE),

  FAILURES_TOTAL(
      COUNTER,
      1_000,
      "Service failures, each counted once, when three verdicts in a row agree on the"
          + " first suspect, or the failure is over.",
      SERVICE,
      closed("kind", RuntimeKind.words()),
      SEVERITY),
  CASES_OPEN(GAUGE, 6, "Cases that are open now.", SCOPE, SEVERITY),
  CASES_OPENED_TOTAL(COUNTER, 6, "Cases opened.", SCOPE, SEVERITY),
  CASES_CLOSED_TOTAL(COUNTER, 6, "Cases closed because the failure was over.", SCOPE, SEVERITY),
  CASE_DURATION_SECONDS(HISTOGRAM, 2, "How long closed cases lasted.", SCOPE),
  CASE_ACTIVE(
      GAUGE,
      50,
      "1 for each open case; the series ends when the case is closed.",
      CASE_ID,
      SCOPE,
      open("subject", 50),
      open("kind", 32),
      SEVERITY),
  CASE_NEIGHBOR_SIMILARITY_RATIO(
      GAUGE,
      250,
      "Cosine similarity of earlier cases to an open case.",
      CASE_ID,
      open("neighbor_case_id", 250),
      RANK,
      open("kind", 32)),
  CASE_SUSPECT_SCORE_RATIO(
      GAUGE,
      250,
      "Score of the suspects of an open case: services, or agents.",
      CASE_ID,
      SCOPE,
      RANK,
      open("suspect", 250)),

  AGENT_TASKS_TOTAL(COUNTER, 40, "Ended runs of agents.", APP, closed("outcome", "ok", "failed")),
  AGENT_TASKS_STRUCTURE_ONLY_TOTAL(COUNTER, 20, "Ended runs whose telemetry held no content.", APP),
  AGENT_TASK_DURATION_SECONDS(HISTOGRAM, 20, "How long runs of agents took.", APP),
  AGENT_TASK_STEPS(HISTOGRAM, 20, "Steps of a run.", APP),
  AGENT_STEPS_TOTAL(
      COUNTER,
      600,
      "Steps of agents; suspect means a score from 0.5, failed a score from 1.",
      APP,
      AGENT,
      closed("verdict", "ok", "suspect", "failed")),
  AGENT_FAILURES_TOTAL(
      COUNTER,
      600,
      "Failed steps of agents, by the way in which they failed.",
      APP,
      AGENT,
      open("failure_mode", 32)),
  AGENT_DETECTION_STEP_RATIO(
      HISTOGRAM,
      20,
      "Step at which a failed run was first called failed, as a share of its steps.",
      APP),
  AGENT_HANDOFFS_TOTAL(
      COUNTER,
      512,
      "Hand-offs between agents.",
      APP,
      open("source", 200),
      open("target", 200),
      closed("verdict", "ok", "failed")),

  HISTORY_LOOKUPS_TOTAL(
      COUNTER,
      4,
      "Questions to memory at the opening of a case; a hit means that it knew something similar.",
      PIPELINE,
      closed("result", "hit", "miss")),
  FEEDBACK_TOTAL(COUNTER, 2, "What users said of cases.", closed("verdict", "true", "false_alarm")),
  ANNOTATIONS_TOTAL(COUNTER, 1, "Events that an outlet accepted.", closed("sink", "otlp")),
  EXPORT_FAILURES_TOTAL(
      COUNTER,
      2,
      "Events that an outlet lost: refused, or pushed out of the full queue.",
      closed("sink", "otlp"),
      closed("reason", "refused", "queue_full")),
  SERIES_DROPPED_TOTAL(
      COUNTER,
      64,
      "Updates whose label values were over a bound: counted under \"other\", or not shown.",
      open("metric", 64));

  /** How the values of a metric behave. */
  public enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM,
    INFO
  }

  private final Kind kind;
  private final int seriesMax;
  private final String help;
  private final List<MetricLabel> labels;

  Catalogue(Kind kind, int seriesMax, String help, MetricLabel... labels) {
    this.kind = kind;
    this.seriesMax = seriesMax;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** The name as scraped, without the {@code _bucket} and the like of histograms. */
  public String metricName() {
    return "faultlore_" + name().toLowerCase(Locale.ROOT);
  }

  public Kind kind() {
    return kind;
  }

  /** Label sets that are kept apart; further ones are counted under {@code other} or not shown. */
  public int seriesMax() {
    return seriesMax;
  }

  public String help() {
    return help;
  }

  public List<MetricLabel> labels() {
    return labels;
  }

  String[] labelNames() {
    return labels.stream().map(MetricLabel::name).toArray(String[]::new);
  }

  /** The catalogue as a Markdown table, for the README. */
  public static String markdown() {
    return "| metric | type | labels | meaning |\n|---|---|---|---|\n"
        + List.of(values()).stream().map(Catalogue::row).collect(Collectors.joining("\n"))
        + "\n";
  }

  private String row() {
    return "| `%s` | %s | %s | %s |"
        .formatted(
            metricName(),
            kind.name().toLowerCase(Locale.ROOT),
            labels.stream().map(MetricLabel::toString).collect(Collectors.joining("; ")),
            help);
  }
}
