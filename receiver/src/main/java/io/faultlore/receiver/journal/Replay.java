package io.faultlore.receiver.journal;

import io.faultlore.engine.SignalBatch;
import io.faultlore.engine.signal.Signal;
import io.faultlore.receiver.journal.RecordFormat.Entry;
import io.faultlore.receiver.otlp.MalformedRequestException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Journalled requests that the engine has not seen, decoded one at a time. */
final class Replay {
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

  private final Journal.Cursor cursor;
  private final RequestDecoder decoder;
  private volatile long undecodable;

  Replay(Journal.Cursor cursor, RequestDecoder decoder) {
    this.cursor = cursor;
    this.decoder = decoder;
  }

  Optional<SignalBatch> next() throws IOException {
    Optional<Entry> entry = cursor.next();
    return entry.isEmpty()
        ? Optional.empty()
        : Optional.of(new SignalBatch(signals(entry.get().record()), cursor.position()));
  }

  private List<Signal> signals(JournalRecord record) {
    try {
      return GroupCommit.newOnes(
          decoder.decode(record.kind(), record.encoding(), record.body()), record);
    } catch (MalformedRequestException e) {
      countUndecodable();
      LOG.error("a journalled request behind {} cannot be decoded", cursor.position(), e);
      return List.of();
    }
  }

  // Only the one reader writes it.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void countUndecodable() {
    undecodable++;
  }

  /** Requests that this version's decoder refuses although they had been accepted. */
  long undecodable() {
    return undecodable;
  }
}
