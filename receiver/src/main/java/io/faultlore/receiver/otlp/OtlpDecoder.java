package io.faultlore.receiver.otlp;

/**
 * OTLP export requests become signals. Records are validated one by one, so that a bad one is
 * rejected alone. Rules: the OTLP specification. Thread-safe.
 *
 * <p>JSON is rewritten as protobuf first, so both encodings obey the same rules.
 */
public final class OtlpDecoder {
  /** The {@code service.name} under which Faultlore reports; its records are left out. */
  public static final String OWN_SERVICE = "faultlore";

  /**
   * Decodes a request body that was decompressed already.
   *
   * @throws MalformedRequestException when the body is no export request at all
   */
  public Decoded decode(SignalKind kind, Encoding encoding, byte[] body)
      throws MalformedRequestException {
    Rejections rejections = new Rejections();
    byte[] protobuf =
        switch (encoding) {
          case PROTOBUF -> body;
          case JSON -> new JsonRequest(kind, rejections).toProtobuf(body);
        };
    return new RequestWalk(kind, rejections).decode(protobuf);
  }
}
