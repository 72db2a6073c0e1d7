package dev.skillwire.session.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessUserTest {
  @TempDir Path directory;

  @Test
  void effectiveUidCounts() throws IOException {
    Path status = directory.resolve("status");
    Files.writeString(status, "Name:\tjava\nUid:\t1000\t1001\t1002\t1003\nGid:\t5\t5\t5\t5\n");
    assertThat(ProcessUser.uid(status)).isEqualTo(1001);
  }

  @Test
  void whatCannotBeReadIsNone() throws IOException {
    Path status = directory.resolve("status");
    assertThat(ProcessUser.uid(status)).isEqualTo(ProcessUser.NONE);
    Files.writeString(status, "Uid:\n");
    assertThat(ProcessUser.uid(status)).isEqualTo(ProcessUser.NONE);
    Files.writeString(status, "Uid:\tx\ty\n");
    assertThat(ProcessUser.uid(status)).isEqualTo(ProcessUser.NONE);
  }

  @Test
  void overflowUidFallsBackToTheUsualOne() throws IOException {
    Path file = directory.resolve("overflowuid");
    assertThat(ProcessUser.overflowUid(file)).isEqualTo(65_534);
    Files.writeString(file, "4711\n");
    assertThat(ProcessUser.overflowUid(file)).isEqualTo(4711);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void ownUidOwnsTheFilesThisProcessMakes() throws IOException {
    Path file = Files.createFile(directory.resolve("mine"));
    assertThat(ProcessUser.uid())
        .isEqualTo(((Integer) Files.getAttribute(file, "unix:uid")).longValue());
  }
}
