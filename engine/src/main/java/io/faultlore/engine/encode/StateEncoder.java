package io.faultlore.engine.encode;

import io.faultlore.engine.read.ServiceReading;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns a window of a service into one vector: metrics, traces and logs side by side, each of unit
 * length (RuntimeSlicer aligns modalities in one state; this form of the fusion is a
 * reconstruction). Deterministic features, nothing trained and nothing random.
 *
 * <p>A modality that the service never sends leaves zeros, so the others alone decide. One that it
 * sends but that nobody recorded in the window is encoded "as usual": a pause of the Collector is
 * no state of the service. One that others sent and the service did not is a deviation.
 */
public final class StateEncoder {
  private static final String NAME = "state-features-v1.";

  private final MetricEncoder metrics = new MetricEncoder();
  private final TraceEncoder traces = new TraceEncoder();
  private final LogEncoder logs;
  // In the order of the bits of ServicePane.modalities.
  private final List<ModalityEncoder> encoders;
  private final String modelId;

  /** Log texts go through the given encoder. */
  public StateEncoder(TextEncoder texts) {
    this.logs = new LogEncoder(texts);
    this.encoders = List.of(metrics, traces, logs);
    this.modelId = modelId(texts);
  }

  /** Vectors with other texts are other vectors, so the text encoder is part of the name. */
  public static String modelId(TextEncoder texts) {
    return NAME + 3 * Deviations.DIMENSIONS + "+" + texts.modelId();
  }

  /**
   * A window of a service as a vector.
   *
   * @param embedding unit length, all zero when the service never sends anything
   * @param modalities bit 0 metrics, bit 1 traces, bit 2 logs were sent
   */
  public record Encoded(Embedding embedding, int modalities) {}

  /** Encodes what the service sent in the window, against its usual minutes. */
  public Encoded encode(ServiceReading reading) {
    float[] fused = new float[encoders.size() * Deviations.DIMENSIONS];
    for (int i = 0; i < encoders.size(); i++) {
      if ((reading.known() >> i & 1) != 0) {
        float[] part = encoders.get(i).read(reading).vector();
        System.arraycopy(part, 0, fused, i * part.length, part.length);
      }
    }
    return new Encoded(new Embedding(Vectors.normalise(fused), modelId), reading.sent());
  }

  /** How full the bounds are, 0 to 1, by name. */
  public Map<String, Double> fill() {
    Map<String, Double> fill = new TreeMap<>();
    fill.put("state_names", Math.max(metrics.fill(), traces.fill()));
    fill.put("state_texts", logs.fill());
    return fill;
  }
}
