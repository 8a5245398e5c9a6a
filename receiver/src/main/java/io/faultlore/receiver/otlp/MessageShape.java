package io.faultlore.receiver.otlp;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the JSON reader needs to know of a message type, looked up once per type: its fields by
 * lowerCamelCase name. Only lookups, so the order of the map never matters.
 */
final class MessageShape {
  /** What happens when something inside the message is wrong. */
  enum Role {
    /** The mistake belongs to the message around it. */
    PART,
    /** It is rejected alone. */
    RECORD,
    /** Its records are rejected with it. */
    OWNER
  }

  /** A field; {@code message} gives the shape of its content when it is a message. */
  record Field(
      int number,
      FieldDescriptor.Type type,
      int wireType,
      boolean repeated,
      boolean hexId,
      @Nullable Descriptor messageType,
      @Nullable EnumDescriptor enumType) {
    boolean isMessage() {
      return messageType != null;
    }

    MessageShape message() {
      if (messageType == null) {
        throw new IllegalStateException("field " + number + " is no message");
      }
      return MessageShape.of(messageType);
    }

    /** The number of an enum value that was sent by its name, or null. */
    @Nullable Integer enumNumber(String name) {
      EnumValueDescriptor value = enumType == null ? null : enumType.findValueByName(name);
      return value == null ? null : value.getNumber();
    }
  }

  /** Where blocks of one instrumentation library stood before they were called scopes. */
  static final int OLD_BLOCKS = 1000;

  private static final Set<Descriptor> RECORDS =
      Set.of(
          Span.getDescriptor(),
          LogRecord.getDescriptor(),
          Metric.getDescriptor(),
          NumberDataPoint.getDescriptor(),
          HistogramDataPoint.getDescriptor(),
          ExponentialHistogramDataPoint.getDescriptor(),
          SummaryDataPoint.getDescriptor());
  private static final Set<Descriptor> OWNERS =
      Set.of(Resource.getDescriptor(), InstrumentationScope.getDescriptor());
  private static final Set<String> HEX_IDS = Set.of("traceId", "spanId", "parentSpanId");
  private static final Map<Descriptor, MessageShape> SHAPES = new ConcurrentHashMap<>();

  /**
   * Names of OTLP before 0.15 with the numbers that stay reserved for them. They are read, so that
   * what they hold can be counted; only the scope, which is built like its forerunner, is used.
   */
  private static final Map<Descriptor, List<OldField>> OLD_FIELDS =
      Map.of(
          ResourceSpans.getDescriptor(),
          List.of(new OldField("instrumentationLibrarySpans", OLD_BLOCKS, "scope_spans")),
          ResourceMetrics.getDescriptor(),
          List.of(new OldField("instrumentationLibraryMetrics", OLD_BLOCKS, "scope_metrics")),
          ResourceLogs.getDescriptor(),
          List.of(new OldField("instrumentationLibraryLogs", OLD_BLOCKS, "scope_logs")),
          ScopeSpans.getDescriptor(),
          List.of(new OldField("instrumentationLibrary", 1, "scope")),
          ScopeMetrics.getDescriptor(),
          List.of(new OldField("instrumentationLibrary", 1, "scope")),
          ScopeLogs.getDescriptor(),
          List.of(new OldField("instrumentationLibrary", 1, "scope")),
          Metric.getDescriptor(),
          List.of(
              new OldField("intGauge", 4, "gauge"),
              new OldField("intSum", 6, "sum"),
              new OldField("intHistogram", 8, "histogram")));

  /** A field that is gone, and the one that came in its place. */
  private record OldField(String jsonName, int number, String successor) {}

  private final Map<String, Field> fields = new HashMap<>();
  private final Role role;
  private final boolean holdsRecords;

  private MessageShape(Descriptor type) {
    role = RECORDS.contains(type) ? Role.RECORD : OWNERS.contains(type) ? Role.OWNER : Role.PART;
    holdsRecords = holdsRecords(type);
    for (FieldDescriptor field : type.getFields()) {
      fields.put(field.getJsonName(), field(field, field.getNumber()));
    }
    for (OldField old : OLD_FIELDS.getOrDefault(type, List.of())) {
      fields.put(old.jsonName, field(type.findFieldByName(old.successor), old.number));
    }
  }

  private static Field field(FieldDescriptor field, int number) {
    boolean message = field.getType() == FieldDescriptor.Type.MESSAGE;
    boolean enumeration = field.getType() == FieldDescriptor.Type.ENUM;
    return new Field(
        number,
        field.getType(),
        field.getLiteType().getWireType(),
        field.isRepeated(),
        HEX_IDS.contains(field.getJsonName()),
        message ? field.getMessageType() : null,
        enumeration ? field.getEnumType() : null);
  }

  private static boolean holdsRecords(Descriptor type) {
    return type.getFields().stream()
        .filter(field -> field.getType() == FieldDescriptor.Type.MESSAGE)
        .map(FieldDescriptor::getMessageType)
        .anyMatch(inner -> RECORDS.contains(inner) || (!isAttribute(inner) && holdsRecords(inner)));
  }

  /** Attributes may hold themselves without end, and never a record. */
  private static boolean isAttribute(Descriptor type) {
    return type.getFile().getName().contains("/common/");
  }

  static MessageShape of(Descriptor type) {
    MessageShape shape = SHAPES.get(type);
    return shape != null ? shape : SHAPES.computeIfAbsent(type, MessageShape::new);
  }

  static Descriptor request(SignalKind kind) {
    return switch (kind) {
      case TRACES -> ExportTraceServiceRequest.getDescriptor();
      case METRICS -> ExportMetricsServiceRequest.getDescriptor();
      case LOGS -> ExportLogsServiceRequest.getDescriptor();
    };
  }

  /** Whether records are somewhere inside, so that a field nobody knows may be a loss. */
  boolean holdsRecords() {
    return holdsRecords;
  }

  Role role() {
    return role;
  }

  @Nullable Field field(String jsonName) {
    return fields.get(jsonName);
  }
}
