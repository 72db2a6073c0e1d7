package dev.skillwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.engine.heal.Ledger;
import dev.skillwire.engine.heal.LedgerFile;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HealsTest extends CommandsUnderTest {

  private void tried(boolean success) {
    new LedgerFile(home.resolve(".local/state/skillwire/heals.jsonl"))
        .add(
            new Ledger.Entry(
                Instant.parse("2026-02-04T10:00:00Z"),
                "sleep 3",
                "network",
                "abcdef012345",
                "no such host\u001b[31m",
                success,
                3_000));
  }

  @Test
  void showHowOftenEachHelped() {
    tried(true);
    tried(false);

    assertThat(run("", "heals")).isEqualTo(ExitCode.OK);
    assertThat(out())
        .contains("sleep 3  helped 1 of 2 (50 %)  network abcdef012345  last 2026-02-04")
        .contains("no such host")
        .doesNotContain("\u001b", "not trusted");
  }

  @Test
  void showWhomNobodyTrusts() {
    tried(false);
    tried(false);
    tried(false);

    assertThat(run("", "heals", "--json")).isEqualTo(ExitCode.OK);
    assertThat(out())
        .contains("\"tries\":3", "\"helped\":0", "\"trusted\":false", "\"fix\":\"sleep 3\"");
  }

  @Test
  void sayWhenThereAreNone() {
    assertThat(run("", "heals")).isEqualTo(ExitCode.OK);
    assertThat(out()).isEmpty();
    assertThat(err()).contains("No repair was tried yet.");
  }
}
