package io.faultlore.engine.world.service;

/**
 * A version of a service's code; a process keeps the one it was started with.
 *
 * @param work factor of all computing
 * @param exceptions share of requests that fail in its own code
 * @param wording which of the wordings its log lines have
 */
record Release(String version, double work, double exceptions, int wording) {}
