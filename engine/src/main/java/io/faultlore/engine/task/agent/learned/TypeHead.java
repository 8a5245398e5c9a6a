package io.faultlore.engine.task.agent.learned;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.CaseLabel.StepMark;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.SimilarCase;
import io.faultlore.engine.task.agent.evidence.RunEvidence;
import io.faultlore.engine.task.agent.evidence.RunEvidence.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which kind of failure a step is, and which labelled steps it resembles: kernel ridge over the
 * labelled steps of the same system.
 */
public final class TypeHead {
  /** Of the likeliest kinds so many guide the search for similar steps. */
  private static final int GUIDING_TYPES = 5;

  /** Similar steps that are named by likeness alone, as many as a person reads. */
  private static final int PLAIN_MAX = 5;

  /** Similar steps that are named when the kinds guide: some of each are wanted. */
  private static final int GUIDED_MAX = 10;

  private final StepKernel kernel;
  private final Labels labels;
  private final List<Example> examples;
  private final List<String> types;
  private final TypeFit fit;

  private TypeHead(StepKernel kernel, Labels labels, List<Example> examples, List<String> types) {
    this.kernel = kernel;
    this.labels = labels;
    this.examples = examples;
    this.types = types;
    this.fit = TypeFit.choose(gram(), truth(), runs());
  }

  /** A labelled step. */
  private record Example(RunEvidence run, int index, Set<String> types, StepKernel.Point point) {}

  /** A labelled step and how alike it is, at most 1. */
  private record Neighbour(Example example, double similarity) {
    SimilarCase asCase() {
      Case run = example.run.run();
      return new SimilarCase(
          Case.stepId(run.id(), example.run.row(example.index).subject()),
          similarity,
          String.join(", ", example.types),
          run.label().map(CaseLabel::remedy).orElse(""));
    }
  }

  /**
   * What a step is, best first.
   *
   * @param plain the most similar labelled steps
   * @param guided the nearest one of each of the five likeliest types, then of any. Shows a person
   *     more kinds; raises Hit@5 by construction
   */
  public record Answer(List<Ranked> types, List<SimilarCase> plain, List<SimilarCase> guided) {}

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
          examples.add(new Example(run, i, types, kernel.point(run, i, labels.vector(run, i))));
        }
      }
    }
    List<Example> newest = examples.subList(Math.max(0, examples.size() - most), examples.size());
    Set<String> types = new LinkedHashSet<>();
    newest.forEach(example -> types.addAll(example.types));
    return newest.size() < 2
        ? Optional.empty()
        : Optional.of(new TypeHead(kernel, labels, List.copyOf(newest), List.copyOf(types)));
  }

  /** Judges a step whose run goes on. */
  public Answer judge(EvidenceRow row, Words words) {
    return judge(kernel.point(row, words, labels.vector(row)));
  }

  /** Judges a step of a run that is over. */
  public Answer judge(RunEvidence run, int index) {
    return judge(kernel.point(run, index, labels.vector(run, index)));
  }

  private Answer judge(StepKernel.Point point) {
    double[] similarities = new double[examples.size()];
    List<Neighbour> plain = new ArrayList<>();
    for (int i = 0; i < similarities.length; i++) {
      similarities[i] = kernel.of(point, examples.get(i).point);
      plain.add(new Neighbour(examples.get(i), Math.min(1, similarities[i])));
    }
    plain.sort(Comparator.comparingDouble((Neighbour n) -> -n.similarity));
    List<Ranked> ranked = ranked(fit.scores(similarities));
    return new Answer(ranked, cases(plain, PLAIN_MAX), cases(guided(plain, ranked), GUIDED_MAX));
  }

  private List<Ranked> ranked(double[] scores) {
    List<Ranked> ranked = new ArrayList<>();
    for (int c = 0; c < scores.length; c++) {
      ranked.add(new Ranked(types.get(c), scores[c]));
    }
    ranked.sort(Comparator.comparingDouble((Ranked r) -> -r.score()).thenComparing(Ranked::name));
    return ranked;
  }

  private static List<SimilarCase> cases(Collection<Neighbour> neighbours, int most) {
    return neighbours.stream().limit(most).map(Neighbour::asCase).toList();
  }

  private static Set<Neighbour> guided(List<Neighbour> plain, List<Ranked> ranked) {
    Set<Neighbour> guided = new LinkedHashSet<>();
    for (Ranked type : ranked.subList(0, Math.min(GUIDING_TYPES, ranked.size()))) {
      plain.stream()
          .filter(n -> n.example.types.contains(type.name()))
          .findFirst()
          .ifPresent(guided::add);
    }
    guided.addAll(plain);
    return guided;
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
