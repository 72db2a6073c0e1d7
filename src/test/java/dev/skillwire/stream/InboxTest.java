package dev.skillwire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InboxTest {

  private final AtomicInteger room = new AtomicInteger();
  private final Inbox inbox = new Inbox(4, 1_000);

  private static Item item(int bytes) {
    return new Item.Submission(Publishing.start("r"), Publishing.SOURCE, "", bytes, _ -> {});
  }

  private boolean offer(int bytes) {
    return inbox.offer(item(bytes), room::incrementAndGet);
  }

  private List<Item> take(int atMost) throws InterruptedException {
    var taken = new ArrayList<Item>();
    inbox.take(taken, atMost, Long.MAX_VALUE, 0);
    return taken;
  }

  @Nested
  class ATurn {

    @Test
    void takesNoMoreBytesThanItMay() throws InterruptedException {
      for (int size : new int[] {300, 300, 300}) {
        offer(size);
      }
      var taken = new ArrayList<Item>();
      inbox.take(taken, 4, 600, 0);
      assertThat(taken).hasSize(2);
    }

    @Test
    void takesTheFirstWhateverItsSize() throws InterruptedException {
      offer(900);
      var taken = new ArrayList<Item>();
      inbox.take(taken, 4, 600, 0);
      assertThat(taken).hasSize(1);
    }
  }

  @Nested
  class BeingFull {

    @Test
    void isHavingAllItsItems() {
      for (int i = 0; i < 4; i++) {
        assertThat(offer(1)).isTrue();
      }
      assertThat(offer(1)).isFalse();
    }

    @Test
    void isHavingAllItsBytes() {
      assertThat(offer(600)).isTrue();
      assertThat(offer(401)).isFalse();
      assertThat(offer(400)).isTrue();
    }

    @Test
    void isNotBeingEmpty() {
      assertThat(offer(5_000)).isTrue();
      assertThat(offer(1)).isFalse();
    }

    @Test
    void doesNotHoldBackTheHubItself() {
      offer(5_000);
      assertThat(inbox.force(new Item.Look(_ -> {}))).isTrue();
    }
  }

  @Nested
  class HavingRoomAgain {

    @Test
    void isToldOnceWhenHalfOfItIsFree() throws InterruptedException {
      for (int i = 0; i < 5; i++) {
        offer(1);
      }
      take(1);
      assertThat(room).hasValue(0);
      take(1);
      assertThat(room).hasValue(1);
      take(4);
      assertThat(room).hasValue(1);
    }

    @Test
    void isNotToldWhileTheBytesAreTooMany() throws InterruptedException {
      offer(10);
      offer(900);
      offer(900);
      take(1);
      assertThat(room).hasValue(0);
      take(1);
      assertThat(room).hasValue(1);
    }

    @Test
    void isNotToldToWhomItTook() throws InterruptedException {
      offer(1);
      take(4);
      assertThat(room).hasValue(0);
    }

    @Test
    void letsTheToldOneComeAtOnce() throws InterruptedException {
      offer(1_000);
      var again = new CompletableFuture<Boolean>();
      inbox.offer(item(1_000), () -> again.complete(offer(1_000)));
      take(4);
      assertThat(again).isCompletedWithValue(true);
    }
  }

  @Nested
  class Waiting {

    @Test
    void endsWhenSomethingComes() throws Exception {
      var taken = new CompletableFuture<Integer>();
      Thread.ofVirtual()
          .start(
              () -> {
                var batch = new ArrayList<Item>();
                try {
                  inbox.take(batch, 4, Long.MAX_VALUE, Duration.ofMinutes(1).toNanos());
                } catch (InterruptedException e) {
                  taken.completeExceptionally(e);
                }
                taken.complete(batch.size());
              });
      offer(1);
      assertThat(taken.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void endsWhenItIsClosed() throws InterruptedException {
      inbox.close();
      inbox.take(new ArrayList<>(), 4, Long.MAX_VALUE, Duration.ofDays(1).toNanos());
      assertThat(inbox.isClosed()).isTrue();
    }
  }

  @Nested
  class BeingClosed {

    @Test
    void stillHandsOutWhatWaits() throws InterruptedException {
      offer(1);
      offer(2);
      inbox.close();
      assertThat(take(4)).extracting(Item::bytes).containsExactly(1, 2);
    }

    @Test
    void takesNothingMore() {
      inbox.close();
      assertThat(offer(1)).isFalse();
      assertThat(inbox.force(new Item.Look(_ -> {}))).isFalse();
    }
  }
}
