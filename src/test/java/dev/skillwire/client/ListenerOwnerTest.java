package dev.skillwire.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerOwnerTest {

  private static final String HEAD = "  sl  local_address rem_address   st tx rx tr tm when uid\n";

  @TempDir private Path directory;

  @Test
  void distrustsAPortThatAnotherUserTook() throws IOException {
    var owner = owner(row("0100007F:2694", "0A", 1001));

    assertThat(owner.mayBeOurs(9876)).isFalse();
    assertThat(owner.mayBeOurs(9877)).isTrue();
  }

  @Test
  void trustsItsOwnUserAndLooksAtNothingButListeners() throws IOException {
    var owner = owner(row("0100007F:2694", "0A", 1000) + row("0100007F:2694", "01", 1001));

    assertThat(owner.mayBeOurs(9876)).isTrue();
  }

  @Test
  void distrustsWhenOnlyOneOfTheAddressesIsTaken() throws IOException {
    var owner =
        owner(
            row("0100007F:2694", "0A", 1000)
                + row("00000000000000000000000001000000:2694", "0A", 1001));

    assertThat(owner.mayBeOurs(9876)).isFalse();
  }

  @Test
  void trustsWhereTheSystemCannotTell() {
    var nowhere = List.of(directory.resolve("none"));

    assertThat(new ListenerOwner(nowhere, 1000).mayBeOurs(9876)).isTrue();
    assertThat(new ListenerOwner(nowhere, -1).mayBeOurs(9876)).isTrue();
  }

  @Test
  void knowsASocketOfThisProcess() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(ListenerOwner.ofSystem().mayBeOurs(socket.getLocalPort())).isTrue();
    }
  }

  private ListenerOwner owner(String rows) throws IOException {
    var table = Files.writeString(directory.resolve("tcp"), HEAD + rows);
    return new ListenerOwner(List.of(table), 1000);
  }

  private static String row(String local, String state, int uid) {
    return "   0: " + local + " 00000000:0000 " + state + " 0:0 00:0 0 " + uid + " 0 1471 1\n";
  }
}
