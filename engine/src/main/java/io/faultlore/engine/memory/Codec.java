package io.faultlore.engine.memory;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.memory.CaseLabel.StepMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Cases and states as bytes: a version, then the fields in the order of the record. Own and binary,
 * because four fifths of a case are floats. Whoever changes the layout raises the version and still
 * reads the older ones.
 */
final class Codec {
  private static final int VERSION = 1;

  private Codec() {}

  static byte[] encode(Case source) {
    Encoded out = new Encoded();
    out.number(VERSION);
    out.text(source.id());
    out.text(source.kind().name());
    out.text(source.scope());
    out.text(source.subject());
    out.text(source.group());
    out.number(source.startUnixNano());
    out.number(source.endUnixNano());
    out.text(source.schema());
    out.flag(source.embedding().isPresent());
    source.embedding().ifPresent(embedding -> write(embedding, out));
    out.number(source.rows().size());
    source.rows().forEach(row -> write(row, out));
    write(source.summary(), out);
    out.flag(source.closed());
    out.flag(source.label().isPresent());
    source.label().ifPresent(label -> write(label, out));
    return out.toBytes();
  }

  static Case decodeCase(byte[] bytes) {
    Decoded in = begin(bytes);
    return new Case(
        in.text(),
        Case.Kind.valueOf(in.text()),
        in.text(),
        in.text(),
        in.text(),
        in.number(),
        in.number(),
        in.text(),
        in.flag() ? Optional.of(embedding(in)) : Optional.empty(),
        list(in, () -> row(in)),
        list(in, in::text),
        in.flag(),
        in.flag() ? Optional.of(label(in)) : Optional.empty());
  }

  static byte[] encode(State source) {
    Encoded out = new Encoded();
    out.number(VERSION);
    out.text(source.id());
    out.text(source.service());
    out.number(source.startUnixNano());
    write(source.embedding(), out);
    out.number(source.modalities());
    out.flag(source.normal());
    return out.toBytes();
  }

  static State decodeState(byte[] bytes) {
    Decoded in = begin(bytes);
    return new State(in.text(), in.text(), in.number(), embedding(in), in.count(), in.flag());
  }

  private static Decoded begin(byte[] bytes) {
    Decoded in = new Decoded(bytes);
    long version = in.number();
    if (version != VERSION) {
      throw new UnusableMemoryException(
          "an entry has version " + version + ", known is " + VERSION);
    }
    return in;
  }

  private static void write(Embedding embedding, Encoded out) {
    out.text(embedding.modelId());
    out.floats(embedding.values());
  }

  private static Embedding embedding(Decoded in) {
    String modelId = in.text();
    return new Embedding(in.floats(), modelId);
  }

  private static void write(EvidenceRow row, Encoded out) {
    out.text(row.subject());
    out.text(row.actor());
    out.floats(row.features());
    out.text(row.text());
    out.text(row.input());
    write(row.tokens(), out);
  }

  private static EvidenceRow row(Decoded in) {
    return new EvidenceRow(
        in.text(), in.text(), in.floats(), in.text(), in.text(), list(in, in::text));
  }

  private static void write(CaseLabel label, Encoded out) {
    out.flag(label.failure());
    out.text(label.culprit());
    out.text(label.type());
    out.text(label.remedy());
    out.number(label.marks().size());
    for (StepMark mark : label.marks()) {
      out.text(mark.spanId());
      out.text(mark.agent());
      out.text(mark.type());
      out.flag(mark.rootCause());
    }
    out.flag(label.exhaustive());
    out.text(label.author());
    out.number(label.labelledUnixNano());
  }

  private static CaseLabel label(Decoded in) {
    return new CaseLabel(
        in.flag(),
        in.text(),
        in.text(),
        in.text(),
        list(in, () -> new StepMark(in.text(), in.text(), in.text(), in.flag())),
        in.flag(),
        in.text(),
        in.number());
  }

  private static void write(List<String> texts, Encoded out) {
    out.number(texts.size());
    texts.forEach(out::text);
  }

  private static <T> List<T> list(Decoded in, Supplier<T> element) {
    int size = in.count();
    List<T> elements = new ArrayList<>(Math.min(size, 1024));
    for (int i = 0; i < size; i++) {
      elements.add(element.get());
    }
    return elements;
  }
}
