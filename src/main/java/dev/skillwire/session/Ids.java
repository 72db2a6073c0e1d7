package dev.skillwire.session;

import java.security.SecureRandom;

/// Makes ids that nobody can guess and nobody made before: 80 random bits in 16 letters and digits.
public final class Ids {

  private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final int CHARS = 16;

  private final SecureRandom random = new SecureRandom();

  public String next() {
    var bytes = new byte[CHARS];
    random.nextBytes(bytes);
    var id = new char[CHARS];
    for (int i = 0; i < CHARS; i++) {
      id[i] = DIGITS[bytes[i] & 31];
    }
    return new String(id);
  }
}
