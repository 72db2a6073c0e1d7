package dev.skillwire.net.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.wire.ClientMessage.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LaneTest {

  private final FanoutFixture fanout = new FanoutFixture(10_000);

  @AfterEach
  void close() {
    fanout.close();
    assertThat(fanout.unreleased()).isZero();
  }

  private static List<Long> all(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void writesTheSameBufferToEveryMember() {
    var links = new ArrayList<FakeLink>();
    for (int i = 0; i < 20; i++) {
      links.add(FakeLink.open());
      fanout.add(links.getLast());
    }
    fanout.publish(10, 100);
    fanout.on(() -> true);

    for (var link : links) {
      assertThat(link.sequences()).isEqualTo(all(1, 10));
      assertThat(link.addresses).isEqualTo(links.getFirst().addresses);
    }
  }

  @Test
  void sendsWhatCameInOneTurnAsOneBuffer() {
    var link = FakeLink.open();
    fanout.add(link);
    fanout.on(
        () -> {
          fanout.publish(50, 10);
          return true;
        });
    fanout.on(() -> true);

    assertThat(link.sequences()).isEqualTo(all(1, 50));
    assertThat(link.writes).isEqualTo(1);
  }

  @Test
  void cutsAnEndlessBurst() {
    var link = FakeLink.open();
    fanout.add(link);
    fanout.on(
        () -> {
          fanout.publish(50, 10_000);
          return true;
        });
    fanout.on(() -> true);

    assertThat(link.sequences()).isEqualTo(all(1, 50));
    assertThat(link.writes).isBetween(7, 10);
  }

  @Test
  void goesOnWithoutAMemberWhoseSocketIsFull() {
    var slow = new FakeLink(1);
    var quick = FakeLink.open();
    var follower = fanout.add(slow);
    fanout.add(quick);
    fanout.publish(1, 10);
    fanout.on(() -> true);
    fanout.publish(29, 10);
    fanout.on(() -> true);

    assertThat(quick.sequences()).isEqualTo(all(1, 30));
    assertThat(slow.sequences().size()).isLessThan(30);
    slow.drain(1_000);
    fanout.writable(follower);
    assertThat(slow.sequences()).isEqualTo(all(1, 30));
  }

  @Test
  void forgetsAMemberThatIsGone() {
    var link = FakeLink.open();
    var other = FakeLink.open();
    var follower = fanout.add(link);
    fanout.add(other);
    fanout.publish(1, 1);
    fanout.remove(follower);
    fanout.publish(1, 1);
    fanout.on(() -> true);

    assertThat(link.sequences()).containsExactly(1L);
    assertThat(other.sequences()).containsExactly(1L, 2L);
  }

  @Test
  void sendsToAllOthersWhenOneWriteFails() {
    var links = List.of(FakeLink.open(), FakeLink.open(), FakeLink.open(), FakeLink.open());
    links.forEach(fanout::add);
    links.get(2).fails = true;
    fanout.publish(2, 10);
    fanout.on(() -> true);
    fanout.publish(1, 10);
    fanout.on(() -> true);

    assertThat(links.get(2).broken).isTrue();
    assertThat(links.get(0).sequences()).isEqualTo(all(1, 3));
    assertThat(links.get(1).sequences()).isEqualTo(all(1, 3));
    assertThat(links.get(3).sequences()).isEqualTo(all(1, 3));
  }

  @Test
  void sendsToAllOthersWhoGoAloneWhenOneWriteFails() {
    var broken = FakeLink.open();
    var other = FakeLink.open();
    var types = new Filter(Set.of("word"), Set.of(), Set.of(), false);
    fanout.add(broken, types, fanout.head() + 1, true, _ -> {});
    fanout.add(other, types, fanout.head() + 1, true, _ -> {});
    broken.fails = true;
    fanout.publish(3, 10);
    fanout.on(() -> true);

    assertThat(broken.broken).isTrue();
    assertThat(other.sequences()).isEqualTo(all(1, 3));
  }

  @Test
  void tellsWhoSharesItsBytes() {
    var link = FakeLink.open();
    var follower = fanout.add(link);
    assertThat(link.shares).isTrue();
    fanout.remove(follower);
    assertThat(link.shares).isFalse();
  }
}
