package dev.skillwire.engine.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteFileTest {

  @TempDir Path directory;

  private NoteFile open(String plan) throws Exception {
    return Objects.requireNonNull(tried(plan));
  }

  private @Nullable NoteFile tried(String plan) throws Exception {
    return NoteFile.open(directory.resolve("data"), directory.resolve(plan));
  }

  @Test
  void keepsNotesForItsUserAlone() throws Exception {
    var at = Instant.parse("2026-11-24T10:00:00Z");
    var note = Note.NONE.settledAt("@daily UTC", at).signedAt(7).began(at, "r1").ended("completed");
    try (var file = open("a.yaml")) {
      file.write(Map.of("one", note, "two", Note.NONE));
      assertThat(file.read()).isEqualTo(Map.of("one", note, "two", Note.NONE));
    }
    assertThat(NoteFile.read(directory.resolve("data"), directory.resolve("a.yaml")))
        .containsEntry("one", note);
    try (var files = Files.list(directory.resolve("data"))) {
      for (var path : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void belongsToOneDaemonAtATime() throws Exception {
    var first = open("a.yaml");
    assertThat(tried("a.yaml")).isNull();
    try (var other = open("b.yaml")) {
      assertThat(other).isNotNull();
    }
    first.close();
    try (var again = open("a.yaml")) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void thatIsDamagedCountsAsEmpty() throws Exception {
    try (var file = open("a.yaml")) {
      file.write(Map.of("one", Note.NONE));
      try (var files = Files.list(directory.resolve("data"))) {
        for (var path : files.filter(path -> path.toString().endsWith(".json")).toList()) {
          Files.writeString(path, "{\"entries\": {\"one\"");
        }
      }
      assertThat(file.read()).isEmpty();
    }
  }

  @Test
  void holdsAnOutcomeOfABoundedLength() {
    assertThat(Note.NONE.ended("x".repeat(10_000)).outcome()).hasSize(301);
  }
}
