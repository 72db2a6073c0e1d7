package dev.skillwire.net.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skillwire.wire.ClientMessage.Filter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class LanesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static LongStream seeds() {
    var one = Long.getLong("seed");
    return one == null ? LongStream.rangeClosed(1, 30) : LongStream.of(one);
  }

  private static List<Long> all(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private record Client(Follower follower, FakeLink link, long from, boolean replies) {}

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void everyoneIsSentEveryEventInOrderWithoutGapOrDuplicate(long seed) {
    var random = new SplittableRandom(seed);
    var fanout = new FanoutFixture(100_000);
    var clients = new ArrayList<Client>();
    for (int i = 0; i < 150; i++) {
      switch (random.nextInt(6)) {
        case 0, 1 -> fanout.publish(1 + random.nextInt(8), random.nextInt(3_000));
        case 2, 3 -> {
          boolean replies = random.nextInt(4) == 0;
          long from = 1 + random.nextLong(fanout.head() + 1);
          var link = new FakeLink(random.nextInt(5));
          var filter = replies ? Filter.REPLIES : Filter.ALL;
          clients.add(
              new Client(fanout.add(link, filter, from, true, _ -> {}), link, from, replies));
        }
        case 4 -> {
          for (var client : clients) {
            if (random.nextInt(3) == 0) {
              int room = random.nextInt(1, 6);
              fanout.on(
                  () -> {
                    client.link().drain(room);
                    return true;
                  });
              fanout.writable(client.follower());
            }
          }
        }
        default -> {
          if (!clients.isEmpty()) {
            var client = clients.get(random.nextInt(clients.size()));
            fanout.on(
                () -> {
                  client.link().stall();
                  fanout.follow(client.follower());
                  return true;
                });
          }
        }
      }
    }
    for (var client : clients) {
      fanout.on(
          () -> {
            client.link().drain(Integer.MAX_VALUE);
            return true;
          });
      fanout.writable(client.follower());
    }
    fanout.publish(1, 1);
    long head = fanout.head();
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(
            () ->
                fanout.on(
                    () ->
                        clients.stream()
                            .allMatch(
                                c ->
                                    c.follower().place >= 0
                                        || c.follower().feed().cursor() > head)));
    for (var client : clients) {
      assertThat(fanout.on(client.link()::sequences))
          .isEqualTo(client.replies() ? List.of() : all(client.from(), head));
    }
    fanout.close();
    assertThat(fanout.unreleased()).isZero();
  }

  @Test
  void whoIsSentMuchLetsOthersHaveTheirTurn() {
    try (var fanout = new FanoutFixture(100_000)) {
      fanout.publish(20, 50_000);
      fanout.publish(3_000, 10);
      for (var filter : List.of(Filter.ALL, Filter.REPLIES)) {
        var link = new FakeLink(0);
        var follower = fanout.add(link, filter, 1, true, _ -> {});
        long atOnce =
            fanout.on(
                () -> {
                  link.drain(Integer.MAX_VALUE);
                  fanout.follow(follower);
                  return follower.feed().cursor() - 1;
                });
        assertThat(atOnce).isBetween(1L, filter.equals(Filter.ALL) ? 4L : 1_000L);
        await()
            .atMost(PATIENCE)
            .until(() -> fanout.on(() -> follower.feed().cursor()) == fanout.head() + 1);
      }
    }
  }

  @Nested
  class Behind {
    private final FanoutFixture fanout = new FanoutFixture(20);
    private final List<Follower> tooSlow = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
      fanout.close();
    }

    /// So that the tail never moves on without the loop.
    private void publishInStep(int count) {
      for (int i = 0; i < count; i += 10) {
        fanout.publish(10, 10);
        fanout.on(() -> true);
      }
    }

    @Test
    void aClientThatComesBackReadsTheLogAndThenGoesLive() {
      fanout.publish(5_000, 10);
      var link = FakeLink.open();
      fanout.add(link, Filter.ALL, 1, true, tooSlow::add);
      await().atMost(PATIENCE).until(() -> fanout.on(link::sequences).size() == 5_000);
      fanout.publish(3, 10);
      fanout.on(() -> true);

      assertThat(fanout.on(link::sequences)).isEqualTo(all(1, 5_003));
      assertThat(tooSlow).isEmpty();
    }

    @Test
    void aLiveClientThatFellOutOfTheTailIsTooSlow() {
      var link = FakeLink.open();
      var follower = fanout.add(link, Filter.ALL, 1, true, tooSlow::add);
      fanout.publish(3, 10);
      fanout.on(
          () -> {
            link.stall();
            return true;
          });
      fanout.publish(100, 10);
      assertThat(tooSlow).isEmpty();
      fanout.on(
          () -> {
            link.drain(1_000);
            return true;
          });
      fanout.writable(follower);
      assertThat(tooSlow).containsExactly(follower);

      // Brought up to date, it goes on from where it was told.
      int before = fanout.on(link::sequences).size();
      fanout.on(
          () -> {
            follower.feed().moveTo(fanout.head() + 1);
            fanout.follow(follower);
            return true;
          });
      fanout.publish(2, 10);
      fanout.on(() -> true);
      assertThat(fanout.on(link::sequences)).hasSize(before + 2).endsWith(102L + 2, 103L + 2);
    }

    @Test
    void aLaneThatWasOvertakenTellsItsMembersAtOnce() {
      var link = FakeLink.open();
      var follower = fanout.add(link, Filter.ALL, 1, true, tooSlow::add);
      fanout.publish(1, 10);
      fanout.on(
          () -> {
            // The loop is busy while the tail moves on; nothing is published afterwards.
            fanout.publish(100, 10);
            return true;
          });
      await().atMost(PATIENCE).until(() -> !tooSlow.isEmpty());
      assertThat(tooSlow).containsExactly(follower);
    }

    @Test
    void aStalledClientDelaysNobody() {
      var stalled = new FakeLink(0);
      var quick = FakeLink.open();
      fanout.add(stalled);
      fanout.add(quick);
      publishInStep(200);
      fanout.on(() -> true);

      assertThat(quick.sequences()).isEqualTo(all(1, 200));
      assertThat(stalled.sequences()).isEmpty();
      assertThat(stalled.writes).isZero();
    }

    @Test
    void aFilteredClientIsSentWhatPasses() {
      var link = FakeLink.open();
      var filter = new Filter(Set.of("other"), Set.of(), Set.of(), false);
      fanout.add(link, filter, 1, true, tooSlow::add);
      publishInStep(100);
      fanout.running.submit(dev.skillwire.stream.Publishing.word("other", 1));
      fanout.publish(1, 10);
      fanout.on(() -> true);

      assertThat(link.sequences()).containsExactly(101L);
      assertThat(tooSlow).isEmpty();
    }
  }
}
