package io.faultlore.receiver.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A protobuf message as OTLP/JSON, which differs from protobuf's own JSON: ids are hexadecimal,
 * enums are numbers (OTLP 1.x, "JSON Protobuf Encoding").
 */
final class JsonMessage {
  private static final JsonFactory JSON = new JsonFactory();
  private static final HexFormat HEX = HexFormat.of();

  private JsonMessage() {}

  static String of(Message message) throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(line)) {
      write(message, out);
    }
    return line.toString();
  }

  private static void write(Message message, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      out.writeFieldName(field.getJsonName());
      if (field.isRepeated()) {
        out.writeStartArray();
        for (Object element : (List<?>) entry.getValue()) {
          value(field, element, out);
        }
        out.writeEndArray();
      } else {
        value(field, entry.getValue(), out);
      }
    }
    out.writeEndObject();
  }

  private static void value(FieldDescriptor field, Object value, JsonGenerator out)
      throws IOException {
    switch (value) {
      case Message message -> write(message, out);
      case EnumValueDescriptor constant -> out.writeNumber(constant.getNumber());
      case ByteString bytes when field.getName().endsWith("_id") ->
          out.writeString(HEX.formatHex(bytes.toByteArray()));
      case ByteString bytes -> out.writeBinary(bytes.toByteArray());
      case Long number -> out.writeString(number.toString()); // JSON numbers hold 53 bits
      case Integer number -> out.writeNumber(number);
      case Double number when Double.isNaN(number) || Double.isInfinite(number) ->
          out.writeString(number.toString());
      case Double number -> out.writeNumber(number);
      case Boolean bool -> out.writeBoolean(bool);
      case String text -> out.writeString(text);
      default -> throw new IllegalStateException("OTLP has no " + value.getClass());
    }
  }
}
