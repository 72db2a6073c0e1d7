package dev.skillwire.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.wire.ClientMessage;
import dev.skillwire.wire.ClientMessage.Attention;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PresenceTest {

  private static final long HOLDS = SessionLimits.PRESENCE.toNanos();
  private static final long START = Long.MAX_VALUE - 5; // a monotonic clock may overflow

  private final Presence presence = new Presence();

  private void say(Attention attention, @Nullable Double lastInput) {
    presence.said(new ClientMessage.Presence(attention, lastInput, null), START);
  }

  @Test
  void nobodyLooksAtAClientThatSaysNothing() {
    assertThat(presence.looking(START)).isFalse();
  }

  @Test
  void aPersonLooksAtAFocusedClientAlone() {
    say(Attention.FOCUSED, null);
    assertThat(presence.looking(START)).isTrue();
    say(Attention.VISIBLE, 0.0);
    assertThat(presence.looking(START)).isFalse();
    say(Attention.AWAY, 0.0);
    assertThat(presence.looking(START)).isFalse();
  }

  @Test
  void whatWasSaidDecays() {
    say(Attention.FOCUSED, null);
    assertThat(presence.looking(START + HOLDS - 1)).isTrue();
    assertThat(presence.looking(START + HOLDS)).isFalse();
  }

  @Test
  void whoDidNothingForLongHasLeft() {
    say(Attention.FOCUSED, 90.0);
    assertThat(presence.looking(START)).isTrue();
    assertThat(presence.looking(START + Duration.ofSeconds(31).toNanos())).isFalse();
    say(Attention.FOCUSED, 1e300);
    assertThat(presence.looking(START)).isFalse();
  }
}
