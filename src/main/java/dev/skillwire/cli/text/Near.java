package dev.skillwire.cli.text;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// The word that somebody may have meant.
public final class Near {

  /// Letters beyond which a word is too long to be a slip of a known one.
  private static final int LETTERS = 60;

  private Near() {}

  /// The known word that takes the fewest changes, at most one in three letters; null for none.
  public static @Nullable String to(String word, Collection<String> known) {
    if (word.length() > LETTERS) {
      return null;
    }
    var nearest =
        known.stream()
            .sorted()
            .min(Comparator.comparingInt(candidate -> changes(word, candidate)))
            .orElse(null);
    return nearest != null && changes(word, nearest) <= Math.max(1, word.length() / 3)
        ? nearest
        : null;
  }

  /// Letters to put in, take out, replace, or swap with their neighbour.
  private static int changes(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        least = Math.min(least, cost[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          least = Math.min(least, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = least;
      }
    }
    return cost[from.length()][to.length()];
  }
}
