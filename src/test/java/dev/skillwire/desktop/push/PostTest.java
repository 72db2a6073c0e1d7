package dev.skillwire.desktop.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PostTest {

  private static final List<Duration> AT_ONCE = List.of(Duration.ofMillis(1), Duration.ofMillis(1));

  private static void send(Receiver receiver) throws Exception {
    try (var post = new Post(AT_ONCE)) {
      post.send(receiver.uri("/hook"), "{}", () -> Map.of("x-test", "1"));
    }
  }

  @Test
  void isTakenOnce() throws Exception {
    try (var receiver = new Receiver()) {
      send(receiver);
      assertThat(receiver.received()).hasSize(1);
      var got = receiver.received().getFirst();
      assertThat(got.headers())
          .containsEntry("content-type", "application/json")
          .containsEntry("x-test", "1");
    }
  }

  @Test
  void isTriedAgainWhereThatMayHelp() throws Exception {
    try (var receiver = new Receiver(500, 429)) {
      send(receiver);
      assertThat(receiver.received()).hasSize(3);
    }
  }

  @Test
  void isGivenUpAfterTheLastAttempt() {
    try (var receiver = new Receiver(500, 503, 500, 500)) {
      assertThatThrownBy(() -> send(receiver))
          .isInstanceOf(IOException.class)
          .hasMessage("status 500");
      assertThat(receiver.received()).hasSize(3);
    }
  }

  @Test
  void isNotRepeatedWhereItWasRefusedNorFollowsElsewhere() {
    for (int status : new int[] {400, 404, 302}) {
      try (var receiver = new Receiver(status)) {
        assertThatThrownBy(() -> send(receiver)).hasMessage("status " + status);
        assertThat(receiver.received()).hasSize(1);
      }
    }
  }

  @Test
  void doesNotTellTheAddressWhenNobodyIsThere() {
    var receiver = new Receiver();
    receiver.close();
    assertThatThrownBy(() -> send(receiver))
        .isInstanceOf(IOException.class)
        .message()
        .doesNotContain("hook");
  }
}
