package dev.skillwire.net.fanout;

import dev.skillwire.core.Reply;
import dev.skillwire.session.Feed;
import dev.skillwire.stream.Publishing;
import dev.skillwire.stream.Running;
import dev.skillwire.wire.ClientMessage.Filter;
import dev.skillwire.wire.Vocabulary;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultEventLoop;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A hub, and the lanes of one event loop; what is done to them is done on that loop.
final class FanoutFixture implements AutoCloseable {

  final Running running;
  final UnpooledByteBufAllocator alloc = new UnpooledByteBufAllocator(true);
  private final DefaultEventLoop loop = new DefaultEventLoop();
  private final Lanes lanes;

  /// @param tail entries in memory
  FanoutFixture(int tail) {
    running = Running.withTail(tail);
    lanes = new Lanes(loop, running.hub(), alloc);
    running.hub().onPublish(lanes::wake);
  }

  /// A client of the first vocabulary that stands before `cursor`.
  Follower add(
      Link link, Filter filter, long cursor, boolean keepsPosition, Consumer<Follower> tooSlow) {
    return on(
        () -> {
          var self = new Follower[1];
          self[0] =
              lanes.add(
                  Vocabulary.S1,
                  Framing.Carrier.FRAMES,
                  new Feed(filter, cursor),
                  link,
                  keepsPosition,
                  () -> tooSlow.accept(self[0]));
          lanes.follow(self[0]);
          return self[0];
        });
  }

  Follower add(Link link) {
    return add(link, Filter.ALL, head() + 1, true, _ -> {});
  }

  void publish(int count, int chars) {
    for (int i = 0; i < count; i++) {
      if (!(running.submit(Publishing.word("word", chars)) instanceof Reply.Done)) {
        throw new AssertionError("refused");
      }
    }
    // A reply comes before readers are woken; whoever looks at the state comes after.
    running.snapshot();
  }

  long head() {
    return running.hub().tail().head();
  }

  void follow(Follower follower) {
    lanes.follow(follower);
  }

  void writable(Follower follower) {
    on(
        () -> {
          lanes.writable(follower);
          return true;
        });
  }

  void remove(Follower follower) {
    on(
        () -> {
          lanes.remove(follower);
          return true;
        });
  }

  /// Does something on the loop, after all that waited there.
  <T> T on(Callable<T> action) {
    try {
      return loop.submit(action).get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// Memory of buffers that nobody released.
  long unreleased() {
    return alloc.metric().usedDirectMemory() + alloc.metric().usedHeapMemory();
  }

  @Override
  public void close() {
    running.close();
    on(
        () -> {
          lanes.end();
          return true;
        });
    var _ = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }
}
