package io.faultlore.engine.task.runtime;

import io.faultlore.engine.encode.HashingTextEncoder;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.MemoryLimits;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.runtime.Shop.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the whole line on a small shop; the fault begins after 15 minutes of normal life. */
abstract class ShopRuns {
  static final int FAULT = 900;
  static final int END = 1_200;

  @TempDir private Path folder;
  private final List<Memory> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Memory::close);
  }

  static Shop slowStore() {
    Shop shop = new Shop(2).live(0, FAULT).live(FAULT, END, Trouble.SLOW, "store");
    return shop.live(END, END + 200);
  }

  List<Finding> run(Shop shop) throws IOException {
    return run(shop.signals(), "run", 0);
  }

  List<Finding> run(List<Signal> signals, String name, long seed) throws IOException {
    return run(line(memory(name), seed), signals);
  }

  static List<Finding> run(RuntimeLine line, List<Signal> signals) {
    List<Finding> findings = new ArrayList<>();
    signals.forEach(signal -> findings.addAll(line.accept(signal)));
    findings.addAll(line.advance(signals.getLast().timeUnixNano() + 30_000_000_000L));
    return findings;
  }

  static RuntimeLine line(Memory memory, long seed) {
    return new RuntimeLine(RuntimeConfig.defaults(), memory, new HashingTextEncoder(64), seed);
  }

  Memory memory(String name) throws IOException {
    return memory(name, MemoryLimits.defaults());
  }

  Memory memory(String name, MemoryLimits limits) throws IOException {
    Memory memory = Memory.open(Files.createDirectories(folder.resolve(name)), limits);
    opened.add(memory);
    return memory;
  }

  static List<Failure> failures(List<Finding> findings) {
    return of(findings, Failure.class);
  }

  static Failure closed(List<Finding> findings) {
    return failures(findings).stream()
        .filter(failure -> failure.phase() == Phase.CLOSED)
        .findFirst()
        .orElseThrow();
  }

  static List<SliceVerdict> slices(List<Finding> findings) {
    return of(findings, SliceVerdict.class);
  }

  private static <T extends Finding> List<T> of(List<Finding> findings, Class<T> kind) {
    return findings.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
