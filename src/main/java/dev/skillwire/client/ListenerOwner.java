package dev.skillwire.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Tells whether what listens on a port of this machine may be a program of this user, so that no
/// token is shown to another user's program that took the port of a hub that is gone. Linux only;
/// elsewhere the answer is yes.
final class ListenerOwner {

  private static final String LISTENING = "0A";
  private static final int ADDRESS = 1;
  private static final int STATE = 3;
  private static final int UID = 7;

  private final List<Path> tables;
  private final int uid;

  ListenerOwner(List<Path> tables, int uid) {
    this.tables = tables;
    this.uid = uid;
  }

  /// That of the system this program runs on.
  static ListenerOwner ofSystem() {
    int own = -1;
    try {
      own = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // Not Linux: the tables will not be there either.
    }
    return new ListenerOwner(List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")), own);
  }

  /// False when a socket of another user listens on the port.
  boolean mayBeOurs(int port) {
    if (uid < 0) {
      return true;
    }
    var ending = String.format(":%04X", port);
    for (var table : tables) {
      try (var rows = Files.lines(table, StandardCharsets.US_ASCII)) {
        boolean foreign =
            rows.map(row -> row.trim().split("\\s+"))
                .filter(row -> row.length > UID && row[STATE].equals(LISTENING))
                .filter(row -> row[ADDRESS].endsWith(ending))
                .anyMatch(row -> !row[UID].equals(Integer.toString(uid)));
        if (foreign) {
          return false;
        }
      } catch (IOException e) {
        // The system has no such table.
      }
    }
    return true;
  }
}
