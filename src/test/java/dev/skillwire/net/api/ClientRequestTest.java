package dev.skillwire.net.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.session.Resume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientRequestTest {

  private static Resume resume(String lastEventId) {
    return ClientRequest.of("/", "", lastEventId).resume();
  }

  @Test
  void takesUpWhereAStreamEnded() {
    assertThat(resume("e:7")).isEqualTo(new Resume("e", 7L));
    assertThat(resume("e:999999999999999999")).isEqualTo(new Resume("e", 999_999_999_999_999_999L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e:9223372036854775808",
        "e:18446744073709551615",
        "e:+5",
        "e:-5",
        "e:",
        "e: 5",
        "e:٥",
        "e:5x",
        "nothing"
      })
  void beginsAnewWhereItCannotBeRead(String lastEventId) {
    assertThat(resume(lastEventId)).isEqualTo(new Resume("", 0L));
  }
}
