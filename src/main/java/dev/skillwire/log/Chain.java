package dev.skillwire.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hash that ties a record to everything before it. For one thread at a time.
///
/// `hash(n) = SHA-256(hash(n-1), sequence, atMillis, kind, subject, key, body, secret)` where numbers are 8 bytes, and each of the
/// five others is preceded by its length in 4 bytes, all big-endian: no two different records are the same input.
final class Chain {
  static final int HASH_BYTES = 32;

  private static final int SCRATCH_BYTES = 8_192;

  private final MessageDigest sha256;

  /// Gathers the small pieces of a record: one large update of a digest is much faster than ten small ones.
  private final ByteBuffer scratch = ByteBuffer.allocate(SCRATCH_BYTES);

  Chain() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Hash before the first record ever: zeros.
  static byte[] origin() {
    return new byte[HASH_BYTES];
  }

  /// Hash of a record.
  ///
  /// @param previous hash of the record before it
  byte[] next(byte[] previous, LogRecord entry) {
    scratch.put(previous).putLong(entry.sequence()).putLong(entry.atMillis());
    add(entry.kind().getBytes(UTF_8));
    add(entry.subject().getBytes(UTF_8));
    add(entry.key().getBytes(UTF_8));
    add(entry.body());
    add(entry.secret());
    flush();
    return sha256.digest();
  }

  /// Hash of bytes that stand alone.
  byte[] of(byte[] bytes) {
    return sha256.digest(bytes);
  }

  private void add(byte[] field) {
    if (scratch.remaining() < Integer.BYTES + field.length) {
      flush();
    }
    scratch.putInt(field.length);
    if (field.length <= scratch.remaining()) {
      scratch.put(field);
    } else {
      flush();
      sha256.update(field);
    }
  }

  private void flush() {
    sha256.update(scratch.array(), 0, scratch.position());
    scratch.clear();
  }
}
