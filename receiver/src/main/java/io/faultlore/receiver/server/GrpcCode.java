package io.faultlore.receiver.server;

/** The gRPC status codes that are used here, with their numbers. */
enum GrpcCode {
  OK(0),
  UNKNOWN(2),
  INVALID_ARGUMENT(3),
  NOT_FOUND(5),
  RESOURCE_EXHAUSTED(8),
  UNIMPLEMENTED(12),
  INTERNAL(13),
  UNAVAILABLE(14);

  private final int number;

  GrpcCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
