package io.faultlore.receiver.journal;

import io.faultlore.receiver.otlp.Decoded;
import io.faultlore.receiver.otlp.Encoding;
import io.faultlore.receiver.otlp.MalformedRequestException;
import io.faultlore.receiver.otlp.SignalKind;

/** Reads a journalled body again; the same function that decoded it when it arrived. */
@FunctionalInterface
public interface RequestDecoder {
  Decoded decode(SignalKind kind, Encoding encoding, byte[] body) throws MalformedRequestException;
}
