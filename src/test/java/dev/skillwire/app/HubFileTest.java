package dev.skillwire.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubFileTest {

  @TempDir Path directory;

  private HubFile write(int port) throws IOException {
    return HubFile.write(directory, List.of("127.0.0.1", "::1"), port, "e1");
  }

  @Test
  void tellsTheOwnerWhereTheHubIs() throws IOException {
    write(4711);
    var file = directory.resolve("hub.json");
    assertThat(Files.readString(file))
        .contains("\"pid\":" + ProcessHandle.current().pid(), "\"port\":4711", "\"::1\"", "\"e1\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void takesThePlaceOfAnOldOne() throws IOException {
    write(1);
    write(2);
    assertThat(Files.readString(directory.resolve("hub.json"))).contains("\"port\":2");
  }

  @Test
  void goesWithTheHub() throws IOException {
    var file = write(1);
    file.delete();
    file.delete();
    assertThat(directory).isEmptyDirectory();
  }
}
