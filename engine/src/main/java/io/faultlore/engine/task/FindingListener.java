package io.faultlore.engine.task;

/** Receives findings in the order in which they were made, on the engine's thread; never blocks. */
@FunctionalInterface
public interface FindingListener {
  void on(Finding finding);
}
