package io.faultlore.receiver.journal;

import io.faultlore.receiver.otlp.Encoding;
import io.faultlore.receiver.otlp.SignalKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Journal records for tests. */
final class Records {
  private Records() {}

  /** A record whose body and keys tell its number. */
  static JournalRecord numbered(int number, int bodyBytes, int items) {
    byte[] body = new byte[bodyBytes];
    for (int i = 0; i < bodyBytes; i++) {
      body[i] = (byte) (number * 31 + i);
    }
    long[] keys = new long[items];
    for (int i = 0; i < items; i++) {
      keys[i] = 1_000_000L * (number + 1) + i;
    }
    SignalKind kind =
        List.of(SignalKind.TRACES, SignalKind.METRICS, SignalKind.LOGS).get(number % 3);
    Encoding encoding = number % 2 == 0 ? Encoding.PROTOBUF : Encoding.JSON;
    return new JournalRecord(kind, encoding, 1_000L * number, number % 5, keys, body);
  }

  static Journal open(TestingDisk disk) throws IOException {
    return Journal.open(disk, 1 << 20, 0, (received, keys) -> {});
  }

  /** Numbers of all records that the journal holds. */
  static List<Integer> numbers(Journal journal) throws IOException {
    return numbers(journal, 0);
  }

  static List<Integer> numbers(Journal journal, long fromPosition) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    Journal.Cursor cursor = journal.replay(fromPosition);
    for (Optional<RecordFormat.Entry> entry = cursor.next();
        entry.isPresent();
        entry = cursor.next()) {
      numbers.add((int) (entry.get().record().receivedUnixMillis() / 1_000));
    }
    return numbers;
  }
}
