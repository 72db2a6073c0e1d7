package dev.skillwire.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
  private static final String WHERE = "org.sqlite.tmpdir";

  @TempDir private Path directory;
  private String before = "";

  @BeforeEach
  void forget() {
    before = System.getProperty(WHERE, "");
    System.clearProperty(WHERE);
  }

  @AfterEach
  void restore() {
    if (before.isEmpty()) {
      System.clearProperty(WHERE);
    } else {
      System.setProperty(WHERE, before);
    }
  }

  @Test
  void takesAwayWhatKilledProcessesLeft() throws IOException {
    var files = new LogFiles(directory);
    files.prepareNative();
    Files.createFile(files.nativeLibrary().resolve("sqlite-3-libsqlitejdbc.so"));
    Files.createFile(files.nativeLibrary().resolve("sqlite-3-libsqlitejdbc.so.lck"));
    var other = Files.createFile(files.nativeLibrary().resolve("mine"));

    NativeLibrary.unpackBeside(files);

    assertThat(files.nativeLibrary()).isDirectoryContaining(other::equals);
    try (var left = Files.list(files.nativeLibrary())) {
      assertThat(left).containsExactly(other);
    }
    assertThat(System.getProperty(WHERE)).isEqualTo(files.nativeLibrary().toString());
  }

  @Test
  void leavesAPlaceThatSomebodyChose() throws IOException {
    System.setProperty(WHERE, directory.toString());
    var files = new LogFiles(directory.resolve("log"));

    NativeLibrary.unpackBeside(files);

    assertThat(files.nativeLibrary()).doesNotExist();
  }

  @Test
  void choosesAgainWhenThePlaceIsGone() throws IOException {
    System.setProperty(WHERE, directory.resolve("gone").toString());
    var files = new LogFiles(directory);

    NativeLibrary.unpackBeside(files);

    assertThat(System.getProperty(WHERE)).isEqualTo(files.nativeLibrary().toString());
  }

  @Test
  void tellsOfAFullDiskInWords() {
    var directory = Path.of("/data");
    assertThatThrownBy(() -> NativeLibrary.refuseFull(directory, NativeLibrary.LEAST_BYTES - 1_024))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "no space left on the disk of /data: 4095 KiB are free, and opening a log takes 4096");
    assertThatCode(() -> NativeLibrary.refuseFull(directory, NativeLibrary.LEAST_BYTES))
        .doesNotThrowAnyException();
  }
}
