package io.faultlore.engine.task.agent.learned;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Made when it is asked for first. */
final class Lazy<T> implements Supplier<T> {
  private final Supplier<T> make;
  private @Nullable T made;

  Lazy(Supplier<T> make) {
    this.make = make;
  }

  @Override
  public T get() {
    T known = made;
    if (known == null) {
      known = make.get();
      made = known;
    }
    return known;
  }
}
