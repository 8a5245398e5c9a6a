package io.faultlore.engine.world.service;

/** A message in line. */
final class Message {
  final Request request;

  /** Span that published it, or the empty string. */
  final String producerSpan;

  final long published;

  /** Whoever consumes it fails. */
  final boolean poison;

  int deliveries;

  Message(Request request, String producerSpan, long published, boolean poison) {
    this.request = request;
    this.producerSpan = producerSpan;
    this.published = published;
    this.poison = poison;
  }
}
