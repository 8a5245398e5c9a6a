package io.faultlore.engine.slice;

import io.faultlore.engine.signal.Span;

/** What a span says of how its work ended. */
enum Outcome {
  OK,
  FAILED,
  /**
   * Turned down: by the http conventions a 4xx is no failure of the server that answers it, unless
   * something that it called for the answer failed.
   */
  REFUSED,
  /** Nothing: an unset status without a code of its protocol, which many write come what may. */
  UNTOLD;

  /** By the status, else by the codes of the http and rpc conventions, old names included. */
  static Outcome of(Span span) {
    if (span.isError()) {
      return FAILED;
    }
    // Servers that answer 5xx but leave the status unset have failed as well.
    long http =
        span.attributes()
            .integer("http.response.status_code")
            .orElse(span.attributes().integer("http.status_code").orElse(0));
    if (http > 0) {
      return http >= 500 ? FAILED : http >= 400 ? REFUSED : OK;
    }
    boolean told =
        span.status() == Span.Status.OK
            || span.attributes().has("rpc.grpc.status_code")
            || span.attributes().has("rpc.response.status_code");
    return told ? OK : UNTOLD;
  }
}
