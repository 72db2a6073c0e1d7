package dev.skillwire.engine.daemon;

import dev.skillwire.engine.daemon.plan.Plan;
import dev.skillwire.engine.daemon.plan.PlanReader;
import dev.skillwire.engine.skill.SkillLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;

/// Plans of tests, in a directory that has a skill.
public final class Plans {

  public static final String SECRET = "0123456789abcdef";

  private static final String SKILL =
      """
      name: greet
      inputs:
        - name: who
          default: nobody
        - name: files
          type: array
          default: []
      steps:
        - name: greet
          run: echo hello
      """;

  private Plans() {}

  static NoteFile notes(Path directory) throws IOException {
    return Objects.requireNonNull(
        NoteFile.open(directory.resolve("data"), directory.resolve("daemon.yaml")));
  }

  public static Plan read(Path directory, String yaml) throws IOException, SkillLoadException {
    Files.writeString(directory.resolve("greet.yaml"), SKILL);
    return PlanReader.load(
        Files.writeString(directory.resolve("daemon.yaml"), yaml),
        new PlanReader.Around(Map.of("HOOK_SECRET", SECRET), directory, ZoneOffset.UTC));
  }
}
