package dev.skillwire.session.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoleTest {
  @Test
  void wordIsTheNameInLowerCaseAndLeadsBack() {
    assertThat(Role.ANSWERER.word()).isEqualTo("answerer");
    for (var role : Role.values()) {
      assertThat(Role.ofWord(role.word())).isEqualTo(role);
    }
    assertThat(Role.ofWord("ADMIN")).isNull();
    assertThat(Role.ofWord("")).isNull();
  }
}
