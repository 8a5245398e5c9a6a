package io.faultlore.world.service;

/** A message in the line of a group of consumers, or being worked on by one of them. */
final class Message {
  final Topic.Group group;
  final Request request;

  /** Span that published it, or the empty string. */
  final String producerSpan;

  final long published;

  /** Whoever consumes it fails. */
  final boolean poison;

  int deliveries;

  Message(Topic.Group group, Request request, String producerSpan, long published, boolean poison) {
    this.group = group;
    this.request = request;
    this.producerSpan = producerSpan;
    this.published = published;
    this.poison = poison;
  }
}
