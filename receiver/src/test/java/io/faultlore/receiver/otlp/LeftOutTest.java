package io.faultlore.receiver.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.faultlore.engine.report.Catalogue;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LeftOutTest {
  @Test
  void everyReasonIsALabelOfTheMetric() {
    assertEquals(
        Arrays.stream(LeftOut.values())
            .map(LeftOut::word)
            .collect(Collectors.joining(", ", "reason: ", "")),
        Catalogue.INGEST_LEFT_OUT_TOTAL.labels().getLast().toString());
    assertEquals(
        SignalKind.values().length * LeftOut.values().length,
        Catalogue.INGEST_LEFT_OUT_TOTAL.seriesMax());
  }
}
