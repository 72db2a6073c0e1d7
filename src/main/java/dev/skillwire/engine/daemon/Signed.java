package dev.skillwire.engine.daemon;

import dev.skillwire.engine.daemon.plan.HookSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signature of a request: HMAC-SHA-256 (RFC 2104) over its time, the name of its hook and its body,
/// with a dot between them, so that none of them can be exchanged.
final class Signed {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "sha256=";

  private Signed() {}

  /// As the header carries it: `sha256=` and 64 hexadecimal digits.
  static String signature(HookSecret secret, String timestamp, String hook, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
      mac.update((timestamp + "." + hook + ".").getBytes(StandardCharsets.UTF_8));
      return PREFIX + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /// Whether a header is the signature; takes the same time wherever they differ.
  static boolean by(HookSecret secret, String timestamp, String hook, byte[] body, String header) {
    var right = signature(secret, timestamp, hook, body);
    return MessageDigest.isEqual(
        right.getBytes(StandardCharsets.UTF_8), header.getBytes(StandardCharsets.UTF_8));
  }
}
