package io.faultlore.engine.task.agent;

import io.faultlore.engine.encode.HashingTextEncoder;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.CaseLabel.StepMark;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.MemoryLimits;
import io.faultlore.engine.step.AgentEvent.RunEnded;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.StepVerdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** An agents' line with a memory of its own, and a person who labels runs. */
final class Desk implements AutoCloseable {
  final Memory memory;
  final AgentLine line;

  Desk(Path folder) {
    this(folder, AgentConfig.defaults(), 0);
  }

  Desk(Path folder, AgentConfig config, long seed) {
    this.memory = Memory.open(folder, MemoryLimits.defaults());
    this.line =
        new AgentLine(
            config, memory, new HashingTextEncoder(64), new HashingTextEncoder(128), seed);
  }

  /** Tells the line of the whole run and returns what it found, in order. */
  List<Finding> play(Script script) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < script.steps().size(); i++) {
      findings.addAll(line.on(script.ended(i)));
    }
    findings.addAll(line.on(new RunEnded(script.whole())));
    return findings;
  }

  /** Plays a run that went well and says so. */
  void playNormal(Script script) {
    play(script);
    label(script, new CaseLabel(false, "", "", "", List.of(), true, "test", 1));
  }

  /** Plays a run that failed at this step and says so. */
  void playFailed(Script script, int failed, String type, String remedy) {
    play(script);
    label(script, failedAt(script, failed, type, remedy));
  }

  static CaseLabel failedAt(Script script, int failed, String type, String remedy) {
    Step step = script.step(failed);
    StepMark mark = new StepMark(step.spanId(), step.agent(), type, true);
    return new CaseLabel(true, step.agent(), type, remedy, List.of(mark), true, "test", 1);
  }

  void label(Script script, CaseLabel label) {
    memory.label(script.caseId(), label);
    line.labelled(memory.get(script.caseId()).orElseThrow());
  }

  /** All verdicts on a remembered run, that on the run last. */
  List<Finding> judgeAgain(String runCaseId, Predicate<Case> history) {
    List<Finding> findings = new ArrayList<>();
    line.review()
        .judgeAgain(runCaseId, history)
        .ifPresent(
            judged -> {
              findings.addAll(judged.steps());
              findings.add(judged.run());
            });
    return findings;
  }

  static List<StepVerdict> steps(List<Finding> findings) {
    return findings.stream()
        .filter(StepVerdict.class::isInstance)
        .map(StepVerdict.class::cast)
        .toList();
  }

  static RunVerdict closed(List<Finding> findings) {
    return (RunVerdict) findings.getLast();
  }

  @Override
  public void close() {
    memory.close();
  }
}
