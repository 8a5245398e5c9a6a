package io.faultlore.receiver.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {
  @ParameterizedTest
  @CsvSource({"TRACES, 1, 0", "METRICS, 5, 1", "LOGS, 2, 0"})
  void richRequestsAreReadWholeInBothEncodings(SignalKind kind, int signals, int unrecorded)
      throws Exception {
    Decoded json =
        new OtlpDecoder().decode(kind, Encoding.JSON, Samples.request(kind, Encoding.JSON));
    assertEquals(signals, json.signals().size());
    assertEquals(unrecorded, json.unrecorded());
    assertEquals("", json.message());
    Decoded protobuf =
        new OtlpDecoder().decode(kind, Encoding.PROTOBUF, Samples.request(kind, Encoding.PROTOBUF));
    assertEquals(json, protobuf);
  }
}
