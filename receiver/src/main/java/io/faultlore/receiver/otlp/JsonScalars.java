package io.faultlore.receiver.otlp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Writes one JSON scalar as a protobuf field by the OTLP/JSON mapping: 64-bit integers as number or
 * string, enums as number (names are tolerated), NaN and infinities as words, ids as hex, other
 * bytes as base64.
 */
final class JsonScalars {
  /** What cannot be an id is written as one that is invalid, so that the rules for ids decide. */
  private static final byte[] INVALID_ID = {1};

  private JsonScalars() {}

  static void write(MessageShape.Field field, JsonParser json, WireBuffer out)
      throws IOException, InvalidRecordException {
    out.tag(field.number(), field.wireType());
    switch (field.type()) {
      case STRING -> string(json, out);
      case BYTES -> out.bytes(field.hexId() ? hex(json) : base64(json));
      case BOOL -> out.varint(bool(json) ? 1 : 0);
      case ENUM -> out.varint(enumNumber(field, json));
      case INT32 -> out.varint(int32(json));
      case UINT32 -> out.varint(int32(json) & 0xFFFFFFFFL);
      case SINT32 -> out.varint(CodedOutputStream.encodeZigZag32(int32(json)) & 0xFFFFFFFFL);
      case FIXED32, SFIXED32 -> out.fixed32(int32(json));
      case INT64, UINT64 -> out.varint(int64(json));
      case SINT64 -> out.varint(CodedOutputStream.encodeZigZag64(int64(json)));
      case FIXED64, SFIXED64 -> out.fixed64(int64(json));
      case DOUBLE -> out.fixed64(Double.doubleToRawLongBits(real(json)));
      case FLOAT -> out.fixed32(Float.floatToRawIntBits((float) real(json)));
      case MESSAGE, GROUP -> throw new IllegalStateException("no scalar: field " + field.number());
    }
  }

  private static void string(JsonParser json, WireBuffer out)
      throws IOException, InvalidRecordException {
    require(json.currentToken() == JsonToken.VALUE_STRING, json, "a string");
    out.text(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
  }

  private static byte[] hex(JsonParser json) throws IOException, InvalidRecordException {
    require(json.currentToken() == JsonToken.VALUE_STRING, json, "a hex id");
    try {
      return HexFormat.of().parseHex(json.getText());
    } catch (IllegalArgumentException notHex) {
      return INVALID_ID;
    }
  }

  private static byte[] base64(JsonParser json) throws IOException, InvalidRecordException {
    require(json.currentToken() == JsonToken.VALUE_STRING, json, "base64");
    try {
      return Base64.getDecoder().decode(json.getText().replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException notBase64) {
      throw new InvalidRecordException(where(json) + " is not base64");
    }
  }

  private static boolean bool(JsonParser json) throws IOException, InvalidRecordException {
    JsonToken token = json.currentToken();
    require(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE, json, "true or false");
    return token == JsonToken.VALUE_TRUE;
  }

  private static long enumNumber(MessageShape.Field field, JsonParser json)
      throws IOException, InvalidRecordException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      Integer number = field.enumNumber(json.getText());
      if (number != null) {
        return number;
      }
    }
    return int32(json);
  }

  private static int int32(JsonParser json) throws IOException, InvalidRecordException {
    long value = int64(json);
    require(value >= Integer.MIN_VALUE && value <= 0xFFFFFFFFL, json, "a 32-bit integer");
    return (int) value;
  }

  private static long int64(JsonParser json) throws IOException, InvalidRecordException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return json.getLongValue();
    }
    require(token == JsonToken.VALUE_STRING || token.isNumeric(), json, "an integer");
    return parse(json);
  }

  private static long parse(JsonParser json) throws IOException, InvalidRecordException {
    String text = json.getText();
    try {
      return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
    } catch (NumberFormatException notPlain) {
      // Some encoders write 5.0 or 1e3; that is an integer all the same.
      try {
        double real = Double.parseDouble(text);
        if (real == Math.rint(real) && Math.abs(real) < 0x1p63) {
          return (long) real;
        }
      } catch (NumberFormatException notANumber) {
        // said below
      }
      throw new InvalidRecordException(where(json) + " is not an integer");
    }
  }

  private static double real(JsonParser json) throws IOException, InvalidRecordException {
    JsonToken token = json.currentToken();
    if (token.isNumeric()) {
      return json.getDoubleValue();
    }
    require(token == JsonToken.VALUE_STRING, json, "a number");
    try {
      // Takes NaN, Infinity and -Infinity as the mapping spells them.
      return Double.parseDouble(json.getText());
    } catch (NumberFormatException notANumber) {
      throw new InvalidRecordException(where(json) + " is not a number");
    }
  }

  static void require(boolean holds, JsonParser json, String wanted)
      throws IOException, InvalidRecordException {
    if (!holds) {
      throw new InvalidRecordException(where(json) + " is not " + wanted);
    }
  }

  /** The field's name; the value is not repeated because it may be private. */
  private static String where(JsonParser json) throws IOException {
    String name = json.currentName();
    return name == null ? "an array element" : name;
  }
}
