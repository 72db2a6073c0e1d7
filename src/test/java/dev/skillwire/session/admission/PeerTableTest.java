package dev.skillwire.session.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerTableTest {
  static final String HEADING =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
  static final InetSocketAddress HUB = Asking.end("127.0.0.1", 9876);
  static final InetSocketAddress PEER = Asking.end("127.0.0.1", 54_321);

  @TempDir Path directory;

  static PeerUser ask(PeerTable table, InetSocketAddress local, InetSocketAddress remote) {
    return table.lookup(local, remote).orTimeout(60, TimeUnit.SECONDS).join();
  }

  /// A row of the peer's socket as a little-endian kernel prints it.
  static String row(String ends, String state, long uid, long inode) {
    return "   1: "
        + ends
        + " "
        + state
        + " 00000000:00000000 00:00000000 00000000 "
        + String.format("%5d        0 %d 1 0000000000000000 20 4 30 10 -1%n", uid, inode);
  }

  static String row(String state, long uid, long inode) {
    return row(plain(), state, uid, inode);
  }

  static String plain() {
    return TcpTable.ends(PEER, HUB, ByteOrder.nativeOrder()).getFirst();
  }

  static String mapped() {
    return TcpTable.ends(PEER, HUB, ByteOrder.nativeOrder()).getLast();
  }

  PeerTable.Source source(String tcp, String tcp6, long ownUid) throws IOException {
    Path four = Files.writeString(directory.resolve("tcp"), HEADING + tcp);
    Path six = Files.writeString(directory.resolve("tcp6"), HEADING + tcp6);
    return new PeerTable.Source(four, six, ownUid, 65_534);
  }

  PeerUser verdict(PeerTable.Source source) {
    try (var table = PeerTable.start(source)) {
      return ask(table, HUB, PEER);
    }
  }

  PeerUser verdict(String tcp, String tcp6) throws IOException {
    return verdict(source(tcp, tcp6, 1000));
  }

  @Nested
  class SampleTables {
    @Test
    void ownUidIsTheSameUser() throws IOException {
      assertThat(verdict(row("01", 1000, 18_573), "")).isEqualTo(PeerUser.SAME);
    }

    @Test
    void anotherUidIsNot() throws IOException {
      assertThat(verdict(row("01", 1001, 18_573), "")).isEqualTo(PeerUser.OTHER);
      assertThat(verdict(row("01", 0, 18_573), "")).isEqualTo(PeerUser.OTHER);
    }

    @Test
    void mappedRowInTheOtherTableIsTheSameConnection() throws IOException {
      assertThat(verdict("", row(mapped(), "01", 1000, 7))).isEqualTo(PeerUser.SAME);
      assertThat(verdict("", row(mapped(), "01", 1001, 7))).isEqualTo(PeerUser.OTHER);
    }

    @Test
    void noRowMeansNoAccess() throws IOException {
      assertThat(verdict("", "")).isEqualTo(PeerUser.OTHER);
    }

    @Test
    void closedPeerReadsAsRootWithoutInodeAndIsNotRoot() throws IOException {
      assertThat(verdict(source(row("05", 0, 0), "", 0))).isEqualTo(PeerUser.OTHER);
      assertThat(verdict(source(row("06", 0, 0), "", 0))).isEqualTo(PeerUser.OTHER);
      assertThat(verdict(source(row("01", 0, 9), "", 0))).isEqualTo(PeerUser.SAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02", "03", "06", "07", "0A", "0C"})
    void socketThatIsNotConnectedIsNotOurPeer(String state) throws IOException {
      assertThat(verdict(row(state, 1000, 5), "")).isEqualTo(PeerUser.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"04", "05", "08", "09", "0B"})
    void halfClosedPeerIsStillThere(String state) throws IOException {
      assertThat(verdict(row(state, 1000, 5), "")).isEqualTo(PeerUser.SAME);
    }

    @Test
    void everyRowOfTheseEndsMustBeGood() throws IOException {
      assertThat(verdict(row("01", 1000, 5) + row("01", 1001, 6), "")).isEqualTo(PeerUser.OTHER);
      assertThat(verdict(row("01", 1000, 5), row(mapped(), "06", 0, 0))).isEqualTo(PeerUser.OTHER);
    }

    @Test
    void overflowUidIsNobodysName() throws IOException {
      assertThat(verdict(source(row("01", 65_534, 5), "", 65_534))).isEqualTo(PeerUser.OTHER);
    }

    @Test
    void bothEndsMustBeLoopback() throws IOException {
      try (var table = PeerTable.start(source(row("01", 1000, 5), "", 1000))) {
        var afar = Asking.end("192.0.2.7", 54_321);
        assertThat(ask(table, HUB, afar)).isEqualTo(PeerUser.OTHER);
        assertThat(ask(table, afar, PEER)).isEqualTo(PeerUser.OTHER);
        assertThat(table.reads()).isZero();
      }
    }

    @Test
    void systemWithoutTablesCannotTell() throws IOException {
      var absent = directory.resolve("absent");
      assertThat(verdict(new PeerTable.Source(absent, absent, 1000, 65_534)))
          .isEqualTo(PeerUser.UNKNOWN);
      assertThat(verdict(source(row("01", 1000, 5), "", ProcessUser.NONE)))
          .isEqualTo(PeerUser.UNKNOWN);
    }

    @Test
    void systemWithoutIpv6CanTell() throws IOException {
      var source = source(row("01", 1000, 5), "", 1000);
      Files.delete(source.tcp6());
      assertThat(verdict(source)).isEqualTo(PeerUser.SAME);
    }

    @Test
    void failingReadAdmitsNobodyNotEvenWhereLoopbackIsTrusted() throws IOException {
      Path unreadable = Files.createDirectory(directory.resolve("directory"));
      assertThat(verdict(new PeerTable.Source(unreadable, unreadable, 1000, 65_534)))
          .isEqualTo(PeerUser.NOT_CHECKED);
    }
  }

  @Nested
  class Queue {
    @Test
    void oneReadServesEveryoneWhoAskedBeforeItBegan() throws IOException {
      try (var table = new PeerTable(source(row("01", 1000, 5), "", 1000))) {
        var asked = new ArrayList<CompletableFuture<PeerUser>>();
        for (int at = 0; at < 500; at++) {
          asked.add(table.lookup(HUB, PEER));
        }
        table.begin();
        for (var one : asked) {
          assertThat(one.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(PeerUser.SAME);
        }
        assertThat(table.reads()).isEqualTo(1);
      }
    }

    @Test
    void missingRowIsLookedForOnceMore() throws IOException {
      try (var table = PeerTable.start(source("", "", 1000))) {
        assertThat(ask(table, HUB, PEER)).isEqualTo(PeerUser.OTHER);
        assertThat(table.reads()).isEqualTo(2);
      }
    }

    @Test
    void isBoundedAndTheNextOneIsNotAdmitted() throws IOException {
      var table = new PeerTable(source(row("01", 1000, 5), "", 1000));
      for (int at = 0; at < PeerTable.MAX_WAITING; at++) {
        assertThat(table.lookup(HUB, PEER)).isNotDone();
      }
      assertThat(table.lookup(HUB, PEER)).isCompletedWithValue(PeerUser.NOT_CHECKED);
    }

    @Test
    void closingKeepsNobodyWaiting() throws IOException {
      var table = new PeerTable(source(row("01", 1000, 5), "", 1000));
      var waiting = table.lookup(HUB, PEER);
      table.close();
      table.begin();
      assertThat(waiting.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(PeerUser.SAME);
    }

    @Test
    void closedTableAdmitsNobodyAndKeepsNobodyWaiting() throws IOException {
      var table = PeerTable.start(source(row("01", 1000, 5), "", 1000));
      table.close();
      assertThat(ask(table, HUB, PEER)).isEqualTo(PeerUser.NOT_CHECKED);
    }
  }

  @Nested
  @EnabledOnOs(OS.LINUX)
  class ThisSystem {
    final PeerTable table = PeerTable.ofSystem();

    PeerUser ask(Socket accepted) {
      return PeerTableTest.ask(
          table,
          (InetSocketAddress) accepted.getLocalSocketAddress(),
          (InetSocketAddress) accepted.getRemoteSocketAddress());
    }

    Process as(String uid, String script) throws IOException {
      assumeThat(ProcessUser.uid()).describedAs("only root can become somebody else").isZero();
      assumeThat(Path.of("/usr/bin/setpriv")).exists();
      return new ProcessBuilder(
              "/usr/bin/setpriv", "--reuid=" + uid, "--clear-groups", "/bin/bash", "-c", script)
          .inheritIO()
          .redirectInput(ProcessBuilder.Redirect.PIPE)
          .start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void ownClientIsTheSameUser(String address) throws IOException {
      assumeThat(address.equals("127.0.0.1") || Files.exists(Path.of("/proc/net/if_inet6")))
          .isTrue();
      try (table;
          var server = new ServerSocket(0, 5, Asking.end(address, 0).getAddress());
          var _ = new Socket(server.getInetAddress(), server.getLocalPort());
          var accepted = server.accept()) {
        assertThat(ask(accepted)).isEqualTo(PeerUser.SAME);
      }
    }

    @Test
    void ownClientOnAPlainIpv4SocketIsTheSameUser() throws IOException {
      try (table;
          var server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
        server.bind(Asking.end("127.0.0.1", 0));
        try (var client = SocketChannel.open(StandardProtocolFamily.INET)) {
          client.connect(server.getLocalAddress());
          try (var accepted = server.accept()) {
            assertThat(ask(accepted.socket())).isEqualTo(PeerUser.SAME);
          }
        }
      }
    }

    @Test
    void anotherUsersClientIsNot() throws Exception {
      try (table;
          var server = new ServerSocket(0, 5, Asking.end("127.0.0.1", 0).getAddress())) {
        server.setSoTimeout(60_000);
        var stranger =
            as("12345", "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + "; read line");
        try (var accepted = server.accept()) {
          assertThat(ask(accepted)).isEqualTo(PeerUser.OTHER);
        } finally {
          stranger.destroy();
          stranger.waitFor();
        }
      }
    }

    @Test
    void anotherUsersClientThatWritesAndClosesAtOnceIsNot() throws Exception {
      try (table;
          var server = new ServerSocket(0, 5, Asking.end("127.0.0.1", 0).getAddress())) {
        server.setSoTimeout(60_000);
        var stranger =
            as("12345", "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + "; echo hello >&3");
        try (var accepted = server.accept()) {
          assertThat(stranger.waitFor(60, TimeUnit.SECONDS)).isTrue();
          assertThat(ask(accepted)).isEqualTo(PeerUser.OTHER);
        }
      }
    }

    @Test
    void ownClientThatHasClosedIsNotEither() throws IOException {
      try (table;
          var server = new ServerSocket(0, 5, Asking.end("127.0.0.1", 0).getAddress())) {
        new Socket(server.getInetAddress(), server.getLocalPort()).close();
        try (var accepted = server.accept()) {
          assertThat(ask(accepted)).isEqualTo(PeerUser.OTHER);
        }
      }
    }

    @Test
    void connectionThatDoesNotExistIsNot() {
      try (table) {
        var nowhere = Asking.end("127.0.0.1", 1);
        assertThat(PeerTableTest.ask(table, nowhere, Asking.end("127.0.0.1", 2)))
            .isEqualTo(PeerUser.OTHER);
      }
    }
  }
}
