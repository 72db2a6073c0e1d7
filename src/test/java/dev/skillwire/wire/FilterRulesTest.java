package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skillwire.core.Limits;
import dev.skillwire.core.Reason;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FilterRulesTest {

  private static final List<String> NONE = List.of();

  @Test
  void takesWhatFits() {
    assertThatNoException()
        .isThrownBy(
            () ->
                MessageReader.filter(
                    List.of("t".repeat(Limits.TYPE_CHARS)),
                    List.of("i".repeat(Limits.ID_CHARS)),
                    List.of("s".repeat(Limits.NAME_CHARS))));
  }

  @Test
  void refusesMoreEntriesThanItKeeps() {
    assertRefused(NONE, Collections.nCopies(600, "r"), Collections.nCopies(401, "s"), null);
  }

  @Test
  void refusesAnEntryThatNothingCouldEqual() {
    assertRefused(List.of("t".repeat(Limits.TYPE_CHARS + 1)), NONE, NONE, "types");
    assertRefused(NONE, List.of("i".repeat(Limits.ID_CHARS + 1)), NONE, "skill_ids");
    assertRefused(NONE, NONE, List.of("s".repeat(Limits.NAME_CHARS + 1)), "sources");
  }

  @Test
  void refusesMoreBytesThanItKeepsWhateverTheListsTheyAreIn() {
    var ids = IntStream.range(0, 100).mapToObj(i -> i + "é".repeat(50)).toList();
    assertThatNoException().isThrownBy(() -> MessageReader.filter(NONE, ids, NONE));
    assertRefused(NONE, ids, ids, null);
  }

  private static void assertRefused(
      List<String> types, List<String> ids, List<String> sources, @Nullable String field) {
    var refused =
        catchThrowableOfType(BadMessage.class, () -> MessageReader.filter(types, ids, sources));
    assertThat(refused.rejection().reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(refused.rejection().field()).isEqualTo(field);
  }
}
