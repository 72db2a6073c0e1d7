package dev.skillwire.wire.mask;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// A pattern of whoever runs the hub, in RE2's syntax: matched in time linear in the text, whatever the pattern.
///
/// Where it has a group, the first group is masked, else the whole match.
final class OwnPattern {

  static final int CHARS = 1_000;

  /// Matches in one text. Each may have looked at all that follows, so with more of them time would not be linear any more;
  /// what comes after the last one is masked unseen.
  static final int MATCHES = 200;

  /// Instructions of a compiled pattern: a text costs this much for each of its characters, at worst.
  static final int INSTRUCTIONS = 5_000;

  private final Pattern pattern;

  private OwnPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /// @throws IllegalArgumentException with words for a person
  static OwnPattern of(String text) {
    if (text.length() > CHARS) {
      throw new IllegalArgumentException("a pattern has at most " + CHARS + " characters");
    }
    if (isNestedRepeat(text)) {
      throw new IllegalArgumentException("'" + text + "' counts repeats of counted repeats");
    }
    Pattern pattern;
    try {
      pattern = Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("'" + text + "' is no pattern: " + e.getDescription(), e);
    }
    if (pattern.programSize() > INSTRUCTIONS) {
      throw new IllegalArgumentException(
          "'" + text + "' is too large once its repeats are counted");
    }
    if (pattern.matcher("").find()) {
      throw new IllegalArgumentException("'" + text + "' matches where there is nothing");
    }
    return new OwnPattern(pattern);
  }

  /// `(a{100}){100}` and its like, whose size is a product: to be refused before it is compiled.
  private static boolean isNestedRepeat(String text) {
    var counted =
        new boolean[text.length() + 1]; // by depth: whether the group holds a counted repeat
    int depth = 0;
    boolean inner = false; // whether the group that just ended does
    boolean set = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (set || c == '[') {
        set = c != ']';
      } else if (c == '(') {
        counted[++depth] = false;
      } else if (c == ')' && depth > 0) {
        inner = counted[depth--];
        counted[depth] |= inner;
        continue;
      } else if (c == '{') {
        if (inner) {
          return true;
        }
        counted[depth] = true;
      }
      inner = false;
    }
    return false;
  }

  /// The same text when nothing in it matches.
  String masked(String text) {
    var matcher = pattern.matcher(text);
    int group = pattern.groupCount() > 0 ? 1 : 0;
    StringBuilder out = null;
    int copied = 0;
    int matches = 0;
    while (matcher.find()) {
      int start = matcher.start(group);
      int end = matcher.end(group);
      if (start < 0 || start == end || Mask.isMasked(text, start, end)) {
        continue;
      }
      if (out == null) {
        out = new StringBuilder(text.length());
      }
      out.append(text, copied, start).append(Mask.MARK);
      copied = end;
      if (++matches == MATCHES) {
        return out.toString();
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }
}
