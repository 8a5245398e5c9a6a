package io.faultlore.receiver.evaluate;

import io.faultlore.engine.Engine;
import io.faultlore.engine.EngineConfig;
import io.faultlore.receiver.offline.OfflineEngine;
import io.faultlore.receiver.otlp.CapturedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Evaluates one data set. */
public final class Evaluator {
  private Evaluator() {}

  /**
   * Replays the data set and writes its findings.
   *
   * @param input directory with captured files and, for questions, {@code labels.jsonl}
   * @param version of this program, for the findings' first line
   * @return how full each bound was at most, and what was dropped or late in all
   * @throws IOException when the input is no data set or the findings cannot be written
   * @throws IllegalArgumentException when the protocol is unknown
   */
  public static Engine.Usage evaluate(
      Path input, Path findings, String protocolWord, long seed, String version)
      throws IOException {
    Protocol protocol = Protocol.parse(protocolWord);
    Truth truth = Truth.read(input);
    try (CapturedFiles captured = CapturedFiles.open(List.of(input));
        FindingsFile out = new FindingsFile(findings)) {
      Evaluation evaluation = new Evaluation(truth, protocol, seed, out);
      try (OfflineEngine offline =
          OfflineEngine.open(
              EngineConfig.defaults().withSeed(seed), evaluation::on, evaluation::on)) {
        out.meta(
            version,
            offline.modelId(),
            protocol.word(),
            seed,
            String.valueOf(input.toAbsolutePath().normalize().getFileName()));
        evaluation.replay(offline, captured);
        evaluation.answer(offline.engine());
        return evaluation.usage(offline.engine());
      }
    }
  }
}
