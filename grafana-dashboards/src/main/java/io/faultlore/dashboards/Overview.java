package io.faultlore.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** What is failing now, where, and has it been seen before? */
final class Overview {
  static final String UID = "faultlore-overview";

  private Overview() {}

  static ObjectNode json() {
    Dashboard dashboard =
        new Dashboard(
            UID,
            "Faultlore / Overview",
            "What is failing now, where, and has it been seen before?");
    variables(dashboard);
    annotations(dashboard);
    now(dashboard);
    cases(dashboard);
    course(dashboard);
    line(dashboard);
    return dashboard.json();
  }

  private static void variables(Dashboard dashboard) {
    dashboard.datasource("datasource", "Data Source", "prometheus");
    dashboard.datasource("loki_datasource", "Events", "loki");
    dashboard.labelValues("job", "Job", "label_values(faultlore_build_info, job)");
    dashboard.labelValues(
        "instance", "Instance", "label_values(faultlore_build_info{job=~\"$job\"}, instance)");
    dashboard.labelValues(
        "service", "Service", "label_values(faultlore_anomaly_score_ratio{<chosen>}, service)");
    dashboard.text("faultlore_url", "Faultlore", "http://127.0.0.1:9464");
  }

  private static void annotations(Dashboard dashboard) {
    alerts(dashboard, "critical", "red");
    alerts(dashboard, "warning", "orange");
    alerts(dashboard, "info", "blue");
    dashboard.mark(
        "Cases",
        "purple",
        true,
        "faultlore_case_active{<chosen>} == 1",
        "{{subject}}: {{kind}}",
        "case {{case_id}} ({{scope}}, {{severity}})");
    dashboard.mark(
        "State changes",
        "yellow",
        false,
        "sum by (service, from, to) (increase("
            + "faultlore_runtime_state_transitions_total{<service>}[$__rate_interval])) > 0",
        "{{service}}",
        "{{from}} -> {{to}}");
    dashboard.markLogs(
        "Events", "purple", "{service_name=\"faultlore\"} | event_name=~`faultlore[.].+`");
  }

  private static void alerts(Dashboard dashboard, String severity, String colour) {
    dashboard.mark(
        "Alerts, " + severity,
        colour,
        true,
        "ALERTS{alertname=~\"Faultlore.*\",alertstate=\"firing\",severity=\"" + severity + "\"}",
        "{{alertname}}",
        "{{service}}{{subject}}{{app}} {{kind}} {{case_id}}");
  }

  private static void now(Dashboard dashboard) {
    Panel.of("stat", "Open cases, critical", "Failures of services that go on now.", "none")
        .query("sum(faultlore_cases_open{<chosen>,severity=\"critical\"})", "")
        .thresholds(1, 1)
        .addTo(dashboard, 4, 4);
    Panel.of(
            "stat",
            "Open cases, warning",
            "Milder failures and failed runs of agents that go on now.",
            "none")
        .query("sum(faultlore_cases_open{<chosen>,severity=\"warning\"})", "")
        .thresholds(1, 5)
        .addTo(dashboard, 4, 4);
    Panel.of("stat", "Services not normal", "Services in a state other than normal.", "none")
        .query("sum(faultlore_runtime_state_active{<service>,state!=\"normal\"})", "")
        .thresholds(1, 3)
        .addTo(dashboard, 4, 4);
    Panel.of(
            "stat",
            "Agent task failure ratio",
            "Share of the ended runs of agents that failed.",
            "percentunit")
        .query(
            "sum(rate(faultlore_agent_tasks_total{<chosen>,outcome=\"failed\"}[$__rate_interval]))"
                + " / sum(rate(faultlore_agent_tasks_total{<chosen>}[$__rate_interval]))",
            "")
        .thresholds(0.1, 0.2)
        .addTo(dashboard, 4, 4);
    Panel.of("stat", "Age of the last verdict", "Old means that nothing is judged.", "s")
        .query("time() - max(faultlore_last_verdict_timestamp_seconds{<chosen>})", "")
        .thresholds(120, 300)
        .addTo(dashboard, 4, 4);
    Panel.text(
            "What this shows",
            "How to read this dashboard.",
            "Failures of services and agents that **Faultlore** found in OpenTelemetry data, with"
                + " suspects and similar earlier cases. A score of 1 or more is anomalous."
                + " A case links to its evidence.")
        .addTo(dashboard, 4, 4);
  }

  private static void cases(Dashboard dashboard) {
    Panel.of("table", "Open cases", "Follow a case's id to its evidence.", "none")
        .rows(
            "max by (case_id, scope, subject, kind, severity)"
                + " (faultlore_case_active{<chosen>} == 1)")
        .rows(
            "60 * max by (case_id)"
                + " (count_over_time(faultlore_case_active{<chosen>}[$__range:1m]))")
        .rows("max by (case_id) (faultlore_case_neighbor_similarity_ratio{<chosen>,rank=\"1\"})")
        .joinedBy("case_id")
        .columns(
            Map.of("Value #B", "Age", "Value #C", "Best similarity"),
            List.of("Time", "Time 1", "Time 2", "Time 3", "Value #A"))
        .unitOf("Age", "s")
        .unitOf("Best similarity", "percentunit")
        .linkOf("case_id", "Evidence", "${faultlore_url}/api/cases/${__value.raw}")
        .addTo(dashboard, 16, 8);
    Panel.of(
            "bargauge",
            "Suspects of open cases",
            "The first suspects of each open case; scores compare within one case.",
            "none")
        .query(
            "max by (case_id, rank, suspect)"
                + " (faultlore_case_suspect_score_ratio{<chosen>,rank=~\"1|2|3\"})",
            "{{case_id}} {{rank}}. {{suspect}}")
        .addTo(dashboard, 8, 8);
  }

  private static void course(Dashboard dashboard) {
    Panel.of(
            "state-timeline",
            "Most anomalous services",
            "Score over threshold; red from 1.",
            "percentunit")
        .query(
            "topk(15, max by (service) (faultlore_anomaly_score_ratio{<service>}"
                + " / faultlore_anomaly_threshold_ratio{<service>}))",
            "{{service}}")
        .thresholds(0.5, 1)
        .addTo(dashboard, 16, 9);
    Panel.of(
            "timeseries",
            "Failures per minute by kind",
            "New failures of services; a point leads to a trace that shows the failure.",
            "none")
        .query(
            "60 * sum by (kind) (rate(faultlore_failures_total{<service>}[$__rate_interval]))",
            "{{kind}}")
        .withExemplars()
        .bars()
        .addTo(dashboard, 8, 9);
    Panel.of(
            "timeseries",
            "Agent steps per second by verdict",
            "Suspect and failed steps of agents beside the fine ones.",
            "ops")
        .query(
            "sum by (verdict) (rate(faultlore_agent_steps_total{<chosen>}[$__rate_interval]))",
            "{{verdict}}")
        .addTo(dashboard, 8, 8);
    Panel.of(
            "timeseries",
            "Agent failures per minute by mode",
            "How steps of agents fail; a point leads to the step's trace.",
            "none")
        .query(
            "60 * sum by (app, failure_mode)"
                + " (rate(faultlore_agent_failures_total{<chosen>}[$__rate_interval]))",
            "{{app}} {{failure_mode}}")
        .withExemplars()
        .bars()
        .addTo(dashboard, 8, 8);
    Panel.alerts("Firing alerts", "Alerts of the rule file that fire now.").addTo(dashboard, 8, 8);
  }

  private static void line(Dashboard dashboard) {
    Panel.of(
            "timeseries",
            "Received per second by outcome",
            "Spans, metric points and log records. Rejected ones were not valid.",
            "ops")
        .query(
            "sum by (signal, outcome)"
                + " (rate(faultlore_ingest_items_total{<chosen>}[$__rate_interval]))",
            "{{signal}} {{outcome}}")
        .addTo(dashboard, 8, 8);
    Panel.of(
            "timeseries",
            "Queue fill",
            "What waits as a share of what the queue holds; senders are told to wait at 1.",
            "percentunit")
        .query(
            "max by (queue)"
                + " (faultlore_queue_items{<chosen>} / faultlore_queue_capacity_items{<chosen>})",
            "{{queue}}")
        .addTo(dashboard, 8, 8);
    Panel.logs(
            "Events",
            "What Faultlore told through OTLP, when a log store receives it.",
            "{service_name=\"faultlore\"}")
        .addTo(dashboard, 8, 8);
  }
}
