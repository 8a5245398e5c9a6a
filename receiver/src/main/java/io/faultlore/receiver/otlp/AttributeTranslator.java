package io.faultlore.receiver.otlp;

import com.google.protobuf.ByteString;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Value;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Attributes, values and ids of protobuf become those of the engine. */
final class AttributeTranslator {
  private static final HexFormat HEX = HexFormat.of();

  static final int TRACE_ID_BYTES = 16;
  static final int SPAN_ID_BYTES = 8;

  private AttributeTranslator() {}

  static Attributes attributes(List<KeyValue> pairs) {
    if (pairs.isEmpty()) {
      return Attributes.EMPTY;
    }
    Attributes.Builder builder = Attributes.builder();
    for (KeyValue pair : pairs) {
      builder.put(pair.getKey(), value(pair.getValue()));
    }
    return builder.build();
  }

  /** The depth is bounded because {@link WireSlice#parse} has bounded it. */
  static Value value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> new Value.Text(value.getStringValue());
      case BOOL_VALUE -> new Value.Bool(value.getBoolValue());
      case INT_VALUE -> new Value.Int(value.getIntValue());
      case DOUBLE_VALUE -> new Value.Real(value.getDoubleValue());
      case ARRAY_VALUE -> {
        List<Value> values = new ArrayList<>(value.getArrayValue().getValuesCount());
        for (AnyValue element : value.getArrayValue().getValuesList()) {
          values.add(value(element));
        }
        yield new Value.Array(values);
      }
      case KVLIST_VALUE -> new Value.Map(attributes(value.getKvlistValue().getValuesList()));
      case BYTES_VALUE -> new Value.Bytes(hex(value.getBytesValue()));
      // A reference into the dictionary of profiles counts as empty elsewhere (common.proto).
      case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> new Value.Empty();
    };
  }

  static String hex(ByteString bytes) {
    return HEX.formatHex(bytes.toByteArray());
  }

  /** Whether an id has its length and is not all zero. */
  static boolean isValidId(ByteString id, int length) {
    return id.size() == length && !isZero(id);
  }

  static boolean isZero(ByteString id) {
    for (int i = 0; i < id.size(); i++) {
      if (id.byteAt(i) != 0) {
        return false;
      }
    }
    return true;
  }
}
