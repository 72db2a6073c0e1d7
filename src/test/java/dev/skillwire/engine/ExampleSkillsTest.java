package dev.skillwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Command;
import dev.skillwire.core.RunId;
import dev.skillwire.engine.skill.SkillLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The example skills on real repositories, logs and files; what they tell is compared with golden streams.
/// `-Dskillwire.write=true` writes these anew.
@Timeout(120)
class ExampleSkillsTest {

  private static final Path GOLDEN = Path.of("src/test/resources/skills");

  @TempDir Path directory;

  /// Steps of a group, whose order is chance.
  private static final List<String> GROUP =
      List.of("Conflict markers", "Private keys", "Large files", "Trailing blanks");

  private final FakeHub hub = new FakeHub();
  private int runs;

  private RunResult run(String skill, Map<String, Object> inputs) throws Exception {
    return new SkillRun(
            SkillLoader.load(Path.of("skills", skill + ".yaml")),
            inputs,
            RunOptions.manual(new RunId("run" + ++runs), directory),
            hub,
            InstantSource.system())
        .call();
  }

  /// What was told, without what differs from run to run.
  private List<String> told() {
    var lines = new ArrayList<String>();
    for (var command : hub.commands()) {
      var line =
          switch (command) {
            case Command.StartSkill c -> "skill_started " + c.skillName();
            case Command.StartStep c -> "  step_started " + c.step().name();
            case Command.CompleteStep c -> "  step_completed " + c.step().name();
            case Command.FailStep c -> "  step_failed " + c.step().name();
            case Command.SkipStep c -> "  step_skipped " + c.step().name();
            case Command.AskConfirmation c -> "  asked " + c.options() + " risk " + c.risk();
            case Command.Broadcast c -> "  " + c.type();
            case Command.TriggerHeal c -> "  heal " + c.errorType();
            case Command.CompleteSkill _ -> "skill_completed";
            case Command.FailSkill c -> "skill_failed " + c.reason();
            default -> "";
          };
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private void assertGolden(String name) throws Exception {
    var told = new ArrayList<String>();
    var group = new ArrayList<String>();
    for (var line : told()) {
      (GROUP.stream().anyMatch(line::endsWith) ? group : told).add(line);
    }
    Collections.sort(group);
    told.addAll(group);
    var file = GOLDEN.resolve(name + ".events");
    if (Boolean.getBoolean("skillwire.write")) {
      Files.createDirectories(GOLDEN);
      Files.write(file, told, StandardCharsets.UTF_8);
    }
    assertThat(told).isEqualTo(Files.readAllLines(file, StandardCharsets.UTF_8));
  }

  private void write(String name, String text) throws Exception {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String sh(String command) throws Exception {
    var process =
        new ProcessBuilder("/bin/sh", "-ec", command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  private void commit() throws Exception {
    sh(
        "test -d .git || git init -q -b main; git config user.name ada; git config user.email a@example.org;"
            + " git add -A; git commit -q -m 'the work'");
  }

  @Nested
  class ReleaseCheck {

    private final Map<String, Object> version = Map.of("version", "1.4.0", "tag", true);

    @Test
    void tagsWhenAllIsWellAndAPersonSaysSo() throws Exception {
      write("CHANGELOG.md", "## 1.4.0\n");
      commit();
      hub.answering(_ -> "tag it");
      var result = run("release-check", version);

      assertThat(result.error()).isNull();
      assertThat(result.outputs()).containsEntry("tagged", "v1.4.0");
      assertThat(sh("git tag")).isEqualTo("v1.4.0\n");
      assertGolden("release-check");
    }

    @Test
    void stopsAtTheFirstThatIsNotReady() throws Exception {
      write("CHANGELOG.md", "## 1.3.0\n");
      commit();

      assertThat(run("release-check", version).error())
          .contains("CHANGELOG.md says nothing of 1.4.0");
      write("new.txt", "x");
      assertThat(run("release-check", version).error()).contains("uncommitted work", "new.txt");
      assertThat(sh("git tag")).isEmpty();
    }
  }

  @Nested
  class DependencyReview {

    @Test
    void asksAboutLooseVersions() throws Exception {
      write(
          "package.json",
          "{\n \"dependencies\": {\n  \"a\": \"^1.0.0\",\n  \"b\": \"2.0.0\"\n }\n}\n");
      write("sub/requirements.txt", "# x\nflask\nrequests==2.0\n");
      hub.answering(_ -> "reject");
      var result = run("dependency-review", Map.of());

      assertThat(result.error()).contains("dependencies are not pinned");
      assertGolden("dependency-review");
      hub.answering(_ -> "accept");
      var accepted = run("dependency-review", Map.of());
      assertThat(accepted.error()).isNull();
      assertThat(String.valueOf(accepted.outputs().get("loose")))
          .contains("./package.json: \"a\": \"^1.0.0\"", "requirements.txt: flask")
          .doesNotContain("2.0.0", "requests");
      assertThat(accepted.outputs().get("count")).hasToString("2");
    }

    @Test
    void hasNothingToSayWithoutBuildFiles() throws Exception {
      assertThat(run("dependency-review", Map.of()).outputs())
          .containsEntry("result", "no build files");
    }
  }

  @Nested
  class LogTriage {

    @Test
    void putsErrorsTogether() throws Exception {
      write(
          "app.log",
          """
          2026-02-04T10:00:00Z ERROR no answer from 10.0.0.1 after 30 s
          2026-02-04T10:00:01Z INFO fine
          2026-02-04T10:00:02Z ERROR no answer from 10.0.0.2 after 31 s
          2026-02-04T10:00:03Z FATAL "disk" is full
          """);
      var result = run("log-triage", Map.of("file", "app.log", "worry", 3));

      assertThat(result.error()).isNull();
      assertThat(String.valueOf(result.outputs().get("kinds")))
          .isEqualTo("2 ERROR no answer from N.N.N.N after N s\n1 FATAL \"…\" is full");
      assertThat(result.outputs().get("worst")).hasToString("2");
      assertGolden("log-triage");
    }
  }

  @Nested
  class Backup {

    private final Map<String, Object> inputs =
        Map.of("source", "data", "target", "store", "keep", 1);

    @Test
    void packsProvesAndForgets() throws Exception {
      write("data/a.txt", "a");
      write("data/b c/d.txt", "d");
      write("store/data-20200101T000000Z.tar.gz", "old");
      hub.answering(question -> question.options().getFirst());
      var result = run("backup", inputs);

      assertThat(result.error()).isNull();
      assertThat(result.outputs()).containsEntry("files", "2");
      assertThat(sh("ls store | wc -l").strip()).isEqualTo("2");
      assertThat(sh("cd store && sha256sum -c *.sha256")).contains("OK");
      assertGolden("backup");
    }

    @Test
    void leavesNothingHalfDone() throws Exception {
      write("data/a.txt", "a");
      hub.answering(_ -> "no");

      assertThat(run("backup", inputs).outputs()).containsEntry("archive", "none");
      assertThat(directory.resolve("store")).doesNotExist();
    }
  }

  @Nested
  class CiTriage {

    @Test
    void tellsWhoChangedWhatFails() throws Exception {
      write("src/it.c", "int x;\n");
      commit();
      hub.answering(_ -> "block merges");
      var result = run("ci-triage", Map.of("command", "echo 'src/it.c:1: error: bad' >&2; exit 2"));

      assertThat(result.error()).isNull();
      assertThat(result.outputs())
          .containsEntry("kind", "steady")
          .containsEntry("answer", "block merges");
      assertThat(String.valueOf(result.outputs().get("authors")))
          .startsWith("src/it.c:1: ada, ")
          .endsWith("the work");
      assertGolden("ci-triage");
    }

    @Test
    void endsWhereAllIsWell() throws Exception {
      assertThat(run("ci-triage", Map.of("command", "true")).outputs())
          .containsEntry("result", "the checks pass");
    }
  }

  @Nested
  class RotateSecret {

    @Test
    void replacesItAndPrintsNothingOfIt() throws Exception {
      write("secret", "old-and-secret");
      hub.answering(_ -> "rotate");
      var result = run("rotate-secret", Map.of("file", "secret", "check", "test -s secret"));

      assertThat(result.outputs()).containsEntry("rotated", "yes");
      var now = Files.readString(directory.resolve("secret"));
      assertThat(now).matches("[0-9a-f]{64}");
      assertThat(hub.told()).doesNotContain(now, "old-and-secret");
      assertThat(sh("ls")).isEqualTo("secret\n");
      assertGolden("rotate-secret");
    }

    @Test
    void putsTheOldOneBackWhenTheServiceDoesNotTakeIt() throws Exception {
      write("secret", "old-and-secret");
      hub.answering(_ -> "rotate");
      var result = run("rotate-secret", Map.of("file", "secret", "check", "grep -q old secret"));

      assertThat(result.error()).startsWith("failed 3 times");
      assertThat(directory.resolve("secret")).hasContent("old-and-secret");
      assertThat(sh("ls")).isEqualTo("secret\n");
    }
  }

  @Nested
  class RepoChecks {

    @Test
    void findWhatMustGo() throws Exception {
      write("bad.txt", "<<<<<<< mine\n");
      write("blank.txt", "x \n");
      write("big.bin", "x".repeat(3_000));
      commit();
      var result = run("repo-checks", Map.of("large_kib", 1));

      assertThat(result.error()).contains("bad.txt:1:", "big.bin").doesNotContain("blank.txt");
      assertGolden("repo-checks");
    }

    @Test
    void areContentWithAGoodTree() throws Exception {
      write("good.txt", "x\n");
      commit();

      assertThat(run("repo-checks", Map.of()).outputs().get("findings")).hasToString("0");
    }
  }

  @Nested
  class MorningRound {

    @Test
    void runsTheOthers() throws Exception {
      write("good.txt", "x\n");
      write("requirements.txt", "flask\n");
      commit();
      var result = run("morning-round", Map.of());

      assertThat(result.error()).isNull();
      assertThat(result.outputs())
          .containsEntry("report", "files: 0 with trailing blanks; dependencies: 1 loose");
      assertGolden("morning-round");
    }
  }
}
