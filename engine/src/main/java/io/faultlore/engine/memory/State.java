package io.faultlore.engine.memory;

import io.faultlore.engine.encode.Embedding;

/**
 * A service's state in one time slice, kept as an example of how it behaves.
 *
 * @param id unique, for instance service and start time
 * @param modalities bit 0 metrics, bit 1 traces, bit 2 logs were present
 * @param normal false when the slice was part of a failure
 */
public record State(
    String id,
    String service,
    long startUnixNano,
    Embedding embedding,
    int modalities,
    boolean normal) {}
