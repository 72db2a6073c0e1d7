package dev.skillwire.session.admission;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads Linux's `/proc/net/tcp` and `/proc/net/tcp6` (proc_net_tcp in the kernel's documentation).
///
/// ```
///   sl  local_address rem_address   st tx_queue:rx_queue tr:tm->when retrnsmt   uid  timeout inode
///    3: 0100007F:D431 0100007F:2694 01 00000000:00000000 00:00000000 00000000  1000        0 18573 …
/// ```
/// An address is printed as 32-bit words in the machine's byte order, a port as a number. Instead of
/// taking every row apart, the two ends looked for are written as the kernel would and compared as text.
final class TcpTable {
  /// Rows read of one table; what stands behind is not found, so it is not admitted.
  static final int MAX_ROWS = 1_000_000;

  private static final int STATE = 0;
  private static final int UID = 4;
  private static final int INODE = 6;
  // ESTABLISHED, FIN_WAIT1, FIN_WAIT2, CLOSE_WAIT, LAST_ACK and CLOSING: states of a socket that
  // has
  // been connected. In others (a new attempt from the same port, say) the row is not our peer's.
  private static final Set<String> CONNECTED = Set.of("01", "04", "05", "08", "09", "0B");
  private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  /// One row that was looked for.
  ///
  /// @param connected whether its state is one of a connected socket
  /// @param inode 0 when no process holds the socket any more; its uid then reads 0 and means nothing
  record Row(boolean connected, long uid, long inode) {}

  /// Told of every row whose ends are among those looked for.
  interface Found {
    void row(String ends, Row row);
  }

  private TcpTable() {}

  /// Both ends of the peer's socket as the tables print them: its own end first. Several forms, because
  /// the same IPv4 connection stands in either table, depending on the socket that the peer opened.
  static List<String> ends(InetSocketAddress peer, InetSocketAddress hub, ByteOrder order) {
    byte[] peerBytes = IpForms.canonical(peer.getAddress());
    byte[] hubBytes = IpForms.canonical(hub.getAddress());
    String mapped =
        end(mapped(peerBytes), peer.getPort(), order)
            + " "
            + end(mapped(hubBytes), hub.getPort(), order);
    if (peerBytes.length != hubBytes.length || peerBytes.length == 16) {
      return List.of(mapped);
    }
    String plain =
        end(peerBytes, peer.getPort(), order) + " " + end(hubBytes, hub.getPort(), order);
    return List.of(plain, mapped);
  }

  /// Scans one table for the wanted ends.
  static void scan(InputStream table, Map<String, ?> wanted, Found found) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.ISO_8859_1));
    int rows = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (rows++ == MAX_ROWS) {
        return;
      }
      int start = line.indexOf(": ") + 2;
      int middle = line.indexOf(' ', start);
      int end = middle < 0 ? -1 : line.indexOf(' ', middle + 1);
      if (start < 2 || end < 0) {
        continue; // the heading
      }
      String ends = line.substring(start, end);
      if (wanted.containsKey(ends)) {
        found.row(ends, row(line.substring(end).strip().split("\\s+", -1)));
      }
    }
  }

  // A row that cannot be read is one that nobody holds.
  private static Row row(String[] columns) {
    try {
      return new Row(
          CONNECTED.contains(columns[STATE]),
          Long.parseLong(columns[UID]),
          Long.parseLong(columns[INODE]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return new Row(false, ProcessUser.NONE, 0);
    }
  }

  private static byte[] mapped(byte[] address) {
    if (address.length == 16) {
      return address;
    }
    byte[] mapped = new byte[16];
    System.arraycopy(MAPPED_PREFIX, 0, mapped, 0, MAPPED_PREFIX.length);
    System.arraycopy(address, 0, mapped, MAPPED_PREFIX.length, address.length);
    return mapped;
  }

  private static String end(byte[] address, int port, ByteOrder order) {
    var text = new StringBuilder(address.length * 2 + 5);
    for (int word = 0; word < address.length; word += 4) {
      for (int at = 0; at < 4; at++) {
        int from = order == ByteOrder.LITTLE_ENDIAN ? word + 3 - at : word + at;
        text.append(String.format(Locale.ROOT, "%02X", address[from]));
      }
    }
    return text.append(String.format(Locale.ROOT, ":%04X", port)).toString();
  }
}
