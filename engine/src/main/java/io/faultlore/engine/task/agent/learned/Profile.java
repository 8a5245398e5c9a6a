package io.faultlore.engine.task.agent.learned;

import io.faultlore.engine.task.agent.evidence.Scaffold;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What runs that are taken for one system have shown: how many, and in how many each agent, tool
 * and name occurred.
 */
final class Profile {
  /** Share of what is shown that must be known to the system; less is rather another one. */
  private static final double KNOWN_LEAST = .5;

  /**
   * The same for the agents of a run that is like no other: in a system whose every fourth agent is
   * new, a run of new agents only is nothing strange. Once it was seen again it is another system.
   */
  private static final double STRANGERS_LEAST = .25;

  /**
   * Agents and tools in common that make one system of two that people gave different names: two
   * teams may well share an assistant and a search.
   */
  private static final int SHARED_UNDER_TWO_NAMES = 3;

  /** Tools in common that make one system of two agents under one name: a prompt was edited. */
  private static final int TOOLS_UNDER_ONE_NAME = 2;

  /**
   * Runs that a system must have shown before it is told from another under the same name: of a
   * large team the first runs may show different parts.
   */
  private static final int RUNS_TO_PART = 3;

  /** Occurrences until which a system that always shows new agents is not believed to do so. */
  private static final double NOVELTY_PRIOR = 10;

  private final Map<String, Integer> agents = new TreeMap<>();
  private final Map<String, Integer> tools = new TreeMap<>();
  private final Map<String, Integer> names = new TreeMap<>();
  private int runs;

  static Profile of(Scaffold scaffold, int runs) {
    Profile profile = new Profile();
    profile.add(scaffold, runs);
    return profile;
  }

  /** So many runs with this scaffold more, or less. */
  void add(Scaffold scaffold, int more) {
    runs += more;
    count(agents, scaffold.agents(), more);
    count(tools, scaffold.tools(), more);
    if (!scaffold.name().isEmpty()) {
      count(names, Set.of(scaffold.name()), more);
    }
  }

  private static void count(Map<String, Integer> counts, Set<String> seen, int more) {
    for (String one : seen) {
      counts.merge(one, more, (a, b) -> a + b == 0 ? null : a + b);
    }
  }

  void add(Profile other) {
    runs += other.runs;
    other.agents.forEach((agent, count) -> agents.merge(agent, count, Integer::sum));
    other.tools.forEach((tool, count) -> tools.merge(tool, count, Integer::sum));
    other.names.forEach((name, count) -> names.merge(name, count, Integer::sum));
  }

  int runs() {
    return runs;
  }

  /**
   * How well the other's runs fit in here, 0 to 3, or a negative number when they are of another
   * system. An agent or a tool that is not known speaks against it, but the less the more often
   * this system has shown new ones (Good-Turing: the share of those that were seen once).
   */
  double fit(Profile other) {
    Overlap agent = new Overlap(other.agents, agents, runs);
    Overlap tool = new Overlap(other.tools, tools, runs);
    boolean bothNamed = !names.isEmpty() && !other.names.isEmpty();
    boolean oneName = bothNamed && other.names.keySet().stream().anyMatch(names::containsKey);
    int shared = agent.shared + tool.shared;
    boolean twoNames = bothNamed && !oneName;
    boolean one;
    if (!agent.comparable && !tool.comparable) {
      one = oneName || (!twoNames && other.isBlank() && isBlank());
    } else if (!tool.agrees()) {
      one = false;
    } else if (agent.agrees()) {
      one = shared >= (twoNames ? SHARED_UNDER_TWO_NAMES : 1);
    } else {
      boolean strangers = other.runs == 1 && agent.known >= STRANGERS_LEAST;
      one = (oneName && tool.shared >= TOOLS_UNDER_ONE_NAME) || (!twoNames && strangers);
    }
    if (!one) {
      return -1;
    }
    return agent.usual + tool.usual + sameName(other);
  }

  /** Whether they are too few to be told from this system, which has the same name. */
  boolean takesIn(Profile few) {
    return few.runs < RUNS_TO_PART && sameName(few) > 0;
  }

  /** Share of the runs here whose name the other's have, too. */
  private double sameName(Profile other) {
    int named =
        names.entrySet().stream()
            .filter(name -> other.names.containsKey(name.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum();
    return (double) named / runs;
  }

  private boolean isBlank() {
    return agents.isEmpty() && tools.isEmpty();
  }

  /** What of one kind is in common. */
  private static final class Overlap {
    final boolean comparable;
    final int shared;

    /** Share of the other's occurrences that is known here or as new as is usual here. */
    private final double known;

    /** How usual the other's are in the runs here. */
    final double usual;

    Overlap(Map<String, Integer> other, Map<String, Integer> here, int runs) {
      comparable = !other.isEmpty() && !here.isEmpty();
      double occurrences = 0;
      double knownOnes = 0;
      double shares = 0;
      int both = 0;
      for (Map.Entry<String, Integer> one : other.entrySet()) {
        occurrences += one.getValue();
        Integer count = here.get(one.getKey());
        if (count != null) {
          both++;
          knownOnes += one.getValue();
          shares += one.getValue() * (double) count / runs;
        }
      }
      shared = both;
      usual = comparable ? shares / occurrences : 0;
      known =
          comparable ? (knownOnes + (occurrences - knownOnes) * novelty(here)) / occurrences : 1;
    }

    boolean agrees() {
      return known >= KNOWN_LEAST;
    }

    private static double novelty(Map<String, Integer> counts) {
      double occurrences = NOVELTY_PRIOR;
      int once = 0;
      for (int count : counts.values()) {
        occurrences += count;
        once += count == 1 ? 1 : 0;
      }
      return once / occurrences;
    }
  }
}
