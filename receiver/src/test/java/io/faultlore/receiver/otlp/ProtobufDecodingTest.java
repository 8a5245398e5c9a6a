package io.faultlore.receiver.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Value;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtobufDecodingTest {
  private static Decoded decode(SignalKind kind, byte[] body) throws MalformedRequestException {
    return new OtlpDecoder().decode(kind, Encoding.PROTOBUF, body);
  }

  private static Decoded traces(Message request) throws MalformedRequestException {
    return decode(SignalKind.TRACES, request.toByteArray());
  }

  /** Replaces the only occurrence of the text by bytes that are not UTF-8. */
  private static byte[] spoil(byte[] body, String text) {
    byte[] spoiled = body.clone();
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i + wanted.length <= body.length; i++) {
      if (Arrays.equals(body, i, i + wanted.length, wanted, 0, wanted.length)) {
        Arrays.fill(spoiled, i, i + wanted.length, (byte) 0xFF);
        return spoiled;
      }
    }
    throw new IllegalArgumentException(text + " is not in the body");
  }

  @Test
  void everyFieldOfASpanIsRead() throws Exception {
    var link =
        io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
            .setTraceId(Requests.hex(Requests.TRACE_ID))
            .setSpanId(Requests.hex("00000000000000ff"));
    var event =
        io.opentelemetry.proto.trace.v1.Span.Event.newBuilder()
            .setName("exception")
            .setTimeUnixNano(5)
            .addAttributes(Requests.text("exception.type", "IOException"));
    var sent =
        Requests.span(1)
            .setParentSpanId(Requests.hex("00000000000000aa"))
            .addAttributes(Requests.text("http.route", "/cart"))
            .addEvents(event)
            .addLinks(link)
            .addLinks(link.clone().setSpanId(ByteString.EMPTY))
            .setStatus(
                Status.newBuilder()
                    .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                    .setMessage("refused"));

    Span span = (Span) traces(Requests.traces("cart", sent.build())).signals().getFirst();

    assertEquals("cart", span.resource().service());
    assertEquals(Requests.TRACE_ID, span.traceId());
    assertEquals("0000000000000002", span.spanId());
    assertEquals("00000000000000aa", span.parentSpanId());
    assertEquals(Span.Kind.SERVER, span.kind());
    assertEquals(1_000_000_000L, span.durationNanos());
    assertEquals("/cart", span.attributes().text("http.route").orElseThrow());
    assertEquals("exception", span.events().getFirst().name());
    assertEquals(
        List.of("00000000000000ff"), span.links().stream().map(Span.Link::spanId).toList());
    assertTrue(span.isError());
    assertEquals("refused", span.statusMessage());
  }

  @Test
  void recordsOfABlockShareTheirResource() throws Exception {
    Decoded decoded = traces(Requests.traces("cart", 3));
    assertSame(decoded.signals().getFirst().resource(), decoded.signals().getLast().resource());
  }

  @Test
  void badUtf8InOneOfAThousandSpansCostsOneSpan() throws Exception {
    var spans = new io.opentelemetry.proto.trace.v1.Span[1000];
    for (int i = 0; i < spans.length; i++) {
      spans[i] = Requests.span(i).setName(i == 500 ? "spoil-me" : "fine").build();
    }
    byte[] body = Requests.traces("cart", spans).toByteArray();

    Decoded decoded = decode(SignalKind.TRACES, spoil(body, "spoil-me"));

    assertEquals(999, decoded.signals().size());
    assertEquals(1, decoded.rejected());
    assertEquals("rejected 1 of the spans: 1 x record with invalid UTF-8", decoded.message());
  }

  @Test
  void badUtf8InTheResourceCostsItsRecordsOnly() throws Exception {
    var request =
        Requests.traces("spoil-me", 2).toBuilder()
            .mergeFrom(Requests.traces("cart", 3))
            .build()
            .toByteArray();

    Decoded decoded = decode(SignalKind.TRACES, spoil(request, "spoil-me"));

    assertEquals(3, decoded.signals().size());
    assertEquals(2, decoded.rejected());
  }

  @Test
  void invalidIdsRejectTheSpan() throws Exception {
    Decoded decoded =
        traces(
            Requests.traces(
                "cart",
                Requests.span(1).setTraceId(Requests.hex("00".repeat(16))).build(),
                Requests.span(2).setTraceId(Requests.hex("ab".repeat(15))).build(),
                Requests.span(3).setSpanId(Requests.hex("00".repeat(8))).build(),
                Requests.span(4).setSpanId(ByteString.EMPTY).build(),
                Requests.span(5).setParentSpanId(Requests.hex("abcd")).build(),
                Requests.span(6).setParentSpanId(Requests.hex("00".repeat(8))).build()));

    assertEquals(5, decoded.rejected());
    assertTrue(((Span) decoded.signals().getFirst()).isRoot());
  }

  @Test
  void aLogWithAnInvalidIdIsKeptUnattached() throws Exception {
    var log = io.opentelemetry.proto.logs.v1.LogRecord.newBuilder().setObservedTimeUnixNano(7);
    var attached =
        log.clone()
            .setTraceId(Requests.hex(Requests.TRACE_ID))
            .setSpanId(Requests.hex("00000000000000ff"))
            .setTimeUnixNano(3)
            .build();
    var wrong = attached.toBuilder().setTraceId(Requests.hex("abcd")).build();

    Decoded decoded =
        decode(SignalKind.LOGS, Requests.logs("cart", log.build(), attached, wrong).toByteArray());

    assertEquals(0, decoded.rejected());
    LogRecord plain = (LogRecord) decoded.signals().get(0);
    assertEquals(7, plain.timeUnixNano());
    assertEquals("", plain.traceId());
    assertEquals("00000000000000ff", ((LogRecord) decoded.signals().get(1)).spanId());
    assertEquals(3, decoded.signals().get(1).timeUnixNano());
    assertEquals("", ((LogRecord) decoded.signals().get(2)).traceId());
    assertEquals("", ((LogRecord) decoded.signals().get(2)).spanId());
  }

  @Test
  void everyKindOfValueIsRead() throws Exception {
    AnyValue list =
        AnyValue.newBuilder()
            .setArrayValue(
                ArrayValue.newBuilder()
                    .addValues(AnyValue.newBuilder().setIntValue(-1))
                    .addValues(AnyValue.newBuilder().setDoubleValue(Double.NaN))
                    .addValues(AnyValue.newBuilder().setBoolValue(true))
                    .addValues(AnyValue.newBuilder().setBytesValue(Requests.hex("ab01")))
                    .addValues(AnyValue.getDefaultInstance()))
            .build();
    var span = Requests.span(1).addAttributes(KeyValue.newBuilder().setKey("k").setValue(list));

    Span decoded = (Span) traces(Requests.traces("cart", span.build())).signals().getFirst();

    assertEquals(
        new Value.Array(
            List.of(
                new Value.Int(-1),
                new Value.Real(Double.NaN),
                new Value.Bool(true),
                new Value.Bytes("ab01"),
                new Value.Empty())),
        decoded.attributes().get("k").orElseThrow());
  }

  @Test
  void aValueNestedTooDeeplyCostsItsRecordOnly() throws Exception {
    Decoded decoded =
        traces(
            Requests.traces(
                "cart",
                Requests.span(1).addAttributes(nested(1_000)).build(),
                Requests.span(2).addAttributes(nested(30)).build()));

    assertEquals(1, decoded.signals().size());
    assertEquals("rejected 1 of the spans: 1 x record nested too deeply", decoded.message());
  }

  private static KeyValue nested(int levels) {
    AnyValue value = AnyValue.newBuilder().setIntValue(1).build();
    for (int i = 0; i < levels; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    return KeyValue.newBuilder().setKey("deep").setValue(value).build();
  }

  @Test
  void unknownFieldsAndUnknownEnumValuesAreIgnored() throws Exception {
    var unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                900,
                UnknownFieldSet.Field.newBuilder()
                    .addVarint(1)
                    .addFixed32(2)
                    .addLengthDelimited(ByteString.copyFromUtf8("later"))
                    .build())
            .build();
    var span = Requests.span(1).setKindValue(77).setUnknownFields(unknown).build();
    var request = Requests.traces("cart", span).toBuilder().setUnknownFields(unknown).build();

    Decoded decoded = traces(request);

    assertEquals(0, decoded.rejected());
    assertEquals(Span.Kind.UNSPECIFIED, ((Span) decoded.signals().getFirst()).kind());
    assertEquals(
        "fields that an OTLP request of traces does not have were left out: field_900",
        decoded.message(),
        "the request's may hold spans, the span's do not");
  }

  @Test
  void recordsInBlocksOfAnInstrumentationLibraryAreCountedAndSaid() throws Exception {
    byte[] scopeSpans =
        Requests.traces("cart", 3).getResourceSpans(0).getScopeSpans(0).toByteArray();
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(block);
    out.writeByteArray(1000, scopeSpans);
    out.flush();

    Decoded decoded = decode(SignalKind.TRACES, wrapped(block.toByteArray()));

    assertEquals(Map.of(LeftOut.OLD_FIELD, 3), decoded.leftOut());
  }

  @Test
  void whatIsSentToTheWrongPathIsSaid() throws Exception {
    // A name that is no message, none at all, and a log with and without a time.
    byte[] spans =
        Requests.traces("cart", Requests.span(1).build(), Requests.span(2).setName("").build())
            .toByteArray();
    var log = io.opentelemetry.proto.logs.v1.LogRecord.newBuilder().setSeverityText("INFO");
    byte[] logs =
        Requests.logs("cart", log.clone().setTimeUnixNano(5).build(), log.build()).toByteArray();
    for (Decoded decoded :
        List.of(
            decode(SignalKind.METRICS, spans),
            decode(SignalKind.LOGS, spans),
            decode(SignalKind.TRACES, logs),
            decode(SignalKind.METRICS, logs))) {
      assertEquals(List.of(), decoded.signals(), decoded.message());
      assertEquals(2, decoded.rejected(), decoded.kind() + ": " + decoded.message());
    }
  }

  @Test
  void aResourceBehindItsRecordsStillOwnsThem() throws Exception {
    byte[] request = Requests.traces("cart", 1).toByteArray();
    var block =
        io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest.parseFrom(request)
            .getResourceSpans(0);
    ByteArrayOutputStream reversed = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(reversed);
    out.writeMessage(2, block.getScopeSpans(0));
    out.writeMessage(1, block.getResource());
    out.flush();

    Decoded decoded = decode(SignalKind.TRACES, wrapped(reversed.toByteArray()));

    assertEquals("cart", decoded.signals().getFirst().resource().service());
  }

  private static byte[] wrapped(byte[] block) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeByteArray(1, block);
    out.flush();
    return bytes.toByteArray();
  }

  @Test
  void anEmptyRequestIsFine() throws Exception {
    for (SignalKind kind : SignalKind.values()) {
      assertEquals(new Decoded(kind, List.of(), Map.of(), ""), decode(kind, new byte[0]));
    }
  }

  @Test
  void aTruncatedRequestIsMalformedWhereverItIsCut() throws Exception {
    byte[] body = Requests.traces("cart", 2).toByteArray();
    for (int length = 1; length < body.length; length++) {
      byte[] cut = Arrays.copyOf(body, length);
      assertThrows(
          MalformedRequestException.class,
          () -> decode(SignalKind.TRACES, cut),
          "cut at " + length);
    }
  }

  @Test
  void aLengthOfTwoToThe31IsMalformedAndCostsNoMemory() {
    byte[] huge = {10, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 8};
    byte[] largest = {10, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 7};
    assertThrows(MalformedRequestException.class, () -> decode(SignalKind.TRACES, huge));
    assertThrows(MalformedRequestException.class, () -> decode(SignalKind.LOGS, largest));
  }

  @Test
  void textIsNoProtobuf() {
    byte[] json = "{\"resourceSpans\":[]}".getBytes(StandardCharsets.UTF_8);
    assertThrows(MalformedRequestException.class, () -> decode(SignalKind.TRACES, json));
  }
}
