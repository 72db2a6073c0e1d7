package dev.skillwire.desktop.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LauncherTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  private final FakePrograms programs = new FakePrograms();
  private final Launcher launcher = new Launcher(programs.host());

  @AfterEach
  void close() {
    launcher.close();
    programs.close();
  }

  private Task task(String name) {
    return Task.of(List.of(path(name).toString()), LONG);
  }

  private Path path(String name) {
    return programs.path(name);
  }

  /// Runs a task on a thread that can be interrupted, and tells whether it was.
  private Thread beside(Task task, AtomicBoolean interrupted) {
    return Thread.startVirtualThread(
        () -> {
          try {
            launcher.run(task);
          } catch (InterruptedException e) {
            interrupted.set(true);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void tellsHowAProgramEnded() throws Exception {
    programs.add("talker", "cat; echo; echo told >&2; exit 3");
    var finished = launcher.run(task("talker").reading("ä ö\nü"));
    assertThat(finished.code()).isEqualTo(3);
    assertThat(finished.output()).isEqualTo("ä ö\nü");
    assertThat(finished.errors()).contains("told");
  }

  @Test
  void keepsTheBeginningOfWhatIsTooLong() throws Exception {
    programs.add("flood", "head -c 3000000 /dev/zero | tr '\\0' x");
    assertThat(launcher.run(task("flood")).output()).hasSize(64 * 1024);
  }

  @Test
  void endsAProgramWhoseTimeIsOver() throws Exception {
    programs.add("sleeper", "sleep 1000 & echo $! >>\"$0.pids\"; wait");
    var brief = Task.of(List.of(path("sleeper").toString()), Duration.ofSeconds(1));
    assertThat(launcher.run(brief).code()).isEqualTo(-1);
    programs.awaitGone("sleeper");
  }

  @Test
  void endsAProgramAndWhatItStartedWhenItIsNoLongerWanted() throws Exception {
    programs.add("sleeper", "trap '' TERM; sleep 1000 & echo $! >>\"$0.pids\"; wait; wait");
    var interrupted = new AtomicBoolean();
    var thread = beside(task("sleeper"), interrupted);
    await().until(() -> programs.read("sleeper.pids").lines().count() == 2);
    thread.interrupt();
    thread.join();
    assertThat(interrupted).isTrue();
    programs.awaitGone("sleeper");
  }

  @Test
  void saysFarewellWithTheSignalThatTheProgramKnows() throws Exception {
    programs.add(
        "polite",
        "trap 'echo bye >\"$0.bye\"; exit 0' INT; touch \"$0.on\"; while :; do sleep 0.1; done");
    var interrupted = new AtomicBoolean();
    var command = List.of(path("polite").toString());
    var thread = beside(new Task(command, "", LONG, Task.Farewell.INT), interrupted);
    programs.awaitCalls("polite", 1);
    // The note is made before the trap is set.
    await().until(() -> !programs.read("polite.pids").isEmpty() && on("polite"));
    thread.interrupt();
    thread.join();
    assertThat(programs.read("polite.bye")).isEqualTo("bye\n");
  }

  private boolean on(String name) {
    return path(name).resolveSibling(name + ".on").toFile().exists();
  }

  @Test
  void leavesNothingBehindWhenItIsClosed() throws Exception {
    programs.add("sleeper", "sleep 1000 & echo $! >>\"$0.pids\"; wait");
    var thread = beside(task("sleeper"), new AtomicBoolean());
    await().until(() -> programs.read("sleeper.pids").lines().count() == 2);
    launcher.close();
    thread.join();
    programs.awaitGone("sleeper");
    assertThatThrownBy(() -> launcher.run(task("sleeper"))).isInstanceOf(IOException.class);
  }

  @Test
  void runsABoundedNumberAtTheSameTime() throws Exception {
    programs.add("sleeper", "sleep 1000");
    var threads =
        java.util.stream.IntStream.range(0, Launcher.AT_ONCE + 3)
            .mapToObj(_ -> beside(task("sleeper"), new AtomicBoolean()))
            .toList();
    programs.awaitCalls("sleeper", Launcher.AT_ONCE);
    assertThat(programs.calls("sleeper")).hasSize(Launcher.AT_ONCE);
    threads.forEach(Thread::interrupt);
    for (var thread : threads) {
      thread.join();
    }
    programs.awaitGone("sleeper");
  }

  @Test
  void saysWhatCannotBeStarted() {
    var task = Task.of(List.of("/no/such/program"), LONG);
    // Where the system ties programs to the hub, the one that ties is started and ends with 127.
    try {
      assertThat(launcher.run(task).unseen()).isTrue();
    } catch (IOException | InterruptedException e) {
      assertThat(e).isInstanceOf(IOException.class);
    }
  }
}
