package dev.skillwire.net.fanout;

import dev.skillwire.stream.Hub;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.concurrent.ConcurrentHashMap;

/// The lanes of all event loops.
public final class Fanout {

  private final Hub hub;
  private final ConcurrentHashMap<EventLoop, Lanes> lanes = new ConcurrentHashMap<>();

  public Fanout(Hub hub) {
    this.hub = hub;
    hub.onPublish(() -> lanes.values().forEach(Lanes::wake));
  }

  /// The lanes of one loop; to be used on it.
  public Lanes on(EventLoop loop) {
    return lanes.computeIfAbsent(loop, at -> new Lanes(at, hub, ByteBufAllocator.DEFAULT));
  }

  /// Lets go of what is native; after the last connection.
  public void end() {
    lanes.forEach((loop, on) -> loop.execute(on::end));
  }
}
