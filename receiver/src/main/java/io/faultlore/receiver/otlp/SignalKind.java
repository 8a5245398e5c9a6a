package io.faultlore.receiver.otlp;

/** The three signals that are accepted; the word is the metric label and the path's last part. */
public enum SignalKind {
  TRACES("traces"),
  METRICS("metrics"),
  LOGS("logs");

  private final String word;

  SignalKind(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
