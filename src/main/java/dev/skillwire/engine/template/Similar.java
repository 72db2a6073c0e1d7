package dev.skillwire.engine.template;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds the known word that a misspelled one was meant to be.
public final class Similar {

  /// Words longer than this are not compared.
  private static final int WORD_CHARS = 64;

  private Similar() {}

  /// `; did you mean 'x'?`, or nothing when no known word is near.
  public static String hint(String word, Collection<?> known) {
    var nearest = nearest(word, known);
    return nearest == null ? "" : "; did you mean '" + nearest + "'?";
  }

  private static @Nullable String nearest(String word, Collection<?> known) {
    String best = null;
    int bestDistance = Math.max(1, Math.min(word.length() / 3, 3)) + 1;
    for (var candidate : known) {
      var other = String.valueOf(candidate);
      if (word.length() > WORD_CHARS || other.length() > WORD_CHARS) {
        continue;
      }
      int distance = distance(word.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = other;
        bestDistance = distance;
      }
    }
    return best;
  }

  /// Edits between two words; two letters that changed places count as one.
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
