package io.faultlore.receiver.demo;

import java.net.URI;
import java.util.Optional;

/**
 * How the demo is run.
 *
 * @param fault word of the fault to inject into the shop; empty for one drawn by the seed
 * @param mode word of the mistake that an agent makes; empty for one drawn by the seed
 * @param speed how many simulated seconds pass in one, from the first live moment on
 * @param serves whether it starts a server, without which there are no verdicts
 * @param endpoint where telemetry goes; empty for straight to its own server
 * @param untilVerdict whether it ends with the first verdicts
 * @param json whether it prints one JSON line at its end, and nothing else
 * @param redraws whether the terminal is drawn anew every second
 */
public record Options(
    String fault,
    String mode,
    long seed,
    double speed,
    boolean serves,
    Optional<URI> endpoint,
    boolean untilVerdict,
    boolean json,
    boolean redraws) {}
