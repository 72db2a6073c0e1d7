package dev.skillwire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The one global hub of a program, for those who want one: the only static state there is.
public final class Skillwire {

  private static @Nullable SkillWebSocketServer server;

  private Skillwire() {}

  /// The global hub, made at the first call and not started by it.
  public static synchronized SkillWebSocketServer server() {
    var known = server;
    if (known == null) {
      known = new SkillWebSocketServer();
      server = known;
    }
    return known;
  }

  /// Starts the global hub; one that runs is returned as it is.
  ///
  /// @throws IOException when the port is taken or the log can't be opened; the message says which
  public static synchronized SkillWebSocketServer startServer() throws IOException {
    var known = server();
    known.start();
    return known;
  }

  /// Stops the global hub and forgets it.
  public static synchronized void stopServer() {
    var known = server;
    if (known != null) {
      known.stop();
      server = null;
    }
  }
}
