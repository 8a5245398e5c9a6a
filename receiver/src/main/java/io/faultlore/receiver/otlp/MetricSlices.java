package io.faultlore.receiver.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A metric, taken apart so that its points can be parsed one by one. The messages of the five kinds
 * agree in their field numbers: points 1, temporality 2, monotonic 3.
 *
 * @param spoiled why none of the points can be used, or the empty string
 */
record MetricSlices(String name, String unit, String spoiled, List<Data> data) {
  private static final int NAME = 1;
  private static final int UNIT = 3;
  private static final int POINTS = 1;
  private static final int TEMPORALITY = 2;
  private static final int MONOTONIC = 3;

  /** The points of one kind. */
  record Data(
      PointTranslator.MetricShape shape,
      List<WireSlice> points,
      boolean monotonic,
      boolean cumulative) {}

  static MetricSlices of(WireSlice metric) throws InvalidProtocolBufferException {
    // Arrays, because a lambda cannot assign local variables.
    String[] texts = {"", "", ""};
    List<Data> data = new ArrayList<>(1);
    metric.walk(
        (number, content) -> {
          try {
            switch (number) {
              case NAME -> texts[0] = text(content);
              case UNIT -> texts[1] = text(content);
              default -> {
                var shape = PointTranslator.MetricShape.of(number);
                if (shape.isPresent()) {
                  data.add(data(shape.get(), content));
                }
              }
            }
          } catch (CharacterCodingException notUtf8) {
            texts[2] = "metric with invalid UTF-8";
          }
        });
    return new MetricSlices(texts[0], texts[1], texts[2], data);
  }

  private static Data data(PointTranslator.MetricShape shape, WireSlice content)
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
        shape, points, numbers[MONOTONIC] != 0, PointTranslator.isCumulative(numbers[TEMPORALITY]));
  }

  private static String text(WireSlice slice) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(slice.bytes(), slice.offset(), slice.length()))
        .toString();
  }
}
