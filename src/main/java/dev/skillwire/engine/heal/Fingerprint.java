package dev.skillwire.engine.heal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// A short name of a fault that stays the same when only numbers, paths, ids and quoted names in it
/// change.
public final class Fingerprint {

  /// Characters of an error that count.
  private static final int CHARS = 500;

  private static final int BYTES = 6;

  private static final Pattern QUOTED = Pattern.compile("'[^'\n]*'|\"[^\"\n]*\"|`[^`\n]*`");
  private static final Pattern PATH = Pattern.compile("(?:/[\\w.@+-]+)+/?");
  private static final Pattern NUMBER = Pattern.compile("\\b(?:0x)?[0-9a-f]*[0-9][0-9a-f]*\\b");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private Fingerprint() {}

  /// Twelve hexadecimal digits.
  public static String of(String error) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(shape(error).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String shape(String error) {
    var text = error.substring(0, Math.min(error.length(), CHARS)).toLowerCase(Locale.ROOT);
    text = QUOTED.matcher(text).replaceAll("Q");
    text = PATH.matcher(text).replaceAll("P");
    text = NUMBER.matcher(text).replaceAll("N");
    return BLANKS.matcher(text).replaceAll(" ").strip();
  }
}
