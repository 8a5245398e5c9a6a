package io.faultlore.receiver.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Signal;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the bytes of an export request. The three requests nest alike: resource blocks
 * (field 1) hold a resource (1) and scope blocks (2), which hold a scope (1) and records (2). A
 * block is walked twice, because protobuf lets the resource stand behind the records.
 */
final class RequestWalk {
  static final int BLOCKS = 1;
  static final int OWNER = 1;
  static final int CHILDREN = 2;
  private static final int SCHEMA_URL = 3;
  private static final Set<LeftOut> NOTHING_BUT_FIELDS = Set.of(LeftOut.UNKNOWN_FIELD);

  private final SignalKind kind;
  private final Rejections rejections;
  private final List<Signal> signals = new ArrayList<>();

  RequestWalk(SignalKind kind, Rejections rejections) {
    this.kind = kind;
    this.rejections = rejections;
  }

  Decoded decode(byte[] body) throws MalformedRequestException {
    try {
      new WireSlice(body)
          .walk(
              (number, block) -> {
                if (number == BLOCKS) {
                  resourceBlock(block);
                } else {
                  rejections.unknownField("field_" + number);
                }
              });
    } catch (InvalidProtocolBufferException broken) {
      throw new MalformedRequestException(
          "the body is not a protobuf Export request of " + kind.word(), broken);
    }
    boolean found = !signals.isEmpty() || !rejections.counts().keySet().equals(NOTHING_BUT_FIELDS);
    return new Decoded(kind, signals, rejections.counts(), rejections.message(kind, found));
  }

  private void resourceBlock(WireSlice block) throws InvalidProtocolBufferException {
    Owner<Resource> resource = new Owner<>(Resource.UNKNOWN, null);
    Block parts = split(block);
    for (WireSlice owner : parts.owners) {
      resource = resource(owner);
    }
    for (WireSlice scope : parts.children) {
      scopeBlock(resource, scope);
    }
    for (WireSlice old : parts.old) {
      scopeBlock(new Owner<>(resource.value, oldBlock()), old);
    }
  }

  private void scopeBlock(Owner<Resource> resource, WireSlice block)
      throws InvalidProtocolBufferException {
    Owner<Scope> scope = new Owner<>(Scope.NONE, null);
    Block parts = split(block);
    for (WireSlice owner : parts.owners) {
      scope = scope(owner);
    }
    InvalidRecordException spoiled = resource.spoiled == null ? scope.spoiled : resource.spoiled;
    for (WireSlice record : parts.children) {
      record(resource.value, scope.value, record, spoiled);
    }
  }

  private static InvalidRecordException oldBlock() {
    return new InvalidRecordException(
        LeftOut.OLD_FIELD,
        "in a block of an instrumentation library, as OTLP before 0.15 had it; scopes are read");
  }

  private Block split(WireSlice block) throws InvalidProtocolBufferException {
    Block parts = new Block(new ArrayList<>(1), new ArrayList<>(), new ArrayList<>(0));
    block.walk(
        (number, content) -> {
          switch (number) {
            case OWNER -> parts.owners.add(content);
            case CHILDREN -> parts.children.add(content);
            case SCHEMA_URL -> {}
            case MessageShape.OLD_BLOCKS -> parts.old.add(content);
            default -> rejections.unknownField("field_" + number);
          }
        });
    return parts;
  }

  /** What a resource block or scope block holds. */
  private record Block(List<WireSlice> owners, List<WireSlice> children, List<WireSlice> old) {}

  private void record(
      Resource resource, Scope scope, WireSlice slice, @Nullable InvalidRecordException spoiled) {
    if (kind == SignalKind.METRICS) {
      metric(resource, scope, slice, spoiled);
      return;
    }
    guarded(
        "record",
        spoiled,
        () ->
            keep(
                kind == SignalKind.TRACES
                    ? SpanTranslator.span(
                        resource,
                        scope,
                        parsed(slice, io.opentelemetry.proto.trace.v1.Span.parser()))
                    : LogTranslator.log(
                        resource,
                        scope,
                        parsed(slice, io.opentelemetry.proto.logs.v1.LogRecord.parser()))));
  }

  /** Reads a record; what is wrong with it stays with it. */
  private interface Reading {
    void read() throws InvalidProtocolBufferException, InvalidRecordException;
  }

  private void guarded(String what, @Nullable InvalidRecordException spoiled, Reading reading) {
    try {
      if (spoiled != null) {
        throw spoiled;
      }
      reading.read();
    } catch (InvalidRecordException invalid) {
      rejections.add(invalid);
    } catch (InvalidProtocolBufferException broken) {
      rejections.add(broken(what, broken));
    }
  }

  private void metric(
      Resource resource, Scope scope, WireSlice slice, @Nullable InvalidRecordException spoiled) {
    // Of a broken metric nobody knows how many points it held.
    guarded(
        "metric",
        null,
        () -> {
          MetricSlices metric = MetricSlices.of(slice, rejections);
          for (MetricSlices.Data data : metric.data()) {
            PointTranslator translator =
                new PointTranslator(
                    resource,
                    scope,
                    metric.name(),
                    metric.unit(),
                    data.shape(),
                    data.monotonic(),
                    data.cumulative());
            InvalidRecordException whole = spoiled == null ? data.spoiled() : spoiled;
            for (WireSlice point : data.points()) {
              guarded("point", whole, () -> point(translator.point(point)));
            }
          }
        });
  }

  private void point(Optional<MetricPoint> point) throws InvalidRecordException {
    if (point.isPresent()) {
      keep(point.get());
    } else {
      rejections.leaveOut(LeftOut.NO_RECORDED_VALUE);
    }
  }

  private void keep(Signal signal) throws InvalidRecordException {
    if (signal.timeUnixNano() <= 0 && !(signal instanceof LogRecord)) {
      throw new InvalidRecordException(LeftOut.NO_TIME, "no time");
    }
    if (signal.resource().service().equals(OtlpDecoder.OWN_SERVICE)) {
      rejections.leaveOut(LeftOut.OWN_TELEMETRY);
    } else {
      signals.add(signal);
    }
  }

  /**
   * Unknown fields are what later versions add; a known one of another type shows that the bytes
   * are no such record.
   */
  private static <T extends Message> T parsed(WireSlice slice, Parser<T> parser)
      throws InvalidProtocolBufferException, InvalidRecordException {
    T message = slice.parse(parser);
    for (int number : message.getUnknownFields().asMap().keySet()) {
      if (message.getDescriptorForType().findFieldByNumber(number) != null) {
        throw new InvalidRecordException(
            LeftOut.OTHER_SIGNAL, "record of another signal; is the path right?");
      }
    }
    return message;
  }

  private Owner<Resource> resource(WireSlice slice) {
    try {
      var resource = slice.parse(io.opentelemetry.proto.resource.v1.Resource.parser());
      Attributes attributes = AttributeTranslator.attributes(resource.getAttributesList());
      return new Owner<>(
          kind == SignalKind.METRICS ? Resource.ofMetrics(attributes) : Resource.of(attributes),
          null);
    } catch (InvalidProtocolBufferException broken) {
      return new Owner<>(Resource.UNKNOWN, broken("resource", broken));
    }
  }

  private static Owner<Scope> scope(WireSlice slice) {
    try {
      InstrumentationScope scope = slice.parse(InstrumentationScope.parser());
      return new Owner<>(
          new Scope(
              scope.getName(),
              scope.getVersion(),
              AttributeTranslator.attributes(scope.getAttributesList())),
          null);
    } catch (InvalidProtocolBufferException broken) {
      return new Owner<>(Scope.NONE, broken("scope", broken));
    }
  }

  private static InvalidRecordException broken(String what, InvalidProtocolBufferException cause) {
    String text = String.valueOf(cause.getMessage());
    String how =
        text.contains("UTF-8")
            ? " with invalid UTF-8"
            : text.contains("nesting") ? " nested too deeply" : " is broken protobuf";
    return new InvalidRecordException(what + how);
  }

  /** A resource or scope; when it is spoiled, its records are rejected with that reason. */
  private record Owner<T>(T value, @Nullable InvalidRecordException spoiled) {}
}
