package io.faultlore.engine.learn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Limited-memory BFGS with a halving line search (Nocedal and Wright, Numerical Optimization,
 * algorithm 7.4). For smooth convex losses; deterministic.
 */
final class Lbfgs {
  private static final int MEMORY = 8;
  private static final int HALVINGS = 30;

  private Lbfgs() {}

  /** A smooth function: returns the value at x and writes the gradient. */
  interface Loss {
    double at(double[] x, double[] gradient);
  }

  /** Minimises from zero. */
  static double[] minimise(Loss loss, int size, int iterations) {
    double[] x = new double[size];
    double[] gradient = new double[size];
    double value = loss.at(x, gradient);
    Deque<Pair> pairs = new ArrayDeque<>();
    for (int i = 0; i < iterations && norm(gradient) > 1e-5; i++) {
      double[] direction = direction(gradient, pairs);
      double slope = dot(direction, gradient);
      double step = pairs.isEmpty() ? Math.min(1, 1 / norm(gradient)) : 1;
      double[] nextX = x;
      double[] nextGradient = new double[size];
      double nextValue = value;
      boolean found = false;
      for (int halving = 0; halving < HALVINGS && !found; halving++, step /= 2) {
        nextX = along(x, direction, step);
        nextValue = loss.at(nextX, nextGradient);
        found = nextValue <= value + 1e-4 * step * slope;
      }
      if (!found) {
        return x;
      }
      remember(pairs, difference(nextX, x), difference(nextGradient, gradient));
      boolean still = value - nextValue < 1e-9 * Math.max(1, Math.abs(value));
      x = nextX;
      gradient = nextGradient;
      value = nextValue;
      if (still) {
        return x;
      }
    }
    return x;
  }

  private static void remember(Deque<Pair> pairs, double[] s, double[] y) {
    double curvature = dot(s, y);
    if (curvature > 1e-12) {
      pairs.addLast(new Pair(s, y, 1 / curvature));
      if (pairs.size() > MEMORY) {
        pairs.removeFirst();
      }
    }
  }

  private static double[] direction(double[] gradient, Deque<Pair> pairs) {
    double[] q = gradient.clone();
    List<Pair> newestFirst = new ArrayList<>(pairs);
    Collections.reverse(newestFirst);
    double[] alphas = new double[newestFirst.size()];
    for (int i = 0; i < alphas.length; i++) {
      Pair pair = newestFirst.get(i);
      alphas[i] = pair.rho * dot(pair.s, q);
      add(q, pair.y, -alphas[i]);
    }
    if (!newestFirst.isEmpty()) {
      Pair newest = newestFirst.getFirst();
      scale(q, 1 / (newest.rho * dot(newest.y, newest.y)));
    }
    for (int i = alphas.length - 1; i >= 0; i--) {
      Pair pair = newestFirst.get(i);
      add(q, pair.s, alphas[i] - pair.rho * dot(pair.y, q));
    }
    scale(q, -1);
    return q;
  }

  // A pair lives only inside one minimisation and is never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Pair(double[] s, double[] y, double rho) {}

  private static double[] along(double[] x, double[] direction, double step) {
    double[] moved = x.clone();
    add(moved, direction, step);
    return moved;
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = a.clone();
    add(difference, b, -1);
    return difference;
  }

  private static void add(double[] target, double[] source, double factor) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * source[i];
    }
  }

  private static void scale(double[] target, double factor) {
    for (int i = 0; i < target.length; i++) {
      target[i] *= factor;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }
}
