package dev.skillwire.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The two sets of type words. Fields are the same in both.
public enum Vocabulary {
  S1,
  S2;

  private static final Map<String, String> TO_S2 =
      Map.of(
          "skill_failed", "skill_error",
          "auto_heal_triggered", "heal_started",
          "auto_heal_completed", "heal_completed");

  private static final Map<String, String> TO_S1 =
      Map.of(
          "skill_error", "skill_failed",
          "heal_started", "auto_heal_triggered",
          "heal_completed", "auto_heal_completed");

  private static final String HEAD = "{\"type\":\"";

  /// The canonical word for a word of either vocabulary.
  public static String canonical(String word) {
    return TO_S1.getOrDefault(word, word);
  }

  /// This vocabulary's word for a canonical one.
  public String word(String canonical) {
    return this == S1 ? canonical : TO_S2.getOrDefault(canonical, canonical);
  }

  /// An event in this vocabulary: the same bytes but for the word they begin with.
  ///
  /// @param s1 an event as [EventWriter] wrote it
  /// @param kind its canonical word
  public byte[] translate(byte[] s1, String kind) {
    var word = word(kind);
    if (word.equals(kind)) {
      return s1;
    }
    var head = (HEAD + word).getBytes(StandardCharsets.UTF_8);
    int from = HEAD.length() + kind.length();
    var out = new byte[head.length + s1.length - from];
    System.arraycopy(head, 0, out, 0, head.length);
    System.arraycopy(s1, from, out, head.length, s1.length - from);
    return out;
  }
}
