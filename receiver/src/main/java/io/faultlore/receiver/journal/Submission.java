package io.faultlore.receiver.journal;

import io.faultlore.receiver.otlp.Decoded;
import io.faultlore.receiver.otlp.Encoding;

/**
 * A request on its way to the journal.
 *
 * @param body the request as received, decompressed; not copied, so nobody may write to it
 * @param decoded the same, decoded
 */
// An array, because the body goes to the file as it is.
@SuppressWarnings("ArrayRecordComponent")
public record Submission(Encoding encoding, byte[] body, Decoded decoded) {}
