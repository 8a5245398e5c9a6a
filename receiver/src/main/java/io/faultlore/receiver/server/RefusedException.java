package io.faultlore.receiver.server;

/** A request is refused while it is being read. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient ExportResult result;

  RefusedException(ExportResult result) {
    // Without a stack trace: refusing must stay cheap when many are refused.
    super(result.outcome(), null, false, false);
    this.result = result;
  }

  ExportResult result() {
    return result;
  }
}
