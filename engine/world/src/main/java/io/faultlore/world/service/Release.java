package io.faultlore.world.service;

import java.util.Optional;

/**
 * A version of a service's code; a process keeps the one it was started with.
 *
 * @param work factor of all computing
 * @param exceptions share of requests that fail in its own code
 * @param wording which of the wordings its log lines have
 */
record Release(
    String version, double work, double exceptions, int wording, Optional<Release> before) {
  static Release first(String version, int wording) {
    return new Release(version, 1, 0, wording, Optional.empty());
  }

  /** The next version; it says some things in other words. */
  Release next(double work, double exceptions) {
    int dot = version.indexOf('.');
    int second = version.indexOf('.', dot + 1);
    int minor = Integer.parseInt(version.substring(dot + 1, second)) + 1;
    String next = version.substring(0, dot + 1) + minor + ".0";
    Release kept = new Release(version, this.work, this.exceptions, wording, Optional.empty());
    return new Release(next, work, exceptions, wording + 1, Optional.of(kept));
  }

  /** What is rolled back to. */
  Release previous() {
    return before.orElse(this);
  }
}
