package io.faultlore.receiver.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Which labels a question may not see. A protocol divides the cases into folds; whoever is asked
 * about a case sees no label of its fold.
 */
public sealed interface Protocol {
  /** Leave one case out; runs of one group go together. */
  record LeaveOneOut() implements Protocol {}

  /** Leave one service out: every fault with the same root cause is withheld. */
  record LeaveServiceOut() implements Protocol {}

  /** K folds, stratified by type. */
  record Folds(int count) implements Protocol {
    public Folds {
      if (count < 2) {
        throw new IllegalArgumentException("kfold needs at least 2 folds, not " + count);
      }
    }
  }

  /** In order of arrival: a label becomes history once its case is over. */
  record Prequential() implements Protocol {}

  /** The word of the command line and of the findings. */
  default String word() {
    return switch (this) {
      case LeaveOneOut() -> "loo";
      case LeaveServiceOut() -> "loso";
      case Folds(int count) -> "kfold:" + count;
      case Prequential() -> "prequential";
    };
  }

  /**
   * The protocol that the word names.
   *
   * @throws IllegalArgumentException when the word names no protocol
   */
  static Protocol parse(String word) {
    if (word.startsWith("kfold:")) {
      try {
        return new Folds(Integer.parseInt(word.substring("kfold:".length())));
      } catch (NumberFormatException notANumber) {
        throw new IllegalArgumentException(word + ": the number of folds is not a number");
      }
    }
    return switch (word) {
      case "loo" -> new LeaveOneOut();
      case "loso" -> new LeaveServiceOut();
      case "prequential" -> new Prequential();
      default ->
          throw new IllegalArgumentException(
              "unknown protocol " + word + ": use loo, loso, kfold:K or prequential");
    };
  }

  /** A case as the division sees it: what it must stay together with, and what to spread evenly. */
  record Item(String id, String together, String stratum) {}

  /** Fold number of every case, by case id. Items that must stay together share a fold. */
  static Map<String, Integer> folds(Protocol protocol, List<Item> items, long seed) {
    Map<String, String> strata = new LinkedHashMap<>();
    for (Item item : items) {
      strata.putIfAbsent(item.together, item.stratum);
    }
    Map<String, Integer> foldOfUnit =
        protocol instanceof Folds(int count)
            ? dealt(strata, count, seed)
            : numbered(new ArrayList<>(strata.keySet()));
    Map<String, Integer> folds = new LinkedHashMap<>();
    for (Item item : items) {
      folds.put(item.id, foldOfUnit.getOrDefault(item.together, 0));
    }
    return folds;
  }

  private static Map<String, Integer> numbered(List<String> units) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    units.forEach(unit -> numbers.put(unit, numbers.size()));
    return numbers;
  }

  /** Deals the units of each stratum like cards, going on where the last stratum ended. */
  private static Map<String, Integer> dealt(Map<String, String> strata, int count, long seed) {
    Map<String, List<String>> unitsOfStratum = new TreeMap<>();
    strata.forEach(
        (unit, stratum) ->
            unitsOfStratum.computeIfAbsent(stratum, absent -> new ArrayList<>()).add(unit));
    Map<String, Integer> folds = new LinkedHashMap<>();
    Random random = new Random(seed);
    int next = 0;
    for (List<String> units : unitsOfStratum.values()) {
      units.sort(Comparator.naturalOrder());
      Collections.shuffle(units, random);
      for (String unit : units) {
        folds.put(unit, next++ % count);
      }
    }
    return folds;
  }
}
