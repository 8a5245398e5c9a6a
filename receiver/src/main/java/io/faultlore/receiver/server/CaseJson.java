package io.faultlore.receiver.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.Conclusion;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.report.FindingJson;
import java.util.List;
import java.util.Locale;

/** Cases as JSON. Times are strings, because JSON numbers cannot hold nanoseconds. */
final class CaseJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CaseJson() {}

  static ObjectNode list(List<Case> cases) {
    ObjectNode json = NODES.objectNode();
    ArrayNode entries = json.putArray("cases");
    cases.forEach(found -> entries.add(head(found)));
    return json;
  }

  static ObjectNode detail(Case found) {
    ObjectNode json = head(found);
    ArrayNode rows = json.putArray("evidence");
    for (EvidenceRow row : found.rows()) {
      rows.addObject()
          .put("subject", row.subject())
          .put("actor", row.actor())
          .put("text", row.text());
    }
    return json;
  }

  private static ObjectNode head(Case found) {
    ObjectNode json = NODES.objectNode();
    json.put("id", found.id());
    json.put("kind", found.kind().name().toLowerCase(Locale.ROOT));
    json.put("scope", found.scope());
    json.put("subject", found.subject());
    json.put("start_unix_nano", Long.toString(found.startUnixNano()));
    json.put("end_unix_nano", Long.toString(found.endUnixNano()));
    json.put("closed", found.closed());
    ArrayNode summary = json.putArray("summary");
    found.summary().forEach(summary::add);
    found
        .label()
        .ifPresentOrElse(label -> json.set("label", label(label)), () -> json.putNull("label"));
    json.set("verdict", verdict(found));
    return json;
  }

  /** What was concluded when the case was judged last. */
  private static ObjectNode verdict(Case found) {
    Conclusion concluded = found.concluded();
    ObjectNode json = NODES.objectNode();
    json.put("phase", concluded.phase().word());
    json.put("severity", concluded.severity().word());
    json.put("kind", concluded.kind());
    String suspect = found.kind() == Case.Kind.RUNTIME ? "service" : "span_id";
    FindingJson.ranked(json.putArray("suspects"), suspect, concluded.suspects());
    FindingJson.ranked(json.putArray("agents"), "agent", concluded.agents());
    FindingJson.ranked(json.putArray("types"), "type", concluded.types());
    FindingJson.similar(json.putArray("similar"), concluded.similar());
    concluded.advice().forEach(json.putArray("advice")::add);
    concluded.traceIds().forEach(json.putArray("trace_ids")::add);
    return json;
  }

  private static ObjectNode label(CaseLabel label) {
    ObjectNode json = NODES.objectNode();
    json.put("failure", label.failure());
    json.put("culprit", label.culprit());
    json.put("type", label.type());
    json.put("remedy", label.remedy());
    ArrayNode marks = json.putArray("marks");
    for (CaseLabel.StepMark mark : label.marks()) {
      marks
          .addObject()
          .put("span_id", mark.spanId())
          .put("agent", mark.agent())
          .put("type", mark.type())
          .put("root_cause", mark.rootCause());
    }
    json.put("exhaustive", label.exhaustive());
    json.put("author", label.author());
    json.put("labelled_unix_nano", Long.toString(label.labelledUnixNano()));
    return json;
  }
}
