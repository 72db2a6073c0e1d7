package dev.skillwire.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearTest {

  private static final List<String> KNOWN = List.of("help", "ls", "serve", "skill_started");

  @Test
  void isTheWordThatWasMeant() {
    assertThat(Near.to("hlep", KNOWN)).isEqualTo("help");
    assertThat(Near.to("skil_started", KNOWN)).isEqualTo("skill_started");
    assertThat(Near.to("serv", KNOWN)).isEqualTo("serve");
  }

  @Test
  void isNothingForAWordOfItsOwn() {
    assertThat(Near.to("dance", KNOWN)).isNull();
    assertThat(Near.to("x".repeat(1_000), KNOWN)).isNull();
    assertThat(Near.to("help", List.of())).isNull();
  }
}
