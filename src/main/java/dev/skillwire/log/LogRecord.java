package dev.skillwire.log;

import java.util.Arrays;
import java.util.Objects;

/// One entry of an [EventLog]. The arrays are not copied: nobody changes them once the record exists.
///
/// @param sequence place in the log, from 1, no gaps
/// @param atMillis wall-clock milliseconds since 1970 (UTC) at which it was written; never decreases along the log
/// @param kind word that says what kind of event it is; histories are filtered by it
/// @param subject id of what it is about, or empty; histories are asked for by it
/// @param key idempotency key, or empty
/// @param body bytes that readers of the log may see (UTF-8 JSON)
/// @param secret bytes that stay in the log, often none
@SuppressWarnings(
    "ArrayRecordComponent") // equals, hashCode and toString below treat the arrays as values
public record LogRecord(
    long sequence,
    long atMillis,
    String kind,
    String subject,
    String key,
    byte[] body,
    byte[] secret) {

  /// Most characters in a kind, subject or key.
  public static final int WORD_MAX = 65_536;

  /// Most bytes of body and secret together.
  public static final int BYTES_MAX = 64 * 1024 * 1024;

  public LogRecord {
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence " + sequence + " is below 1");
    }
    checkWord("kind", kind);
    checkWord("subject", subject);
    checkWord("key", key);
    if ((long) body.length + secret.length > BYTES_MAX) {
      throw new IllegalArgumentException(
          "record of " + ((long) body.length + secret.length) + " bytes, at most " + BYTES_MAX);
    }
  }

  private static void checkWord(String name, String word) {
    if (word.length() > WORD_MAX) {
      throw new IllegalArgumentException(
          name + " of " + word.length() + " characters, at most " + WORD_MAX);
    }
  }

  /// Bytes of body and secret.
  int bytes() {
    return body.length + secret.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogRecord that
        && sequence == that.sequence
        && atMillis == that.atMillis
        && kind.equals(that.kind)
        && subject.equals(that.subject)
        && key.equals(that.key)
        && Arrays.equals(body, that.body)
        && Arrays.equals(secret, that.secret);
  }

  @Override
  public int hashCode() {
    return Objects.hash(sequence, atMillis, kind, subject, key, Arrays.hashCode(body));
  }

  /// Names the record without its bytes, which may be large or secret.
  @Override
  public String toString() {
    return "LogRecord[" + sequence + " " + kind + " at " + atMillis + ", " + bytes() + " bytes]";
  }
}
