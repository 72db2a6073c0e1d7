package dev.skillwire.core;

import java.util.ArrayList;
import java.util.List;

/// Patterns with one special character: `*` stands for any text, also none. `\*` is a star, `\\` a
/// backslash; before anything else a backslash stands for itself.
///
/// Matching takes time in proportion to pattern and text together, whatever they are: a publisher
/// chooses the text and must not be able to hold up the hub with it.
final class Glob {

  private Glob() {}

  static boolean matches(String pattern, String text) {
    var pieces = pieces(pattern);
    var first = pieces.getFirst();
    if (pieces.size() == 1) {
      return text.equals(first);
    }
    var last = pieces.getLast();
    int end = text.length() - last.length();
    if (end < first.length() || !text.startsWith(first) || !text.endsWith(last)) {
      return false;
    }
    // The leftmost place for each piece leaves the most room for those after it.
    int at = first.length();
    for (var piece : pieces.subList(1, pieces.size() - 1)) {
      int found = find(piece, text, at, end);
      if (found < 0) {
        return false;
      }
      at = found + piece.length();
    }
    return true;
  }

  /// The pattern that this text alone matches.
  static String exactly(String text) {
    return text.replace("\\", "\\\\").replace("*", "\\*");
  }

  /// True for a pattern that every text matches.
  static boolean everything(String pattern) {
    return !pattern.isEmpty() && pattern.chars().allMatch(c -> c == '*');
  }

  /// What stands before, between and behind the stars.
  private static List<String> pieces(String pattern) {
    var pieces = new ArrayList<String>();
    var piece = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      char next = i + 1 < pattern.length() ? pattern.charAt(i + 1) : 0;
      if (c == '*') {
        pieces.add(piece.toString());
        piece.setLength(0);
      } else if (c == '\\' && (next == '*' || next == '\\')) {
        piece.append(next);
        i++;
      } else {
        piece.append(c);
      }
    }
    pieces.add(piece.toString());
    return pieces;
  }

  /// Where `piece` begins first between `from` and `to`; -1 when it does not. After Knuth, Morris and
  /// Pratt: never looks at a character of the text twice.
  private static int find(String piece, String text, int from, int to) {
    if (piece.isEmpty()) {
      return from;
    }
    if (to - from < piece.length()) {
      return -1;
    }
    var borders = borders(piece);
    int matched = 0;
    for (int i = from; i < to; i++) {
      while (matched > 0 && piece.charAt(matched) != text.charAt(i)) {
        matched = borders[matched - 1];
      }
      if (piece.charAt(matched) == text.charAt(i)) {
        matched++;
      }
      if (matched == piece.length()) {
        return i - matched + 1;
      }
    }
    return -1;
  }

  /// For each beginning of the piece, the length of its longest end that is a shorter beginning.
  private static int[] borders(String piece) {
    var borders = new int[piece.length()];
    int length = 0;
    for (int i = 1; i < piece.length(); i++) {
      while (length > 0 && piece.charAt(length) != piece.charAt(i)) {
        length = borders[length - 1];
      }
      if (piece.charAt(length) == piece.charAt(i)) {
        length++;
      }
      borders[i] = length;
    }
    return borders;
  }
}
