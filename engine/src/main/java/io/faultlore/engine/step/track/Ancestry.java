package io.faultlore.engine.step.track;

import io.faultlore.engine.step.StepConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers for a while the spans of ordinary services, because an agent's span may arrive after
 * the service span that surrounds it. Holds no payload. Traces silent longest make room.
 */
final class Ancestry {
  private final int spansMax;
  private final long keptNanos;
  private final long wantedNanos;
  private final LinkedHashMap<String, Waiting> byTrace = new LinkedHashMap<>(64, .75f, true);
  private long now = OpenTrace.UNSTAMPED;
  private int size;

  private static final class Waiting {
    final List<Node> nodes = new ArrayList<>(4);

    /** The first look at the clock after the last span. */
    long since;
  }

  Ancestry(StepConfig config) {
    this.spansMax = config.plainSpansMax();
    this.keptNanos = config.rootlessIdle().toNanos();
    this.wantedNanos = config.idle().toNanos();
  }

  void add(String traceId, Node node) {
    Waiting waiting = byTrace.computeIfAbsent(traceId, _ -> new Waiting());
    waiting.nodes.add(node);
    waiting.since = OpenTrace.UNSTAMPED;
    size++;
    while (size > spansMax) {
      take(byTrace.firstEntry().getKey());
    }
  }

  /** Removes and returns what is known of a trace. */
  List<Node> take(String traceId) {
    Waiting waiting = byTrace.remove(traceId);
    if (waiting == null) {
      return List.of();
    }
    size -= waiting.nodes.size();
    return waiting.nodes;
  }

  /** Forgets traces whose agent span will not come any more. */
  void advance(long nowUnixNano) {
    now = nowUnixNano;
    for (Waiting waiting : byTrace.sequencedValues().reversed()) {
      if (waiting.since != OpenTrace.UNSTAMPED) {
        break;
      }
      waiting.since = now;
    }
    while (!byTrace.isEmpty() && now - byTrace.firstEntry().getValue().since >= keptNanos) {
      take(byTrace.firstEntry().getKey());
    }
  }

  int size() {
    return size;
  }

  /** Spans of traces that may still be going on: the others can be let go without a loss. */
  int wanted() {
    int wanted = 0;
    for (Map.Entry<String, Waiting> one : byTrace.sequencedEntrySet().reversed()) {
      long since = one.getValue().since;
      if (since != OpenTrace.UNSTAMPED && now - since > wantedNanos) {
        break;
      }
      wanted += one.getValue().nodes.size();
    }
    return wanted;
  }
}
