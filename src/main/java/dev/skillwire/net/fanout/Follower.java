package dev.skillwire.net.fanout;

import dev.skillwire.session.Feed;

/// One client that is sent events, and where it stands. On its event loop only.
public final class Follower {

  private final Feed feed;
  private final Link link;
  private final Lane lane;
  private final Runnable tooSlow;
  private final boolean keepsPosition;

  /// Index among the members of its lane; -1 while it goes alone.
  int place = -1;

  /// True while a part of the log is being read for it.
  boolean reading;

  /// True while it waits until others had their turn.
  boolean inLine;

  /// True while it waits to be told where it stands (`connected`, `resync`).
  boolean held = true;

  /// True when it took no byte for too long: it is brought up to date as soon as it takes one.
  boolean stalled;

  boolean gone;

  Follower(Feed feed, Link link, Lane lane, boolean keepsPosition, Runnable tooSlow) {
    this.feed = feed;
    this.link = link;
    this.lane = lane;
    this.keepsPosition = keepsPosition;
    this.tooSlow = tooSlow;
  }

  public Feed feed() {
    return feed;
  }

  Link link() {
    return link;
  }

  Lane lane() {
    return lane;
  }

  public Framing framing() {
    return lane.framing();
  }

  boolean keepsPosition() {
    return keepsPosition;
  }

  /// Stops sending until it is told where it stands.
  void giveUp() {
    held = true;
    stalled = false;
    feed.becomeLive(false);
    tooSlow.run();
  }
}
