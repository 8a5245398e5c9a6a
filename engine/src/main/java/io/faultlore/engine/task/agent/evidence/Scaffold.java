package io.faultlore.engine.task.agent.evidence;

import io.faultlore.engine.encode.Masking;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.EvidenceRow;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a run shows of how its system is built. Names are masked, so that a worker with an id in its
 * name is the same in every run.
 *
 * @param name {@code service.name} as far as it tells something: what is random in it is masked,
 *     and it is empty when nothing else is left or nobody gave one
 * @param agents the names of its agents; for one without a name the signature of its system prompt
 * @param tools what is called
 */
public record Scaffold(String name, SortedSet<String> agents, SortedSet<String> tools) {
  /** Agents, and tools, kept of one run; more than that tell no more of the system. */
  private static final int KEPT_MAX = 64;

  private static final String AGENT = "AG=";
  private static final String TOOL = "TOOL=";
  private static final String NO_TOOL = "-";
  private static final Pattern MASK = Pattern.compile("<\\w+>");

  /** What SDKs send when nobody named the service: a resource convention. */
  private static final String UNNAMED = "unknown_service";

  public Scaffold {
    agents = Collections.unmodifiableSortedSet(new TreeSet<>(agents));
    tools = Collections.unmodifiableSortedSet(new TreeSet<>(tools));
  }

  /** Of a run that has shown nothing but whose it is. */
  public static Scaffold of(String app) {
    return new Scaffold(telling(app), new TreeSet<>(), new TreeSet<>());
  }

  /** Of a remembered run. */
  public static Scaffold of(Case run) {
    Scaffold scaffold = of(run.scope());
    for (EvidenceRow row : run.rows()) {
      scaffold = scaffold.with(row);
    }
    return scaffold;
  }

  /** With what one more step shows. */
  public Scaffold with(EvidenceRow row) {
    SortedSet<String> moreAgents = with(agents, agent(row.tokens()));
    SortedSet<String> moreTools = with(tools, word(row.tokens(), TOOL));
    return moreAgents == agents && moreTools == tools
        ? this
        : new Scaffold(name, moreAgents, moreTools);
  }

  private static String telling(String app) {
    String masked = Masking.mask(app);
    boolean tells = MASK.matcher(masked).replaceAll("").chars().anyMatch(Character::isLetter);
    return tells && !app.startsWith(UNNAMED) ? masked : "";
  }

  private static SortedSet<String> with(SortedSet<String> known, String word) {
    if (word.isEmpty() || word.equals(NO_TOOL) || known.size() >= KEPT_MAX) {
      return known;
    }
    String masked = word.startsWith(StepView.PROMPT) ? word : Masking.mask(word);
    if (known.contains(masked)) {
      return known;
    }
    SortedSet<String> more = new TreeSet<>(known);
    more.add(masked);
    return more;
  }

  /** Whose step it is that these tokens tell of, or the empty string. */
  static String agent(List<String> tokens) {
    return word(tokens, AGENT);
  }

  private static String word(List<String> tokens, String prefix) {
    for (String token : tokens) {
      if (token.startsWith(prefix)) {
        return token.substring(prefix.length());
      }
    }
    return "";
  }
}
