package dev.skillwire.session.admission;

import dev.skillwire.core.ConfirmationId;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Codes that each answer one question once: 128 random bits, in memory, gone with the question, its
/// answer and the hub. Whoever holds one is taken for the person it was sent to. Safe for use by several
/// threads.
public final class AnswerLinks {

  /// Links at the same time; the oldest makes room.
  public static final int MAX_LINKS = 1_024;

  /// What a code stands for.
  ///
  /// @param via who it was sent by, as told in `answered_by`
  public record Link(ConfirmationId question, String via) {}

  // Keys are digests: looking one up takes a time that says nothing about the code.
  private final Map<String, Link> links = new LinkedHashMap<>();

  /// A new code.
  public synchronized String issue(ConfirmationId question, String via) {
    if (links.size() >= MAX_LINKS) {
      links.remove(links.keySet().iterator().next());
    }
    var code = Secrets.random(Secrets.CODE_BYTES);
    links.put(key(code), new Link(question, via));
    return code;
  }

  /// What the code stands for, or null when it is unknown, used or over.
  public synchronized @Nullable Link find(String code) {
    return Secrets.possible(code) ? links.get(key(code)) : null;
  }

  /// Ends all links of a question.
  public synchronized void close(ConfirmationId question) {
    links.values().removeIf(link -> link.question().equals(question));
  }

  private static String key(String code) {
    return HexFormat.of().formatHex(Secrets.digest(code));
  }
}
