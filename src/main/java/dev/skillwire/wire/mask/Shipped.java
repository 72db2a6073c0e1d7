package dev.skillwire.wire.mask;

import java.util.ArrayList;
import java.util.List;

/// The patterns that come with the program, in one pass over a text.
///
/// Each two characters are looked up in a table of how triggers begin; most of them begin none, so a text without secrets costs
/// about a nanosecond a character. Time is linear in the length of the text: see [Trigger.Look].
final class Shipped {

  private static final int BITS = 5;
  private static final int PAIRS = 1 << (2 * BITS);

  /// Triggers by their first two characters, folded so that case makes no difference; longer words come first.
  private static final Trigger[][] BY_PAIR = table();

  private Shipped() {}

  private static Trigger[][] table() {
    var lists = new ArrayList<List<Trigger>>();
    for (int i = 0; i < PAIRS; i++) {
      lists.add(new ArrayList<>());
    }
    var all = new ArrayList<>(Shapes.TRIGGERS);
    all.addAll(Values.TRIGGERS);
    all.sort((a, b) -> b.word().length() - a.word().length());
    for (var trigger : all) {
      lists.get(pair(trigger.word().charAt(0), trigger.word().charAt(1))).add(trigger);
    }
    return lists.stream().map(list -> list.toArray(Trigger[]::new)).toArray(Trigger[][]::new);
  }

  private static int pair(char first, char second) {
    return ((first & 31) << BITS) | (second & 31);
  }

  /// The same text when it holds no secret.
  static String masked(String text) {
    StringBuilder out = null;
    int copied = 0;
    for (int i = next(text, 0); i >= 0; ) {
      long found = find(text, i);
      if (found == Span.NONE) {
        i = next(text, i + 1);
        continue;
      }
      if (out == null) {
        out = new StringBuilder(text.length());
      }
      out.append(text, copied, Span.start(found)).append(Mask.MARK);
      copied = Span.end(found);
      i = next(text, copied);
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  /// Whether JSON has to be looked at more closely: a secret may be in it, or a name of one.
  static boolean isSuspicious(String json) {
    for (int i = next(json, 0); i >= 0; i = next(json, i + 1)) {
      for (var trigger : BY_PAIR[pair(json.charAt(i), json.charAt(i + 1))]) {
        if (trigger.isAt(json, i)
            && (trigger.named()
                || isAfterEscape(json, i)
                || trigger.look().find(json, i, i + trigger.word().length()) != Span.NONE)) {
          return true;
        }
      }
    }
    return false;
  }

  /// The next place where a trigger may begin, or -1. Most of the time is spent here.
  private static int next(String text, int from) {
    int length = text.length();
    if (from >= length) {
      return -1;
    }
    int pair = text.charAt(from) & 31;
    for (int i = from + 1; i < length; i++) {
      pair = ((pair << BITS) | (text.charAt(i) & 31)) & (PAIRS - 1);
      if (BY_PAIR[pair].length > 0) {
        return i - 1;
      }
    }
    return -1;
  }

  /// After `\n` and its like, whose last letter is none of the text.
  private static boolean isAfterEscape(String json, int at) {
    return (at >= 2 && json.charAt(at - 2) == '\\') || (at >= 6 && json.startsWith("\\u", at - 6));
  }

  private static long find(String text, int at) {
    for (var trigger : BY_PAIR[pair(text.charAt(at), text.charAt(at + 1))]) {
      if (trigger.isAt(text, at)) {
        long found = trigger.look().find(text, at, at + trigger.word().length());
        if (found != Span.NONE) {
          return found;
        }
      }
    }
    return Span.NONE;
  }
}
