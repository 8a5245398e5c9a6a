package io.faultlore.engine.memory;

import io.faultlore.engine.memory.Case.Observed;
import io.faultlore.engine.memory.EvidenceRow.Act;
import java.util.List;
import java.util.Optional;

/**
 * Reads the first layout of cases. It kept of a conclusion its sentences only, and what a step was
 * stood among the words for models; both move to where they are now when the case is read.
 */
final class Version1 {
  private static final String NO_CONTENT = "CONTENT=no";

  private Version1() {}

  static Case decodeCase(Decoded in) {
    String id = in.text();
    Case.Kind kind = Case.Kind.valueOf(in.text());
    String scope = in.text();
    String subject = in.text();
    String group = in.text(); // always the run's own id
    long start = in.number();
    long end = in.number();
    return new Case(
        id,
        kind,
        scope,
        subject,
        start,
        end,
        new Observed(
            in.text(),
            Codec.optional(in, () -> Codec.embedding(in)),
            Codec.list(in, () -> row(in, kind == Case.Kind.RUNTIME, group))),
        conclusion(in),
        Codec.optional(in, () -> Codec.label(in)));
  }

  private static Conclusion conclusion(Decoded in) {
    List<String> sentences = Codec.list(in, in::text);
    Conclusion plain = Conclusion.of(in.flag() ? Phase.CLOSED : Phase.UPDATED, sentences);
    return sentences.isEmpty() ? plain : plain.withSeverity(Severity.WARNING);
  }

  private static EvidenceRow row(Decoded in, boolean service, String traceId) {
    String subject = in.text();
    String actor = in.text();
    float[] features = in.floats();
    String text = in.text();
    String input = in.text();
    List<String> tokens = Codec.list(in, in::text);
    Act act =
        new Act(
            said(tokens, "TRACE=").orElse(traceId),
            said(tokens, "OP=").orElse(""),
            said(tokens, "TOOL=").orElse(""),
            !tokens.contains(NO_CONTENT));
    tokens.removeIf(token -> token.equals(NO_CONTENT) || token.startsWith("TRACE="));
    return new EvidenceRow(
        subject,
        actor,
        features,
        text,
        input,
        tokens,
        service ? Optional.empty() : Optional.of(act));
  }

  private static Optional<String> said(List<String> tokens, String prefix) {
    return tokens.stream()
        .filter(token -> token.startsWith(prefix))
        .map(token -> token.substring(prefix.length()))
        .findFirst();
  }
}
