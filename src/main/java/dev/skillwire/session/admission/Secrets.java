package dev.skillwire.session.admission;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// Random credentials and the digests by which they are known. What is random in full needs no salt and
/// no slow digest: there is no dictionary to try.
final class Secrets {
  /// Random bytes in a token or cookie.
  static final int LONG_BYTES = 32;

  /// Random bytes in a one-time code.
  static final int CODE_BYTES = 16;

  /// Characters of the longest credential that is looked at.
  static final int MAX_LENGTH = 256;

  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /// A new credential in letters that are safe in URLs, headers and sub-protocol names.
  static String random(int bytes) {
    byte[] secret = new byte[bytes];
    RANDOM.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /// SHA-256 of the credential's text.
  static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /// Whether the text can be a credential at all.
  static boolean possible(String text) {
    return !text.isEmpty() && text.length() <= MAX_LENGTH;
  }
}
