package dev.skillwire.session.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  @TempDir Path directory;

  @Test
  void replacingAnOpenFileLeavesAClosedOne() throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    PrivateFiles.write(file, "new");
    assertThat(PrivateFiles.read(file)).isEqualTo("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void failedWriteLeavesNoDraft() throws IOException {
    Path file = directory.resolve("secret");
    Files.createDirectories(file.resolve("child"));
    assertThatThrownBy(() -> PrivateFiles.write(file, "new")).isInstanceOf(IOException.class);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void readsABoundedNumberOfBytes() throws IOException {
    Path file = directory.resolve("secret");
    PrivateFiles.write(file, "x".repeat(PrivateFiles.MAX_BYTES));
    assertThat(PrivateFiles.read(file)).hasSize(PrivateFiles.MAX_BYTES);
    PrivateFiles.write(file, "x".repeat(PrivateFiles.MAX_BYTES + 1));
    assertThatThrownBy(() -> PrivateFiles.read(file)).hasMessageContaining("larger");
  }

  @Test
  void fileOfAnotherUserIsNoSecret() throws IOException {
    assumeThat(ProcessUser.uid()).describedAs("only root can give files away").isZero();
    Path file = directory.resolve("secret");
    PrivateFiles.write(file, "x");
    Files.setAttribute(file, "unix:uid", 12_345);
    assertThatThrownBy(() -> PrivateFiles.read(file)).hasMessageContaining("another user");
  }
}
