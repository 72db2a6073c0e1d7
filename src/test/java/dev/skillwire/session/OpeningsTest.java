package dev.skillwire.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Snapshot;
import dev.skillwire.log.MemoryLog;
import dev.skillwire.session.admission.Role;
import dev.skillwire.stream.HandClock;
import dev.skillwire.stream.Publishing;
import dev.skillwire.stream.Running;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpeningsTest {

  /// Holds the newest five of ten events.
  private final Running running = Running.on(new MemoryLog(5, 1_000_000), new HandClock());

  private final Openings openings = new Openings(running.hub(), "1.2.3", new HeapStates());
  private final Peer peer = new Peer("c1", "", "", Set.of(Role.OBSERVER));

  @BeforeEach
  void fill() {
    for (int i = 0; i < 10; i++) {
      running.submit(Publishing.word("w", 1));
    }
  }

  @AfterEach
  void close() {
    running.close();
  }

  private Resume at(long since) {
    return new Resume(running.hub().epoch(), since);
  }

  private Snapshot snapshot() {
    var seen = new CompletableFuture<Snapshot>();
    running.hub().snapshot(seen::complete);
    return seen.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private String whole(Resume resume) {
    return new String(openings.whole("connected", peer, resume, snapshot(), null), UTF_8);
  }

  @Nested
  class Resuming {

    @Test
    void isPossibleAsLongAsTheNextOneIsHeld() {
      assertThat(openings.resumes(at(10))).isTrue();
      assertThat(openings.resumes(at(5))).isTrue();
      assertThat(openings.resumes(at(4))).isFalse();
    }

    @Test
    void isNotPossibleFromTheFuture() {
      assertThat(openings.resumes(at(11))).isFalse();
      assertThat(openings.resumes(at(Long.MAX_VALUE))).isFalse();
      assertThat(openings.resumes(at(-1))).isFalse();
    }

    @Test
    void isNotPossibleInAnotherEpoch() {
      assertThat(openings.resumes(new Resume("other", 7L))).isFalse();
      assertThat(openings.resumes(new Resume(null, 7L))).isFalse();
      assertThat(openings.resumes(Resume.NONE)).isFalse();
    }

    @Test
    void tellsTheClientsOwnPosition() {
      assertThat(new String(openings.resumed(peer, 7, null), UTF_8))
          .contains("\"resumed\":true", "\"seq\":7", "\"head\":10");
    }
  }

  @Nested
  class AWholeState {

    @Test
    void saysWhatIsMissing() {
      assertThat(whole(at(2))).contains("\"resumed\":false", "\"from\":3", "\"to\":10");
      assertThat(whole(new Resume("other", 7L))).contains("\"from\":1", "\"to\":10");
    }

    @Test
    void saysNothingOfItToWhoComesAnew() {
      assertThat(whole(Resume.NONE)).contains("\"seq\":10").doesNotContain("missing");
    }

    @Test
    void showsNothingToWhoMayNotWatch() {
      running.submit(Publishing.word("w", 1));
      var nothing = openings.nothingOf(snapshot());
      assertThat(nothing.sequence()).isEqualTo(11);
      assertThat(List.of(nothing.runs(), nothing.open(), nothing.closed())).containsOnly(List.of());
    }
  }
}
