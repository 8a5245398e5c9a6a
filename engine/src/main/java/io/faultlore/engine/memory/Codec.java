package io.faultlore.engine.memory;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.memory.Case.Observed;
import io.faultlore.engine.memory.CaseLabel.StepMark;
import io.faultlore.engine.memory.EvidenceRow.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Cases and states as bytes: a version, then the fields in the order of the record. Own and binary,
 * because four fifths of a case are floats. Whoever changes the layout raises the version and still
 * reads the older ones: {@link Version1} has no conclusions but sentences. An older program refuses
 * what a newer one wrote.
 */
final class Codec {
  private static final int VERSION = 2;

  private Codec() {}

  static byte[] encode(Case source) {
    Encoded out = new Encoded();
    out.number(VERSION);
    out.text(source.id());
    out.text(source.kind().name());
    out.text(source.scope());
    out.text(source.subject());
    out.number(source.startUnixNano());
    out.number(source.endUnixNano());
    out.text(source.schema());
    write(source.embedding(), out, embedding -> write(embedding, out));
    write(source.rows(), out, row -> write(row, out));
    write(source.concluded(), out);
    write(source.label(), out, label -> write(label, out));
    return out.toBytes();
  }

  static Case decodeCase(byte[] bytes) {
    Decoded in = new Decoded(bytes);
    if (version(in) == 1) {
      return Version1.decodeCase(in);
    }
    return new Case(
        in.text(),
        Case.Kind.valueOf(in.text()),
        in.text(),
        in.text(),
        in.number(),
        in.number(),
        new Observed(in.text(), optional(in, () -> embedding(in)), list(in, () -> row(in))),
        conclusion(in),
        optional(in, () -> label(in)));
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
    Decoded in = new Decoded(bytes);
    long _ = version(in); // states look the same in all of them
    return new State(in.text(), in.text(), in.number(), embedding(in), in.count(), in.flag());
  }

  private static long version(Decoded in) {
    long version = in.number();
    if (version < 1 || version > VERSION) {
      throw new UnusableMemoryException(
          "an entry has version " + version + ", known are 1 to " + VERSION);
    }
    return version;
  }

  private static void write(Embedding embedding, Encoded out) {
    out.text(embedding.modelId());
    out.floats(embedding.values());
  }

  static Embedding embedding(Decoded in) {
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
    write(
        row.act(),
        out,
        act -> {
          out.text(act.traceId());
          out.text(act.operation());
          out.text(act.tool());
          out.flag(act.content());
        });
  }

  private static EvidenceRow row(Decoded in) {
    return new EvidenceRow(
        in.text(),
        in.text(),
        in.floats(),
        in.text(),
        in.text(),
        list(in, in::text),
        optional(in, () -> new Act(in.text(), in.text(), in.text(), in.flag())));
  }

  private static void write(Conclusion concluded, Encoded out) {
    out.text(concluded.phase().name());
    out.text(concluded.severity().name());
    writeRanked(concluded.suspects(), out);
    writeRanked(concluded.agents(), out);
    out.text(concluded.kind());
    writeRanked(concluded.types(), out);
    write(concluded.evidence(), out);
    write(
        concluded.similar(),
        out,
        similar -> {
          out.text(similar.caseId());
          out.real(similar.similarity());
          out.text(similar.type());
          out.text(similar.remedy());
        });
    write(concluded.advice(), out);
    write(concluded.traceIds(), out);
  }

  private static Conclusion conclusion(Decoded in) {
    return new Conclusion(
        Phase.valueOf(in.text()),
        Severity.valueOf(in.text()),
        ranked(in),
        ranked(in),
        in.text(),
        ranked(in),
        list(in, in::text),
        list(in, () -> new SimilarCase(in.text(), in.real(), in.text(), in.text())),
        list(in, in::text),
        list(in, in::text));
  }

  private static void writeRanked(List<Ranked> ranked, Encoded out) {
    write(
        ranked,
        out,
        one -> {
          out.text(one.name());
          out.text(one.place());
          out.real(one.score());
        });
  }

  private static List<Ranked> ranked(Decoded in) {
    return list(in, () -> new Ranked(in.text(), in.text(), in.real()));
  }

  private static void write(CaseLabel label, Encoded out) {
    out.flag(label.failure());
    out.text(label.culprit());
    out.text(label.type());
    out.text(label.remedy());
    write(
        label.marks(),
        out,
        mark -> {
          out.text(mark.spanId());
          out.text(mark.agent());
          out.text(mark.type());
          out.flag(mark.rootCause());
        });
    out.flag(label.exhaustive());
    out.text(label.author());
    out.number(label.labelledUnixNano());
  }

  static CaseLabel label(Decoded in) {
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
    write(texts, out, out::text);
  }

  private static <T> void write(List<T> elements, Encoded out, Consumer<T> element) {
    out.number(elements.size());
    elements.forEach(element);
  }

  private static <T> void write(Optional<T> value, Encoded out, Consumer<T> element) {
    out.flag(value.isPresent());
    value.ifPresent(element);
  }

  static <T> Optional<T> optional(Decoded in, Supplier<T> element) {
    return in.flag() ? Optional.of(element.get()) : Optional.empty();
  }

  static <T> List<T> list(Decoded in, Supplier<T> element) {
    int size = in.count();
    List<T> elements = new ArrayList<>(Math.min(size, 1024));
    for (int i = 0; i < size; i++) {
      elements.add(element.get());
    }
    return elements;
  }
}
