package io.faultlore.world.service;

import io.faultlore.world.service.plan.Technology;
import java.util.List;

/**
 * What log lines say. Most occasions have several wordings; a service uses one of them until it is
 * deployed again, so that no one phrase marks an occasion in all systems.
 *
 * <p>{w} is what it is about, {c} the cause, {n} a number, {i} an id.
 */
final class Wordings {
  private Wordings() {}

  static String of(Technology technology, Occasion occasion, int wording) {
    List<String> all = technology.isApplication() ? application(occasion) : store(occasion);
    return all.get((wording + occasion.name().length()) % all.size());
  }

  private static List<String> application(Occasion occasion) {
    return switch (occasion) {
      case RECEIVED ->
          List.of(
              "{w} requested by {i}",
              "incoming {w}, correlation {i}",
              "begin {w} request_id={i}",
              "Entering handler of {w}");
      case ANSWERED ->
          List.of(
              "{w} answered within {n} ms",
              "got result of {w} ({n} ms)",
              "response from {w} received, request {i}",
              "Calling {w} took {n} ms");
      case HANDLED ->
          List.of(
              "{w} completed in {n} ms for customer {i}",
              "handled {w} request_id={i} took={n}ms",
              "{w} -> 200 ({n} ms)",
              "Finished processing {w}, correlation {i}",
              "request {i} done: {w}, {n} ms",
              "access {w} 200 {n}ms user={i}");
      case MISSING ->
          List.of(
              "{w}: no entity with id {i}",
              "item {i} not found",
              "lookup for {w} returned nothing (key {i})",
              "Not found: {i}");
      case ROUTINE ->
          List.of(
              "Housekeeping finished, {n} entries removed",
              "refreshed configuration, generation {n}",
              "Evicted {n} expired sessions",
              "metrics exporter: sent {n} points",
              "scheduler tick {n}",
              "reloaded feature flags ({n} active)");
      case NUISANCE ->
          List.of(
              "client closed connection before the response was written ({i})",
              "deprecated header X-Legacy-Token used by {i}",
              "Ignoring unknown field 'ref' in request {i}",
              "clock of client {i} differs by {n} s",
              "failed to parse user agent, using default",
              "ERROR-prone configuration: using default locale for {i}");
      case SLOW ->
          List.of(
              "{w} took {n} ms, longer than expected",
              "slow request {w}: {n}ms",
              "Request {i} exceeded its latency objective ({n} ms)");
      case RETRY ->
          List.of(
              "call to {w} failed ({c}), trying again",
              "Retrying {w} after: {c}",
              "attempt {n} for {w} did not succeed: {c}");
      case CALL_SURVIVED ->
          List.of(
              "{w} unavailable, continuing without it: {c}",
              "fallback used for {w} because of {c}",
              "degraded answer: {w}: {c}");
      case CALL_FAILED ->
          List.of(
              "call to {w} failed: {c}",
              "Error while calling {w} - {c}",
              "downstream {w} error after {n} ms: {c}",
              "{c} ({w})");
      case EXCEPTION ->
          List.of(
              "Unhandled exception in {w}: {c}",
              "{w} failed with {c}",
              "panic recovered while serving {w}: {c}",
              "Internal error [{i}] {c}");
      case REQUEST_FAILED ->
          List.of(
              "{w} failed with status {n}",
              "responding {n} to {w}, request {i}",
              "Request {i} could not be completed: {n}",
              "{w} -> {n}");
      case QUEUE_FULL ->
          List.of(
              "rejecting {w}: {n} requests are waiting",
              "Task rejected from executor, queue size {n}",
              "overload: accept queue full ({n})");
      case RATE_LIMITED ->
          List.of(
              "quota exceeded for client {i}", "throttling {w}", "Too many requests, {w} refused");
      case UNAUTHORIZED ->
          List.of(
              "authentication failed for client {i}",
              "rejected token of {i}: expired",
              "Access denied to {w}");
      case DISK_FULL -> List.of("write failed: no space left on device", "ENOSPC: {w}");
      case LOCK_TIMEOUT -> List.of("could not obtain lock for {w}");
      case DEADLOCK -> List.of("deadlock found while executing {w}");
      case MESSAGE_FAILED ->
          List.of(
              "could not process message {i} of {w}: {c}",
              "Listener failed for {w}, delivery {n}: {c}",
              "consumer error on {w}: {c}");
      case STARTING ->
          List.of(
              "Starting application version {w}", "boot: release {w}", "service starting ({w})");
      case READY ->
          List.of("Started {w} in {n} ms", "listening on :8080", "{w} ready after {n} ms");
      case STOPPING ->
          List.of(
              "Received SIGTERM, draining", "Graceful shutdown of {w} begun", "shutting down {w}");
      case OUT_OF_MEMORY ->
          List.of(
              "{w}: heap space exhausted",
              "fatal: {w} out of memory",
              "Reached heap limit, allocation failed ({w})");
      case CRASHED ->
          List.of(
              "fatal error during start-up: required setting is missing",
              "Application run failed",
              "exiting with code 1");
    };
  }

  private static List<String> store(Occasion occasion) {
    return switch (occasion) {
      case SLOW -> List.of("duration: {n} ms  statement: {w}", "slow operation {w} {n}ms");
      case ROUTINE ->
          List.of(
              "checkpoint complete: wrote {n} buffers",
              "Background saving terminated with success",
              "automatic vacuum of table: {n} pages removed",
              "Rolled new log segment at offset {n}");
      case NUISANCE ->
          List.of(
              "could not receive data from client: Connection reset by peer",
              "unexpected EOF on client connection",
              "Client id={i} closed");
      case EXCEPTION -> List.of("internal error: {c}", "unexpected state in {w}: {c}");
      case QUEUE_FULL ->
          List.of("sorry, too many clients already", "max number of clients reached");
      case RATE_LIMITED -> List.of("connection limit exceeded for role app");
      case UNAUTHORIZED ->
          List.of(
              "password authentication failed for user \"app\"",
              "Access denied for user 'app'@'{i}'");
      case DISK_FULL ->
          List.of(
              "could not extend file \"base/16384/{i}\": No space left on device",
              "Write to data file failed: No space left on device");
      case LOCK_TIMEOUT -> List.of("canceling statement due to lock timeout: {w}");
      case DEADLOCK -> List.of("deadlock detected: {w}", "transaction {i} chosen as victim");
      case STARTING -> List.of("starting server {w}", "initialising, version {w}");
      case READY -> List.of("ready to accept connections", "server started in {n} ms");
      case STOPPING -> List.of("received fast shutdown request", "User requested shutdown");
      case OUT_OF_MEMORY -> List.of("out of memory", "Out Of Memory allocating {n} bytes");
      case CRASHED -> List.of("aborting startup", "PANIC: could not locate a valid checkpoint");
      case RECEIVED, ANSWERED, HANDLED, MISSING, RETRY -> List.of("{w} {n} ms");
      case CALL_SURVIVED, CALL_FAILED, REQUEST_FAILED, MESSAGE_FAILED -> List.of("{w}: {c} {n}");
    };
  }
}
