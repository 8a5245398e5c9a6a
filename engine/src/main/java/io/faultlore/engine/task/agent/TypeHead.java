package io.faultlore.engine.task.agent;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.memory.CaseLabel.StepMark;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.task.agent.RunEvidence.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which kind of failure a step is, and which labelled steps it resembles: kernel ridge over the
 * labelled steps of the same system.
 */
final class TypeHead {
  private static final int GUIDING_TYPES = 5;

  private final StepKernel kernel;
  private final List<Example> examples;
  private final List<String> types;
  private final TypeFit fit;

  private TypeHead(StepKernel kernel, List<Example> examples, List<String> types) {
    this.kernel = kernel;
    this.examples = examples;
    this.types = types;
    this.fit = TypeFit.choose(gram(), truth(), runs());
  }

  /** A labelled step. */
  record Example(RunEvidence run, int index, Set<String> types, StepKernel.Point point) {
    String caseId() {
      return Labels.stepCaseId(run.run().id(), run.row(index).subject());
    }

    String remedy() {
      return run.run().label().map(label -> label.remedy()).orElse("");
    }
  }

  /** A labelled step and how alike it is, at most 1. */
  record Neighbour(Example example, double similarity) {}

  /** Types and neighbours of one step, best first. */
  record Answer(List<Ranked> types, List<Neighbour> plain, List<Neighbour> guided) {}

  /**
   * Learns from the marked steps that name a type.
   *
   * @param afterRun whether the next step takes part in the comparison
   */
  static Optional<TypeHead> train(
      List<RunEvidence> labelled, Lexicon lexicon, Labels labels, boolean afterRun, int most) {
    List<Example> examples = new ArrayList<>();
    List<Embedding> vectors = new ArrayList<>();
    for (RunEvidence run : labelled) {
      for (int i : run.marks().keySet()) {
        vectors.add(labels.vector(run, i));
      }
    }
    StepKernel kernel = new StepKernel(lexicon, StepKernel.centre(vectors), afterRun);
    for (RunEvidence run : labelled) {
      for (Map.Entry<Integer, List<StepMark>> marked : run.marks().entrySet()) {
        Set<String> types = new LinkedHashSet<>();
        marked.getValue().forEach(mark -> types.add(mark.type()));
        types.remove("");
        int i = marked.getKey();
        if (!types.isEmpty()) {
          StepKernel.Point point =
              kernel.point(run.row(i), run.words().get(i), next(run, i), labels.vector(run, i));
          examples.add(new Example(run, i, types, point));
        }
      }
    }
    List<Example> newest = examples.subList(Math.max(0, examples.size() - most), examples.size());
    Set<String> types = new LinkedHashSet<>();
    newest.forEach(example -> types.addAll(example.types));
    return newest.size() < 2
        ? Optional.empty()
        : Optional.of(new TypeHead(kernel, List.copyOf(newest), List.copyOf(types)));
  }

  static StepKernel.@Nullable Next next(RunEvidence run, int index) {
    return index + 1 < run.size()
        ? new StepKernel.Next(run.row(index + 1), run.words().get(index + 1))
        : null;
  }

  /** Judges a step; the next one is null while the run goes on. */
  Answer judge(EvidenceRow row, Words words, StepKernel.@Nullable Next next, Embedding vector) {
    StepKernel.Point point = kernel.point(row, words, next, vector);
    double[] similarities = new double[examples.size()];
    List<Neighbour> plain = new ArrayList<>();
    for (int i = 0; i < similarities.length; i++) {
      similarities[i] = kernel.of(point, examples.get(i).point);
      plain.add(new Neighbour(examples.get(i), Math.min(1, similarities[i])));
    }
    plain.sort(Comparator.comparingDouble((Neighbour n) -> -n.similarity));
    List<Ranked> ranked = ranked(fit.scores(similarities));
    return new Answer(ranked, plain, guided(plain, ranked));
  }

  private List<Ranked> ranked(double[] scores) {
    List<Ranked> ranked = new ArrayList<>();
    for (int c = 0; c < scores.length; c++) {
      ranked.add(new Ranked(types.get(c), scores[c]));
    }
    ranked.sort(Comparator.comparingDouble((Ranked r) -> -r.score()).thenComparing(Ranked::name));
    return ranked;
  }

  /**
   * The nearest case of each of the five likeliest types, then of any. Shows a person more kinds;
   * raises Hit@5 by construction.
   */
  private static List<Neighbour> guided(List<Neighbour> plain, List<Ranked> ranked) {
    Set<Neighbour> guided = new LinkedHashSet<>();
    for (Ranked type : ranked.subList(0, Math.min(GUIDING_TYPES, ranked.size()))) {
      plain.stream()
          .filter(n -> n.example.types.contains(type.name()))
          .findFirst()
          .ifPresent(guided::add);
    }
    guided.addAll(plain);
    return List.copyOf(guided);
  }

  private double[][] gram() {
    double[][] gram = new double[examples.size()][examples.size()];
    for (int i = 0; i < gram.length; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i][j] = kernel.of(examples.get(i).point, examples.get(j).point);
        gram[j][i] = gram[i][j];
      }
    }
    return gram;
  }

  private boolean[][] truth() {
    boolean[][] truth = new boolean[examples.size()][types.size()];
    for (int i = 0; i < truth.length; i++) {
      for (int c = 0; c < types.size(); c++) {
        truth[i][c] = examples.get(i).types.contains(types.get(c));
      }
    }
    return truth;
  }

  private List<List<Integer>> runs() {
    Map<String, List<Integer>> runs = new TreeMap<>();
    for (int i = 0; i < examples.size(); i++) {
      runs.computeIfAbsent(examples.get(i).run.run().id(), none -> new ArrayList<>()).add(i);
    }
    return List.copyOf(runs.values());
  }
}
