package dev.skillwire.session.admission;

/// What the kernel says about the user at the other end of a connection.
public enum PeerUser {
  /// The peer's socket belongs to the user that runs the hub.
  SAME,
  /// It belongs to someone else, or to nobody any more: a closed peer proves nothing.
  OTHER,
  /// This system cannot tell.
  UNKNOWN,
  /// Nobody has looked, or the look-up failed. Never admits anyone.
  NOT_CHECKED
}
