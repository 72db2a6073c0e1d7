package dev.skillwire.engine.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.engine.daemon.plan.Plan;
import dev.skillwire.engine.daemon.plan.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private final Changes changes =
      new Changes(
          new Trigger.Watch(
              List.of(Path.of("/x")),
              List.of(),
              List.of(),
              Duration.ofSeconds(2),
              Duration.ofSeconds(5),
              null));

  @Test
  void areDueOnceItIsQuiet() {
    assertThat(changes.due()).isNull();
    changes.add("a", NOW);
    changes.add("b", NOW.plusSeconds(1));
    changes.add("a", NOW.plusSeconds(2));
    assertThat(changes.due()).isEqualTo(NOW.plusSeconds(4));
    assertThat(changes.take()).containsExactly("a", "b");
    assertThat(changes.due()).isNull();
  }

  @Test
  void areDueInAnyCaseAfterAWhile() {
    for (int second = 0; second < 60; second++) {
      changes.add("a", NOW.plusSeconds(second));
    }
    assertThat(changes.due()).isEqualTo(NOW.plusSeconds(5));
  }

  @Test
  void nameABoundedNumberOfPaths() {
    for (int i = 0; i < 10 * Plan.LIST; i++) {
      changes.add("p" + i, NOW);
    }
    assertThat(changes.take()).hasSize(Plan.LIST);
  }
}
