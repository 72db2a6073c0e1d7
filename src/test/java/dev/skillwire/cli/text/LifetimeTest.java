package dev.skillwire.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.cli.base.CommandFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifetimeTest {

  @ParameterizedTest
  @CsvSource({"2h,7200", "30m,1800", "90,90", "1.5h,5400", "10ms,1"})
  void readsATime(String word, long seconds) {
    assertThat(Lifetime.parse(List.of(word)).toString()).isEqualTo("{\"seconds\":" + seconds + "}");
  }

  @Test
  void readsANumberOfUsesAndTheRun() {
    assertThat(Lifetime.parse(List.of("3x", " run ", "2h")).toString())
        .isEqualTo("{\"uses\":3,\"run\":true,\"seconds\":7200}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-3x", "3 x", "ever", "12345678x"})
  void refusesWhatSaysNothing(String word) {
    assertThatThrownBy(() -> Lifetime.parse(List.of(word))).isInstanceOf(CommandFailure.class);
  }
}
