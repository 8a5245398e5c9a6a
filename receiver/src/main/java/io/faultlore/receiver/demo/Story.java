package io.faultlore.receiver.demo;

/**
 * What the demo breaks, so that the verdicts can be judged.
 *
 * @param service the broken service
 * @param fault the kind of its fault
 * @param faultUnixNano when it was broken
 * @param traceId the run of agents that fails
 * @param spanId its root-cause step
 * @param agent who did that step
 * @param mode how it fails
 * @param stepUnixNano when that step ends
 */
record Story(
    String service,
    String fault,
    long faultUnixNano,
    String traceId,
    String spanId,
    String agent,
    String mode,
    long stepUnixNano) {}
