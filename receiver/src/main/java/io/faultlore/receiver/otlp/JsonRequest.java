package io.faultlore.receiver.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * An OTLP/JSON request, rewritten token by token as protobuf. Unknown fields are ignored, and said
 * where they may hold records; null means default, a wrong value costs its record only.
 */
final class JsonRequest {
  /**
   * Levels of JSON that are skipped with their record instead of refusing the request; far above
   * what any sender nests, and 100,000 contexts cost about 8 MB.
   */
  private static final int JSON_DEPTH_MAX = 100_000;

  /** An end without a beginning: no protobuf reader takes it for a message. */
  private static final int SPOILED = 7;

  // Strings may be as long as the request, whose size the server bounds.
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JSON_DEPTH_MAX)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final SignalKind kind;
  private final Rejections rejections;

  JsonRequest(SignalKind kind, Rejections rejections) {
    this.kind = kind;
    this.rejections = rejections;
  }

  byte[] toProtobuf(byte[] body) throws MalformedRequestException {
    WireBuffer out = new WireBuffer(Math.max(64, body.length / 2));
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedRequestException("the body is not a JSON object");
      }
      fields(MessageShape.of(MessageShape.request(kind)), json, out, 0);
      if (json.nextToken() != null) {
        throw new MalformedRequestException("there is more behind the JSON object");
      }
    } catch (InvalidRecordException invalid) {
      throw new MalformedRequestException(invalid.reason(), invalid);
    } catch (JsonProcessingException broken) {
      throw new MalformedRequestException("the body is not JSON: " + position(broken), broken);
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from an array cannot fail", impossible);
    }
    return out.toByteArray();
  }

  /** Jackson's own text may quote the payload, so only the place is told. */
  private static String position(JsonProcessingException broken) {
    var place = broken.getLocation();
    return place == null
        ? "unknown place"
        : "line " + place.getLineNr() + ", column " + place.getColumnNr();
  }

  /** Writes the fields of the object that the parser stands at the start of. */
  private void fields(MessageShape shape, JsonParser json, WireBuffer out, int depth)
      throws IOException, InvalidRecordException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      MessageShape.Field field = shape.field(name);
      if (field == null) {
        if (shape.holdsRecords()) {
          rejections.unknownField(name);
        }
        json.skipChildren();
        continue;
      }
      if (token == JsonToken.VALUE_NULL) {
        continue;
      }
      if (!field.repeated()) {
        value(field, json, out, depth);
        continue;
      }
      JsonScalars.require(token == JsonToken.START_ARRAY, json, "an array");
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() != JsonToken.VALUE_NULL) {
          value(field, json, out, depth);
        }
      }
    }
  }

  private void value(MessageShape.Field field, JsonParser json, WireBuffer out, int depth)
      throws IOException, InvalidRecordException {
    if (!field.isMessage()) {
      JsonScalars.write(field, json, out);
      return;
    }
    MessageShape shape = field.message();
    if (shape.role() == MessageShape.Role.PART) {
      message(field, shape, json, out, depth);
    } else {
      guarded(field, shape, json, out, depth);
    }
  }

  private void message(
      MessageShape.Field field, MessageShape shape, JsonParser json, WireBuffer out, int depth)
      throws IOException, InvalidRecordException {
    JsonScalars.require(json.currentToken() == JsonToken.START_OBJECT, json, "an object");
    if (depth >= WireSlice.MESSAGE_DEPTH_MAX) {
      throw new InvalidRecordException("record nested too deeply");
    }
    out.messageTag(field.number());
    int begin = out.begin();
    fields(shape, json, out, depth + 1);
    out.end(begin);
  }

  /** A record or owner: what is wrong inside it stays inside it. */
  private void guarded(
      MessageShape.Field field, MessageShape shape, JsonParser json, WireBuffer out, int depth)
      throws IOException, InvalidRecordException {
    int mark = out.size();
    JsonStreamContext outside =
        json.currentToken() == JsonToken.START_OBJECT
                || json.currentToken() == JsonToken.START_ARRAY
            ? json.getParsingContext().getParent()
            : json.getParsingContext();
    try {
      message(field, shape, json, out, depth);
    } catch (InvalidRecordException invalid) {
      out.cut(mark);
      while (json.getParsingContext() != outside) {
        if (json.nextToken() == null) {
          return; // cannot happen: Jackson reports an object that is not closed
        }
      }
      if (shape.role() == MessageShape.Role.RECORD) {
        rejections.add(invalid);
      } else {
        out.messageTag(field.number());
        int begin = out.begin();
        out.varint(SPOILED);
        out.end(begin);
      }
    }
  }
}
