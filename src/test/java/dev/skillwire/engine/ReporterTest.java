package dev.skillwire.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skillwire.core.Command;
import dev.skillwire.core.Event.FailReason;
import dev.skillwire.core.Reason;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReporterTest extends RunFixture {

  @Nested
  class ACancelledRun {

    @Test
    void endsItsCommandAndTellsWhoWantedIt() throws Exception {
      var run =
          skill(
              Map.of(),
              "steps:",
              "- {run: 'echo $$ > pid; sleep 60 & wait'}",
              "- {run: touch never}");
      var result = CompletableFuture.supplyAsync(run::call);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  Files.exists(directory.resolve("pid"))
                      && Files.size(directory.resolve("pid")) > 0);
      hub.requestCancel(RUN);
      assertThat(result.get().error()).isEqualTo("Cancelled by ada.");
      assertThat(result.get().reason()).isEqualTo(FailReason.CANCELLED);
      assertThat(hub.story())
          .endsWith("step_started 0", "step_failed 0", "step_skipped 1", "failed CANCELLED");
      long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
      await().until(() -> ProcessHandle.of(pid).isEmpty());
    }

    @Test
    void doesNotWaitForItsQuestion() throws Exception {
      var run = skill(Map.of(), "steps:", "- {confirm: {prompt: Go?, timeout: null}}");
      var result = CompletableFuture.supplyAsync(run::call);
      await().until(() -> hub.story().contains("asked"));
      run.cancel("enough");
      assertThat(result.get().error()).isEqualTo("enough");
      assertThat(hub.story()).endsWith("step_failed 0", "expired abort", "failed CANCELLED");
    }
  }

  @Nested
  class AHubThatRefuses {

    @Test
    void isAskedAgainWhileItIsBusy() throws Exception {
      for (int i = 0; i < 3; i++) {
        hub.refusing(Reason.BUSY, Command.CompleteStep.class::isInstance);
      }
      assertThat(run("steps:", "- {run: 'true'}", "- {run: 'true'}").succeeded()).isTrue();
      assertThat(hub.story())
          .containsExactly(
              "started",
              "step_started 0",
              "step_completed 0",
              "step_started 1",
              "step_completed 1",
              "completed");
    }

    @Test
    void forAnotherReasonEndsTheRunWithTheTruth() throws Exception {
      hub.refusing(Reason.TOO_LARGE, Command.CompleteStep.class::isInstance);
      var result = run("steps:", "- {run: 'true'}", "- {run: touch never}");
      assertThat(result.error()).contains("refused").contains("too_large");
      assertThat(hub.story()).endsWith("step_failed 0", "step_skipped 1", "failed FAILED");
      assertThat(directory.resolve("never")).doesNotExist();
    }

    @Test
    void theStartLeavesNothingToEnd() throws Exception {
      hub.refusing(Reason.FORBIDDEN, Command.StartSkill.class::isInstance);
      assertThat(run("steps:", "- {run: touch never}").error()).contains("forbidden");
      assertThat(hub.commands()).isEmpty();
    }
  }

  @Nested
  class AFaultOfTheEngine {

    @Test
    void stillEndsTheRun() throws Exception {
      var asked = new AtomicInteger();
      InstantSource broken =
          () -> {
            if (asked.incrementAndGet() == 3) {
              throw new IllegalStateException("no time");
            }
            return Instant.EPOCH;
          };
      var result = skill(broken, Map.of(), "steps:", "- {run: 'true'}").call();
      assertThat(result.error()).contains("no time");
      assertThat(hub.story()).last().isEqualTo("failed FAILED");
    }
  }
}
