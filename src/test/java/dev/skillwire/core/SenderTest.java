package dev.skillwire.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SenderTest {

  private static final Sender PLAIN = new Sender("c1", "shell", "", Actor.Kind.HUMAN);
  private static final Sender TOKEN = new Sender("c1", "shell", "t1", Actor.Kind.HUMAN);

  @Test
  void isAnActorForEveryoneElse() {
    assertThat(PLAIN.actor()).isEqualTo(new Actor("c1", "shell", Actor.Kind.HUMAN));
    assertThat(Sender.SYSTEM.actor()).isEqualTo(Actor.SYSTEM);
  }

  @Test
  void asksAsItsTokenElseAsItsConnection() {
    assertThat(PLAIN.requester()).isNotEqualTo(TOKEN.requester());
    assertThat(new Sender("c2", "", "t1", Actor.Kind.HUMAN).requester())
        .isEqualTo(TOKEN.requester());
    assertThat(new Sender("c2", "", "", Actor.Kind.HUMAN).requester())
        .isNotEqualTo(PLAIN.requester());
  }

  @Test
  void isNotMistakenForAConnectionNamedLikeItsToken() {
    assertThat(new Sender("t1", "", "", Actor.Kind.HUMAN).requester())
        .isNotEqualTo(TOKEN.requester());
  }

  @Test
  void repeatsEventsAcrossConnections() {
    assertThat(PLAIN.publisher())
        .isEqualTo(new Sender("c2", "", "", Actor.Kind.HUMAN).publisher())
        .isNotEqualTo(TOKEN.publisher());
  }
}
