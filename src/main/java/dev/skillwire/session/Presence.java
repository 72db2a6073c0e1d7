package dev.skillwire.session;

import dev.skillwire.wire.ClientMessage;
import org.jspecify.annotations.Nullable;

/// What one client last said about the person at it, and whether it is told of questions at all.
/// Volatile by design: it is never in the log and gone with the connection. Written by the
/// connection's thread, read by any.
public final class Presence {

  private record Said(ClientMessage.Attention attention, @Nullable Long inputNanos, long nanos) {}

  private volatile @Nullable Said said;
  private volatile boolean hears;

  void said(ClientMessage.Presence message, long nanos) {
    var seconds = message.lastInputSeconds();
    double limit = SessionLimits.PRESENCE.toNanos();
    // Beyond the limit it makes no difference how long ago it was, and must not overflow.
    var ago = seconds == null ? null : Long.valueOf((long) Math.min(seconds * 1e9, limit));
    said = new Said(message.attention(), ago == null ? null : Long.valueOf(nanos - ago), nanos);
  }

  /// Whether questions pass its filter.
  void hears(boolean now) {
    hears = now;
  }

  /// True while questions reach this client.
  public boolean hears() {
    return hears;
  }

  /// True while a person is looking at the client: it said so within [SessionLimits#PRESENCE], and where
  /// it tells of input there was some within that time.
  public boolean looking(long nanos) {
    var last = said;
    if (last == null || last.attention() != ClientMessage.Attention.FOCUSED) {
      return false;
    }
    long limit = SessionLimits.PRESENCE.toNanos();
    var input = last.inputNanos();
    return nanos - last.nanos() < limit && (input == null || nanos - input < limit);
  }
}
