package io.faultlore.receiver.server;

import io.faultlore.receiver.otlp.Encoding;

/** How a request came; the word is the metric label. */
enum Transport {
  GRPC("grpc", Encoding.PROTOBUF),
  HTTP_PROTO("http_proto", Encoding.PROTOBUF),
  HTTP_JSON("http_json", Encoding.JSON);

  private final String word;
  private final Encoding encoding;

  Transport(String word, Encoding encoding) {
    this.word = word;
    this.encoding = encoding;
  }

  String word() {
    return word;
  }

  Encoding encoding() {
    return encoding;
  }
}
