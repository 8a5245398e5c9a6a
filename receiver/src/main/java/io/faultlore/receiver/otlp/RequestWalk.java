package io.faultlore.receiver.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Signal;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import java.util.ArrayList;
import java.util.List;

/**
 * One walk over the bytes of an export request. The three requests nest alike: resource blocks
 * (field 1) hold a resource (1) and scope blocks (2), which hold a scope (1) and records (2). A
 * block is walked twice, because protobuf lets the resource stand behind the records.
 */
final class RequestWalk {
  private static final int BLOCKS = 1;
  private static final int OWNER = 1;
  private static final int CHILDREN = 2;

  private final SignalKind kind;
  private final Rejections rejections;
  private final List<Signal> signals = new ArrayList<>();
  private int unrecorded;
  private int own;

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
                }
              });
    } catch (InvalidProtocolBufferException broken) {
      throw new MalformedRequestException(
          "the body is not a protobuf Export request of " + kind.word(), broken);
    }
    return new Decoded(
        kind, signals, unrecorded, own, rejections.count(), rejections.message(kind));
  }

  private void resourceBlock(WireSlice block) throws InvalidProtocolBufferException {
    Owner<Resource> resource = new Owner<>(Resource.UNKNOWN, "");
    List<WireSlice> owners = new ArrayList<>(1);
    List<WireSlice> scopes = new ArrayList<>(1);
    split(block, owners, scopes);
    for (WireSlice owner : owners) {
      resource = resource(owner);
    }
    for (WireSlice scope : scopes) {
      scopeBlock(resource, scope);
    }
  }

  private void scopeBlock(Owner<Resource> resource, WireSlice block)
      throws InvalidProtocolBufferException {
    Owner<Scope> scope = new Owner<>(Scope.NONE, "");
    List<WireSlice> owners = new ArrayList<>(1);
    List<WireSlice> records = new ArrayList<>();
    split(block, owners, records);
    for (WireSlice owner : owners) {
      scope = scope(owner);
    }
    String spoiled = resource.spoiled.isEmpty() ? scope.spoiled : resource.spoiled;
    for (WireSlice record : records) {
      record(resource.value, scope.value, record, spoiled);
    }
  }

  private static void split(WireSlice block, List<WireSlice> owners, List<WireSlice> children)
      throws InvalidProtocolBufferException {
    block.walk(
        (number, content) -> {
          switch (number) {
            case OWNER -> owners.add(content);
            case CHILDREN -> children.add(content);
            default -> {} // schema_url and what later versions add
          }
        });
  }

  private void record(Resource resource, Scope scope, WireSlice slice, String spoiled) {
    if (kind == SignalKind.METRICS) {
      metric(resource, scope, slice, spoiled);
      return;
    }
    try {
      if (!spoiled.isEmpty()) {
        throw new InvalidRecordException(spoiled);
      }
      keep(
          kind == SignalKind.TRACES
              ? SpanTranslator.span(
                  resource, scope, slice.parse(io.opentelemetry.proto.trace.v1.Span.parser()))
              : LogTranslator.log(
                  resource, scope, slice.parse(io.opentelemetry.proto.logs.v1.LogRecord.parser())));
    } catch (InvalidRecordException invalid) {
      rejections.add(invalid.reason());
    } catch (InvalidProtocolBufferException broken) {
      rejections.add(reason("record", broken));
    }
  }

  private void metric(Resource resource, Scope scope, WireSlice slice, String spoiled) {
    try {
      MetricSlices metric = MetricSlices.of(slice);
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
        String whole = spoiled.isEmpty() ? metric.spoiled() : spoiled;
        for (WireSlice point : data.points()) {
          point(translator, point, whole);
        }
      }
    } catch (InvalidProtocolBufferException broken) {
      // How many points it held cannot be known any more.
      rejections.add(reason("metric", broken));
    }
  }

  private void point(PointTranslator translator, WireSlice slice, String spoiled) {
    try {
      if (!spoiled.isEmpty()) {
        throw new InvalidRecordException(spoiled);
      }
      translator.point(slice).ifPresentOrElse(this::keep, () -> unrecorded++);
    } catch (InvalidRecordException invalid) {
      rejections.add(invalid.reason());
    } catch (InvalidProtocolBufferException broken) {
      rejections.add(reason("point", broken));
    }
  }

  private void keep(Signal signal) {
    if (signal.resource().service().equals(OtlpDecoder.OWN_SERVICE)) {
      own++;
    } else {
      signals.add(signal);
    }
  }

  private static Owner<Resource> resource(WireSlice slice) {
    try {
      var resource = slice.parse(io.opentelemetry.proto.resource.v1.Resource.parser());
      return new Owner<>(
          Resource.of(AttributeTranslator.attributes(resource.getAttributesList())), "");
    } catch (InvalidProtocolBufferException broken) {
      return new Owner<>(Resource.UNKNOWN, reason("resource", broken));
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
          "");
    } catch (InvalidProtocolBufferException broken) {
      return new Owner<>(Scope.NONE, reason("scope", broken));
    }
  }

  static String reason(String what, InvalidProtocolBufferException broken) {
    String text = String.valueOf(broken.getMessage());
    if (text.contains("UTF-8")) {
      return what + " with invalid UTF-8";
    }
    return text.contains("nesting") ? what + " nested too deeply" : what + " is broken protobuf";
  }

  /** A resource or scope; when it is spoiled, its records are rejected with that reason. */
  private record Owner<T>(T value, String spoiled) {}
}
