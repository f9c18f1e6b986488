package io.tajo.stripe.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What a misspelt word was probably meant to be. */
public final class Suggestion {
  private Suggestion() {}

  /** {@code ", did you mean X?"}, or nothing where no known word is near. */
  public static String of(String word, Collection<String> known) {
    return nearest(word, known).map(near -> ", did you mean " + near + "?").orElse("");
  }

  static Optional<String> nearest(String word, Collection<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(candidate -> distance(lower, candidate) <= Math.max(1, candidate.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(lower, candidate)));
  }

  /**
   * Characters to insert, drop, replace or swap with their neighbour (optimal string alignment).
   */
  private static int distance(String word, String candidate) {
    String other = candidate.toLowerCase(Locale.ROOT);
    int[][] costs = new int[word.length() + 1][other.length() + 1];
    for (int i = 0; i <= word.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          costs[i][j] = i + j;
          continue;
        }
        boolean same = word.charAt(i - 1) == other.charAt(j - 1);
        int cost = costs[i - 1][j - 1] + (same ? 0 : 1);
        cost = Math.min(cost, Math.min(costs[i - 1][j], costs[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && word.charAt(i - 1) == other.charAt(j - 2)
            && word.charAt(i - 2) == other.charAt(j - 1)) {
          cost = Math.min(cost, costs[i - 2][j - 2] + 1);
        }
        costs[i][j] = cost;
      }
    }
    return costs[word.length()][other.length()];
  }
}
