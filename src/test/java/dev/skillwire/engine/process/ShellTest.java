package dev.skillwire.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShellTest {

  @TempDir Path directory;

  private final List<String> live = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> stop = new CompletableFuture<>();

  private ShellResult run(String text, @Nullable Duration timeout) throws Exception {
    return Shell.run(
        new ShellCommand(text, directory, Map.of("WORD", "given"), timeout, live::add, stop));
  }

  private ShellResult run(String text) throws Exception {
    return run(text, null);
  }

  /// The process whose number a command wrote into a file.
  private long pid(String file) throws Exception {
    var path = directory.resolve(file);
    await().until(() -> Files.exists(path) && Files.readString(path).endsWith("\n"));
    return Long.parseLong(Files.readString(path).strip());
  }

  private static boolean runs(long pid) {
    // A zombie has ended; that nobody has waited for it is not ours to mend.
    try {
      return !Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    } catch (java.io.IOException _) {
      return Files.notExists(Path.of("/proc")) && ProcessHandle.of(pid).isPresent();
    }
  }

  @Nested
  class Output {

    @Test
    void ofBothStreamsIsLiveAndOnlyStandardOutputIsKept() throws Exception {
      var result = run("echo out; echo err >&2; exit 7");
      assertThat(result.exitCode()).isEqualTo(7);
      assertThat(result.stdout()).isEqualTo("out\n");
      assertThat(result.errors()).isEqualTo("err\n");
      assertThat(String.join("", live)).contains("out\n").contains("err\n");
    }

    @Test
    void arrivesWhileTheCommandRuns() throws Exception {
      var result =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return run("echo early; while ! test -e go; do sleep 0.05; done");
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      await().until(() -> live.contains("early\n"));
      assertThat(result).isNotDone();
      Files.createFile(directory.resolve("go"));
      assertThat(result.get().succeeded()).isTrue();
    }

    @Test
    void keepsCharactersWholeWhoseBytesComeApart() throws Exception {
      var result =
          run(
              "printf '\\342\\202'; sleep 0.3; printf '\\254 \\360\\237'; sleep 0.3; printf '\\230\\200'");
      assertThat(result.stdout()).isEqualTo("€ 😀");
      assertThat(String.join("", live)).isEqualTo("€ 😀");
    }

    @Test
    void thatIsNotTextIsReplaced() throws Exception {
      assertThat(run("printf 'a\\377b'").stdout()).isEqualTo("a\uFFFDb");
    }

    @Test
    void thatIsEndlessIsBoundedAndSaidToBeCut() throws Exception {
      var result = run("head -c 3000000 /dev/zero | tr '\\0' x");
      assertThat(result.cut()).isTrue();
      assertThat(result.stdout()).hasSize(KeptText.KEPT_CHARS);
      assertThat(result.tail()).hasSize(KeptText.TAIL_CHARS);
      assertThat(live)
          .allSatisfy(chunk -> assertThat(chunk.length()).isLessThan(LiveOutput.CHUNK_CHARS + 100));
    }
  }

  @Nested
  class Input {

    @Test
    void isEmpty() throws Exception {
      assertThat(run("cat; echo end").stdout()).isEqualTo("end\n");
    }

    @Test
    void hasTheGivenEnvironmentOnTopOfOurs() throws Exception {
      assertThat(run("echo $WORD; test -n \"$PATH\"").stdout()).isEqualTo("given\n");
    }
  }

  @Nested
  class NothingIsLeftBehind {

    @Test
    void whenTheCommandLeavesAGrandchildInTheBackground() throws Exception {
      var result = run("sh -c 'sleep 300 & echo $! > pid' ; echo done");
      assertThat(result.succeeded()).isTrue();
      assertThat(result.stdout()).isEqualTo("done\n");
      long pid = pid("pid");
      await().until(() -> !runs(pid));
    }

    @Test
    void whenTheTimeIsOver() throws Exception {
      var result = run("sh -c 'sleep 300 & echo $! > pid; wait'", Duration.ofSeconds(2));
      assertThat(result.end()).isEqualTo(ShellResult.End.TIMED_OUT);
      long pid = pid("pid");
      await().until(() -> !runs(pid));
    }

    @Test
    void whenItIgnoresTheRequestToEnd() throws Exception {
      var result =
          run("trap '' TERM; echo $$ > pid; while :; do sleep 0.1; done", Duration.ofSeconds(1));
      assertThat(result.end()).isEqualTo(ShellResult.End.TIMED_OUT);
      long pid = pid("pid");
      await().until(() -> !runs(pid));
    }

    @Test
    void whenSomebodyStopsIt() throws Exception {
      Thread.ofVirtual()
          .start(
              () -> {
                await().until(() -> Files.exists(directory.resolve("pid")));
                stop.complete("enough");
              });
      var result = run("sleep 300 & echo $! > pid; wait");
      assertThat(result.end()).isEqualTo(ShellResult.End.STOPPED);
      long pid = pid("pid");
      await().until(() -> !runs(pid));
    }
  }
}
