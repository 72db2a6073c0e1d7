package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortHolderTest {

  private static final String ROW =
      "   0: 0100007F:2694 00000000:0000 %s 00000000:00000000 00:00000000 00000000  1000"
          + "        0 4711 1 0000000000000000 100 0 0 10 0\n";

  @TempDir Path proc;

  @Test
  void namesTheProcessThatListens() throws IOException {
    table(ROW.formatted("0A"));
    process("12", "socket:[1]", "other");
    process("34", "socket:[4711]", "python3\0server.py\0");

    assertThat(PortHolder.find(proc, 9876)).isEqualTo("process 34 (python3 server.py)");
  }

  @Test
  void knowsNothingOfAConnectionOrAnotherPort() throws IOException {
    table(ROW.formatted("01"));
    process("34", "socket:[4711]", "client");

    assertThat(PortHolder.find(proc, 9876)).isNull();
    assertThat(PortHolder.find(proc, 80)).isNull();
  }

  @Test
  void knowsNothingWhereThereIsNoTable() {
    assertThat(PortHolder.find(proc, 9876)).isNull();
  }

  private void table(String rows) throws IOException {
    Files.createDirectories(proc.resolve("net"));
    Files.writeString(proc.resolve("net/tcp"), "  sl  local_address\n" + rows);
  }

  private void process(String id, String socket, String command) throws IOException {
    var descriptors = Files.createDirectories(proc.resolve(id).resolve("fd"));
    Files.createSymbolicLink(descriptors.resolve("3"), Path.of(socket));
    Files.writeString(proc.resolve(id).resolve("cmdline"), command);
  }
}
