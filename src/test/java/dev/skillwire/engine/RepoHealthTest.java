package dev.skillwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Event;
import dev.skillwire.core.RunId;
import dev.skillwire.engine.skill.SkillLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The skill that is shipped, on real repositories.
@Timeout(120)
class RepoHealthTest {

  @TempDir Path directory;

  private Path repository;
  private final FakeHub hub = new FakeHub();

  @BeforeEach
  void makeRepository() throws Exception {
    repository = directory.resolve("a repo");
    Files.createDirectory(repository);
    git(repository, "init", "-q", "-b", "main");
  }

  private static String git(Path where, String... words) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                "git",
                "-c",
                "user.name=t",
                "-c",
                "user.email=t@t",
                "-c",
                "protocol.file.allow=always"));
    command.addAll(List.of(words));
    var process =
        new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true).start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("git %s: %s", List.of(words), out).isZero();
    return out;
  }

  private void commit(String file, String text) throws Exception {
    Files.writeString(repository.resolve(file), text);
    git(repository, "add", "-A");
    git(repository, "commit", "-q", "-m", "add " + file);
  }

  private RunResult check(Path where, String answer) throws Exception {
    hub.answering(_ -> answer);
    return new SkillRun(
            SkillLoader.parse("repo-health.yaml", text()),
            Map.of(),
            RunOptions.manual(new RunId("run"), where),
            hub,
            InstantSource.system())
        .call();
  }

  private static String text() throws IOException {
    try (var in = RepoHealthTest.class.getResourceAsStream("/skills/repo-health.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String findings(RunResult result) {
    assertThat(result.error()).isNull();
    return String.valueOf(result.outputs().get("findings"));
  }

  @Nested
  class AFirstRun {

    @Test
    void isHealedAndFindsWhatIsThere() throws Exception {
      commit("a.txt", "one TODO\ntwo FIXME: x\nTODOS is another word\n");
      commit("pom.xml", "<project/>\n");
      git(repository, "branch", "old");
      Files.writeString(repository.resolve("new.txt"), "x");
      Files.writeString(repository.resolve("pom.xml"), "<project></project>\n");
      var result = check(repository, "yes");
      assertThat(findings(result))
          .contains("Checked out: main", "Commits: 2", "Tracked files: 2", "a.txt")
          .contains("Branches: 2, stale (over 90 days): 0")
          .contains("TODO/FIXME lines: 2 in 1 file\n")
          .contains("Uncommitted work: 1 changed, 1 untracked")
          .contains("Build and dependency files: 1\n  pom.xml");
      assertThat(result.outputs().get("todo_count")).hasToString("2");
      assertThat(hub.story())
          .containsSubsequence(
              "step_started 1",
              "heal_triggered",
              "heal_completed true",
              "step_completed 1",
              "asked",
              "answered yes",
              "completed");
    }

    @Test
    void writesItsReportWhereTheTreeStaysClean() throws Exception {
      commit("a.txt", "x\n");
      var result = check(repository, "yes");
      var report = repository.resolve(".git/skillwire/repo-health.md");
      assertThat(result.outputs().get("report")).hasToString(report.toRealPath().toString());
      assertThat(report).content().contains("# Repository health").contains("Tracked files: 1");
      assertThat(git(repository, "status", "--porcelain")).isEmpty();
    }

    @Test
    void writesNoReportWhenToldNotTo() throws Exception {
      var result = check(repository, "no");
      assertThat(result.outputs()).containsEntry("report", "not written");
      assertThat(repository.resolve(".git/skillwire/repo-health.md")).doesNotExist();
      assertThat(hub.story()).endsWith("step_skipped 7", "completed");
    }
  }

  @Nested
  class ASecondRun {

    @Test
    void needsNoRepair() throws Exception {
      check(repository, "no");
      int heals = hub.events(Event.HealTriggered.class).size();
      assertThat(heals).isOne();
      check(repository, "no");
      assertThat(hub.events(Event.HealTriggered.class)).hasSize(heals);
    }
  }

  @Nested
  class AnyRepository {

    @Test
    void mayBeEmpty() throws Exception {
      assertThat(findings(check(repository, "yes")))
          .contains(
              "No commits yet.",
              "Tracked files: 0",
              "TODO/FIXME lines: 0 in 0 files",
              "Uncommitted work: none");
    }

    @Test
    void mayHoldNamesOfAnyBytes() throws Exception {
      Files.writeString(repository.resolve("a b\nc.txt"), "TODO\n");
      Files.writeString(repository.resolve("ü'\"$(touch hacked).txt"), "TODO\n");
      new ProcessBuilder("/bin/sh", "-c", "echo TODO > \"$(printf 'bad\\377name')\"")
          .directory(repository.toFile())
          .start()
          .waitFor();
      git(repository, "add", "-A");
      git(repository, "commit", "-q", "-m", "names");
      assertThat(findings(check(repository, "yes")))
          .contains("Tracked files: 3", "TODO/FIXME lines: 3 in 3 files");
      assertThat(repository.resolve("hacked")).doesNotExist();
    }

    @Test
    void mayBeALinkedWorkTreeOfABareOne() throws Exception {
      commit("a.txt", "TODO\n");
      var bare = directory.resolve("bare.git");
      git(directory, "clone", "-q", "--bare", repository.toString(), bare.toString());
      var linked = directory.resolve("linked");
      git(bare, "worktree", "add", "-q", linked.toString(), "main");
      assertThat(findings(check(linked, "yes"))).contains("Tracked files: 1");
      assertThat(git(linked, "status", "--porcelain")).isEmpty();
    }

    @Test
    void mayHaveADetachedHeadAndAShallowHistory() throws Exception {
      commit("a.txt", "1\n");
      commit("a.txt", "2\n");
      var shallow = directory.resolve("shallow");
      git(
          directory,
          "clone",
          "-q",
          "--depth",
          "1",
          "file://" + repository.toRealPath(),
          shallow.toString());
      git(shallow, "checkout", "-q", "--detach");
      assertThat(findings(check(shallow, "no"))).contains("detached HEAD", "Commits: 1 (shallow");
    }

    @Test
    void mayHaveSubmodulesAndBeEnteredBelowItsTop() throws Exception {
      commit("a.txt", "TODO\n");
      var outer = directory.resolve("outer");
      Files.createDirectory(outer);
      git(outer, "init", "-q", "-b", "main");
      git(outer, "submodule", "add", "-q", repository.toRealPath().toString(), "inner");
      Files.createDirectories(outer.resolve("deep/er"));
      assertThat(findings(check(outer.resolve("deep/er"), "yes"))).contains("Tracked files: 2");
    }
  }

  @Nested
  class ElsewhereThanInAWorkTree {

    @Test
    void failsWithAPlainMessage() throws Exception {
      var plain = Files.createDirectory(directory.resolve("plain"));
      var result = check(plain, "yes");
      assertThat(result.error()).contains("not in a git work tree").contains("plain");
      assertThat(hub.story())
          .startsWith("started", "step_started 0", "step_failed 0")
          .last()
          .isEqualTo("failed FAILED");
    }
  }
}
