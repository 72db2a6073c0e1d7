package dev.skillwire.net.fanout;

import dev.skillwire.stream.Hub;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.IdentityHashMap;
import java.util.List;

/// The lanes of all event loops.
public final class Fanout {

  private final IdentityHashMap<EventLoop, Lanes> lanes = new IdentityHashMap<>();

  public Fanout(Hub hub, List<EventLoop> loops) {
    loops.forEach(loop -> lanes.put(loop, new Lanes(loop, hub, ByteBufAllocator.DEFAULT)));
    hub.onPublish(() -> lanes.values().forEach(Lanes::wake));
  }

  /// The lanes of one loop; to be used on it.
  public Lanes on(EventLoop loop) {
    var found = lanes.get(loop);
    if (found == null) {
      throw new IllegalArgumentException("not a loop of this server: " + loop);
    }
    return found;
  }

  /// Lets go of what is native; after the last connection.
  public void end() {
    lanes.forEach((loop, on) -> loop.execute(on::end));
  }
}
