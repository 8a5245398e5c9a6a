package io.faultlore.receiver.journal;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.receiver.otlp.Decoded;
import io.faultlore.receiver.otlp.Encoding;
import io.faultlore.receiver.otlp.LeftOut;
import io.faultlore.receiver.otlp.MalformedRequestException;
import io.faultlore.receiver.otlp.SignalKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests for tests: the body is a comma-separated list of span numbers. */
final class Signals {
  private Signals() {}

  static Span span(int number) {
    return new Span(
        Resource.UNKNOWN,
        Scope.NONE,
        "%032x".formatted(7),
        "%016x".formatted(number),
        "",
        "n" + number,
        Span.Kind.SERVER,
        0,
        number,
        Attributes.EMPTY,
        List.of(),
        List.of(),
        Span.Status.UNSET,
        "");
  }

  static int number(Signal signal) {
    return Integer.parseInt(((Span) signal).name().substring(1));
  }

  /** A number below zero is an invalid item. */
  static Submission request(int... numbers) {
    List<String> texts = new ArrayList<>();
    for (int number : numbers) {
      texts.add(Integer.toString(number));
    }
    byte[] body = String.join(",", texts).getBytes(StandardCharsets.UTF_8);
    try {
      return new Submission(
          Encoding.PROTOBUF, body, decode(SignalKind.TRACES, Encoding.PROTOBUF, body));
    } catch (MalformedRequestException e) {
      throw new IllegalStateException(e);
    }
  }

  static Decoded decode(SignalKind kind, Encoding encoding, byte[] body)
      throws MalformedRequestException {
    List<Signal> signals = new ArrayList<>();
    int rejected = 0;
    for (String text : new String(body, StandardCharsets.UTF_8).split(",", -1)) {
      if (text.equals("malformed")) {
        throw new MalformedRequestException("malformed");
      }
      int number = Integer.parseInt(text);
      if (number < 0) {
        rejected++;
      } else {
        signals.add(span(number));
      }
    }
    return rejected == 0
        ? new Decoded(kind, signals, Map.of(), "")
        : new Decoded(kind, signals, Map.of(LeftOut.MALFORMED, rejected), "negative");
  }
}
