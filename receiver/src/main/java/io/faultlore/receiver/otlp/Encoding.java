package io.faultlore.receiver.otlp;

/** How a request's body is written. */
public enum Encoding {
  PROTOBUF,
  JSON
}
