package io.faultlore.engine.task;

import java.util.List;

/**
 * A head: judges what a room upstream produced. Heads are called by the engine's one writer thread,
 * in event order, and keep no thread of their own.
 *
 * @param <I> what it judges: the slices of one window, a step, an ended run
 */
public interface TaskHead<I> {
  List<Finding> judge(I input);
}
