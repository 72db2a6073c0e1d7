package dev.skillwire.engine.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileWatchTest {

  private static final String PLAN =
      """
      watches:
        - {name: tree, paths: [tree], match: ["*.txt"], skill: greet.yaml, paths_input: files}
        - {name: one, paths: [one.txt], skill: greet.yaml, paths_input: files}
      """;

  @TempDir Path directory;
  private final SetClock clock = new SetClock(Instant.parse("2026-11-24T10:00:00Z"));
  private final FakeStarter starter = new FakeStarter();
  private Daemon daemon;
  private NoteFile file;
  private FileWatch watch;

  @BeforeEach
  void start() throws Exception {
    Files.createDirectories(directory.resolve("tree/deep"));
    Files.createDirectories(directory.resolve("tree/.git"));
    Files.writeString(directory.resolve("one.txt"), "1");
    var plan = Plans.read(directory, PLAN);
    file = Plans.notes(directory);
    daemon = new Daemon(plan, starter, file, clock);
    watch = FileWatch.start(plan, daemon);
  }

  @AfterEach
  void stop() throws Exception {
    watch.close();
    file.close();
  }

  /// Waits until something changed, and hands out what the run gets.
  private @Nullable Object changed() {
    await().atMost(Duration.ofSeconds(30)).until(() -> daemon.tick() != null);
    clock.advance(Duration.ofMinutes(1));
    daemon.tick();
    var start = starter.starts.getLast();
    start.end("completed");
    return start.inputs().get("files");
  }

  @Test
  void tellsWhatChangesBelowADirectoryAndNothingElse() throws Exception {
    Files.writeString(directory.resolve("tree/x.log"), "x");
    Files.writeString(directory.resolve("tree/.git/x.txt"), "x");
    var deep = Files.writeString(directory.resolve("tree/deep/x.txt"), "x");

    assertThat(changed()).isEqualTo(List.of(deep.toString()));
    assertThat(starter.names()).containsExactly("tree");
  }

  @Test
  void tellsAFileThatIsReplaced() throws Exception {
    var part = Files.writeString(directory.resolve("part"), "2");
    var one = directory.resolve("one.txt");
    Files.move(part, one, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThat(changed()).isEqualTo(List.of(one.toString()));
    assertThat(starter.names()).containsExactly("one");
  }

  @Test
  void looksAtDirectoriesThatCome() throws Exception {
    var made = Files.createDirectories(directory.resolve("elsewhere/new"));
    var within = Files.writeString(made.resolve("x.txt"), "x");
    Files.move(directory.resolve("elsewhere"), directory.resolve("tree/moved"));
    assertThat(changed())
        .isEqualTo(
            List.of(directory.resolve("tree/moved/new").resolve(within.getFileName()).toString()));

    var later = Files.writeString(directory.resolve("tree/moved/new/y.txt"), "y");
    assertThat(changed()).isEqualTo(List.of(later.toString()));
  }
}
