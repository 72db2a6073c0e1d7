package dev.skillwire.net.transport;

import io.netty.channel.Channel;

/// What a channel has still to send, and when its peer last took some of it. Looks at the channel's own outbound
/// buffer, so that writes need neither promise nor listener. Confined to the loop, but for [#pendingBytes].
final class Outflow {

  private final Channel channel;
  private int current;
  private long progress;
  private long pending;
  private long lastProgressNanos;
  private boolean sharing;
  private long own;

  /// Bytes of all writes, and up to where they hold the newest text that is shared.
  private long written;

  private long sharedEnd;
  private int sharedBytes;

  Outflow(Channel channel, long nowNanos) {
    this.channel = channel;
    this.lastProgressNanos = nowNanos;
  }

  long pendingBytes() {
    var buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /// What is written from now on is what others are sent, too.
  void sharing(boolean on) {
    sharing = on;
  }

  boolean isSharing() {
    return sharing;
  }

  /// Something is about to be written that nobody else is sent.
  void writesOwn(int bytes) {
    own = pendingBytes() == 0 ? bytes : own + bytes;
    written += bytes;
  }

  /// Events are about to be written.
  void writes(int bytes) {
    written += bytes;
  }

  /// Memory is about to be written that somebody else counts.
  void writesShared(int bytes) {
    written += bytes;
    sharedEnd = written;
    sharedBytes = bytes;
  }

  /// Unsent bytes that take room because of this peer. What is shared does not, while the peer keeps up with the
  /// others; a full socket is one that does not.
  long heldBytes() {
    var unsent = pendingBytes();
    // In the order of the writes: what is unsent of the shared text lies before what came after it.
    unsent -= Math.min(unsent, Math.clamp(sharedEnd - (written - unsent), 0, sharedBytes));
    return sharing && channel.isWritable() ? Math.min(unsent, own) : unsent;
  }

  /// When a byte last left, or nothing was left to send; noticed at the time of the call.
  long lastProgressNanos(long nowNanos) {
    var buffer = channel.unsafe().outboundBuffer();
    var bytes = buffer == null ? 0 : buffer.totalPendingWriteBytes();
    // 0 for none; two messages that share a hash differ in their progress soon enough
    var first = buffer == null ? 0 : System.identityHashCode(buffer.current());
    var taken = buffer == null ? 0 : buffer.currentProgress();
    if (bytes == 0 || bytes < pending || first != current || taken != progress) {
      lastProgressNanos = nowNanos;
    }
    current = first;
    progress = taken;
    pending = bytes;
    return lastProgressNanos;
  }
}
