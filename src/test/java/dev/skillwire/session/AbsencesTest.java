package dev.skillwire.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Command;
import dev.skillwire.core.Event;
import dev.skillwire.core.Json;
import dev.skillwire.core.RunId;
import dev.skillwire.log.MemoryLog;
import dev.skillwire.stream.HandClock;
import dev.skillwire.stream.Publishing;
import dev.skillwire.stream.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AbsencesTest {

  private final HandClock clock = new HandClock();
  private final Running running = Running.on(new MemoryLog(100_000, 100_000_000), clock);
  private final Absences absences = new Absences(running.hub(), clock);

  /// 1 and 2: a run; 3 to 12: nothing worth telling; 13 and 14: a run.
  @BeforeEach
  void fill() {
    run("first");
    for (int i = 0; i < 10; i++) {
      running.submit(Publishing.word("mine", 1));
    }
    run("second");
  }

  @AfterEach
  void close() {
    running.close();
  }

  private void run(String id) {
    running.submit(
        new Command.StartSkill(
            new RunId(id), "s", "", null, Json.EMPTY_OBJECT, "", null, List.of()));
    running.submit(
        new Command.FailSkill(
            Command.RunRef.of(new RunId(id)), "no", null, Event.FailReason.FAILED));
  }

  private String told(long since) {
    var text = new CompletableFuture<String>();
    absences.since(since, json -> text.complete(json == null ? "nothing" : json.text()));
    return text.orTimeout(30, TimeUnit.SECONDS).join();
  }

  /// True when it is told without anybody having to look.
  private boolean isKnown(long since) {
    var thread = Thread.currentThread();
    var inline = new CompletableFuture<Boolean>();
    absences.since(since, _ -> inline.complete(Thread.currentThread().equals(thread)));
    return inline.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void areTheSameBetweenTwoEventsWorthTelling() {
    assertThat(told(0)).contains("\"failed\":2");
    assertThat(isKnown(1)).isTrue();
    assertThat(isKnown(2)).isFalse();
    assertThat(told(2)).contains("\"failed\":1");
    for (long since = 3; since <= 13; since++) {
      assertThat(isKnown(since)).as("%s", since).isTrue();
      assertThat(told(since)).contains("\"failed\":1", "second").doesNotContain("first");
    }
  }

  @Test
  void areNothingWhereNothingIsWorthTelling() {
    running.submit(Publishing.word("mine", 1));
    assertThat(told(14)).isEqualTo("nothing");
  }

  @Test
  void mayLagAMomentButNotLonger() {
    assertThat(told(2)).contains("\"failed\":1");
    run("third");
    assertThat(told(2)).contains("\"failed\":1", "\"until\":14");
    clock.pass(Duration.ofSeconds(1));
    assertThat(told(2)).contains("\"failed\":2", "\"until\":16");
  }

  @Test
  void areWorkedOutOnceForAllWhoComeBackTogether() throws InterruptedException {
    var held = new CompletableFuture<Void>();
    running.hub().snapshot(_ -> held.join());
    var texts = new ArrayList<CompletableFuture<Json>>();
    var all = new CountDownLatch(10_000);
    for (int i = 0; i < 10_000; i++) {
      var text = new CompletableFuture<Json>();
      texts.add(text);
      absences.since(
          0,
          json -> {
            text.complete(json);
            all.countDown();
          });
    }
    held.complete(null);
    assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
    var first = texts.getFirst().join();
    assertThat(texts).allMatch(text -> sameObject(text.join(), first));
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean sameObject(Json one, Json other) {
    return one == other;
  }

  @Test
  void areLeftOutWhereTooManyPlacesAreAskedForAtOnce() {
    var held = new CompletableFuture<Void>();
    running.hub().snapshot(_ -> held.join());
    var later = new ArrayList<CompletableFuture<Boolean>>();
    for (long since = -1; since >= -64; since--) {
      var told = new CompletableFuture<Boolean>();
      absences.since(since, json -> told.complete(json != null));
      later.add(told);
    }
    assertThat(told(0)).isEqualTo("nothing");
    held.complete(null);
    assertThat(later).allMatch(told -> told.orTimeout(30, TimeUnit.SECONDS).join());
  }
}
