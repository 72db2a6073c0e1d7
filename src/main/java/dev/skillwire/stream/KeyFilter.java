package dev.skillwire.stream;

/// Tells quickly which keys were never seen: a Bloom filter of 1 MiB. Of a million keys two in a hundred new ones are taken for
/// seen, of far more nearly all; then somebody has to look them up, which is slower and as right.
final class KeyFilter {

  private static final int BITS = 1 << 23;
  private static final int PROBES = 4;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final long[] words = new long[BITS / Long.SIZE];

  void add(String key) {
    long hash = hash(key);
    for (int i = 0; i < PROBES; i++) {
      int bit = bit(hash, i);
      words[bit >>> 6] |= 1L << bit;
    }
  }

  /// False when the key was certainly never added.
  boolean mayHold(String key) {
    long hash = hash(key);
    for (int i = 0; i < PROBES; i++) {
      int bit = bit(hash, i);
      if ((words[bit >>> 6] & 1L << bit) == 0) {
        return false;
      }
    }
    return true;
  }

  private static int bit(long hash, int probe) {
    return ((int) hash + probe * ((int) (hash >>> 32) | 1)) & BITS - 1;
  }

  /// FNV-1a over the characters, mixed once more so that all bits depend on all of them.
  private static long hash(String key) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    return hash ^ hash >>> 33;
  }
}
