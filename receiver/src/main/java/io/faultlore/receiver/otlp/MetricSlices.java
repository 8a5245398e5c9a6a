package io.faultlore.receiver.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.metrics.v1.Metric.DataCase;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric, taken apart so that its points can be parsed one by one. The messages of the five kinds
 * agree in their field numbers: points 1, temporality 2, monotonic 3.
 */
record MetricSlices(String name, String unit, List<Data> data) {
  private static final int NAME = 1;
  private static final int DESCRIPTION = 2;
  private static final int UNIT = 3;
  private static final int METADATA = 12;
  // Kinds of OTLP before 0.9.
  private static final int INT_GAUGE = 4;
  private static final int INT_SUM = 6;
  private static final int INT_HISTOGRAM = 8;
  private static final int POINTS = 1;
  private static final int TEMPORALITY = 2;
  private static final int MONOTONIC = 3;

  /**
   * The points of one kind.
   *
   * @param spoiled why none of them can be used, or null
   */
  record Data(
      DataCase shape,
      List<WireSlice> points,
      boolean monotonic,
      boolean cumulative,
      @Nullable InvalidRecordException spoiled) {
    Data because(InvalidRecordException reason) {
      return new Data(shape, points, monotonic, cumulative, reason);
    }
  }

  static MetricSlices of(WireSlice metric, Rejections rejections)
      throws InvalidProtocolBufferException {
    // Arrays, because a lambda cannot assign local variables.
    String[] texts = {"", ""};
    boolean[] isUtf8 = {true};
    List<Data> data = new ArrayList<>(1);
    metric.walk(
        (number, content) -> {
          try {
            switch (number) {
              case NAME -> texts[0] = text(content);
              case UNIT -> texts[1] = text(content);
              case DESCRIPTION, METADATA -> {}
              case INT_GAUGE, INT_SUM, INT_HISTOGRAM ->
                  data.add(data(DataCase.GAUGE, content).because(oldKind()));
              default -> {
                DataCase shape = DataCase.forNumber(number);
                if (shape == null) {
                  rejections.unknownField("field_" + number);
                } else {
                  data.add(data(shape, content));
                }
              }
            }
          } catch (CharacterCodingException notUtf8) {
            isUtf8[0] = false;
          }
        });
    if (data.isEmpty()) {
      rejections.add(
          new InvalidRecordException(
              LeftOut.NO_DATA, "metric without data of a kind that OTLP has"));
    }
    if (isUtf8[0]) {
      return new MetricSlices(texts[0], texts[1], data);
    }
    InvalidRecordException notUtf8 = new InvalidRecordException("metric with invalid UTF-8");
    return new MetricSlices(
        texts[0], texts[1], data.stream().map(points -> points.because(notUtf8)).toList());
  }

  private static InvalidRecordException oldKind() {
    return new InvalidRecordException(
        LeftOut.OLD_FIELD, "in a kind of metric that OTLP before 0.9 had");
  }

  private static Data data(DataCase shape, WireSlice content)
      throws InvalidProtocolBufferException {
    List<WireSlice> points = new ArrayList<>();
    long[] numbers = new long[MONOTONIC + 1];
    content.walk(
        (number, point) -> {
          if (number == POINTS) {
            points.add(point);
          }
        },
        (number, value) -> {
          if (number == TEMPORALITY || number == MONOTONIC) {
            numbers[number] = value;
          }
        });
    return new Data(
        shape,
        points,
        numbers[MONOTONIC] != 0,
        PointTranslator.isCumulative(numbers[TEMPORALITY]),
        null);
  }

  private static String text(WireSlice slice) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(slice.bytes(), slice.offset(), slice.length()))
        .toString();
  }
}
