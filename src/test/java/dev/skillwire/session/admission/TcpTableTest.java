package dev.skillwire.session.admission;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TcpTableTest {
  static final String TABLE =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 0100007F:2694 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 31337 1 0000000000000000 100 0 0 10 0
         1: 0100007F:D431 0100007F:2694 01 00000000:00000000 00:00000000 00000000  1000        0 18573 1 0000000000000000 20 4 30 10 -1
         2: 0100007F:2694 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1001        0 18574 1 0000000000000000 20 4 30 10 -1
       123: 0100007F:D432 0100007F:2694 06 00000000:00000000 03:00000A2B 00000000     0        0 0 3 0000000000000000
         4: 0100007F:D433 0100007F:2694 01 00000000:00000000
      """;

  static List<TcpTable.Row> scan(String table, String ends) throws IOException {
    var rows = new ArrayList<TcpTable.Row>();
    TcpTable.scan(
        new ByteArrayInputStream(table.getBytes(StandardCharsets.ISO_8859_1)),
        Map.of(ends, true),
        (_, row) -> rows.add(row));
    return rows;
  }

  @Test
  void findsThePeersRowAndNotItsMirror() throws IOException {
    var ends =
        TcpTable.ends(
            Asking.end("127.0.0.1", 54_321), Asking.end("127.0.0.1", 9876), LITTLE_ENDIAN);
    assertThat(scan(TABLE, ends.getFirst())).containsExactly(new TcpTable.Row(true, 1000, 18_573));
  }

  @Test
  void rowOfAClosedSocketHasNoInode() throws IOException {
    assertThat(scan(TABLE, "0100007F:D432 0100007F:2694"))
        .containsExactly(new TcpTable.Row(false, 0, 0));
  }

  @Test
  void rowThatIsCutShortBelongsToNobody() throws IOException {
    assertThat(scan(TABLE, "0100007F:D433 0100007F:2694"))
        .containsExactly(new TcpTable.Row(false, ProcessUser.NONE, 0));
  }

  @Test
  void textThatIsNoTableHoldsNothing() throws IOException {
    assertThat(scan("", "x y")).isEmpty();
    assertThat(scan("\n: \n0: \n0: x\n0: x y\n::::\n", "x y")).isEmpty();
  }

  @Test
  void writesEndsAsTheKernelDoes() {
    var four = Asking.end("127.0.0.1", 54_321);
    var hub = Asking.end("127.0.0.2", 9876);
    assertThat(TcpTable.ends(four, hub, LITTLE_ENDIAN))
        .containsExactly(
            "0100007F:D431 0200007F:2694",
            "0000000000000000FFFF00000100007F:D431 0000000000000000FFFF00000200007F:2694");
    assertThat(TcpTable.ends(four, hub, BIG_ENDIAN))
        .containsExactly(
            "7F000001:D431 7F000002:2694",
            "00000000000000000000FFFF7F000001:D431 00000000000000000000FFFF7F000002:2694");
    assertThat(TcpTable.ends(Asking.end("::1", 80), Asking.end("::1", 9876), LITTLE_ENDIAN))
        .containsExactly(
            "00000000000000000000000001000000:0050 00000000000000000000000001000000:2694");
  }

  @Test
  void readsABoundedNumberOfRows() throws IOException {
    String row = "1: a b 01 q t r 5 0 7\n";
    String table =
        "0: x y 01 q t r 5 0 7\n" + row.repeat(TcpTable.MAX_ROWS) + row.replace("a b", "x y");
    assertThat(scan(table, "x y")).hasSize(1);
  }
}
