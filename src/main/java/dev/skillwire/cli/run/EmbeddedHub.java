package dev.skillwire.cli.run;

import dev.skillwire.app.FileFaults;
import dev.skillwire.app.Server;
import dev.skillwire.app.Settings;
import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// A hub in the process of a command.
public final class EmbeddedHub implements AutoCloseable {

  /// Longest time that clients are given when the hub ends.
  public static final Duration DRAIN = Duration.ofSeconds(5);

  private final Server server;

  private EmbeddedHub(Server server) {
    this.server = server;
  }

  /// Starts; what prevents it ends the command.
  public static EmbeddedHub start(Settings settings) {
    try {
      return new EmbeddedHub(Server.start(settings));
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.of(e), "the hub did not start: " + FileFaults.words(e));
    }
  }

  public Server server() {
    return server;
  }

  /// Where the hub can be reached.
  public URI address() {
    return server.addresses().isEmpty()
        ? URI.create("ws://localhost:" + server.port() + "/")
        : server.addresses().getFirst();
  }

  /// How other connections of this process get in.
  public HubAccess access() {
    return new HubAccess(address(), token());
  }

  /// Waits until the hub ends. When its log failed, clients still get the refusals that are on their
  /// way and are told to come back; then the command ends.
  public void awaitEnd() {
    try {
      server.stopped().join();
    } catch (CompletionException e) {
      close();
      throw e.getCause() instanceof IOException reason
          ? new CommandFailure(
              ExitCode.LOG_FAILED,
              "the log can't be written, so the hub ends: "
                  + reason.getMessage()
                  + "\nAll that was acknowledged is safe. Make room or mend the disk, then start again.")
          : new CommandFailure(ExitCode.FAILED, "the hub failed: " + e.getCause());
    }
  }

  @Override
  public void close() {
    server.drain(DRAIN);
    server.close();
  }

  private @Nullable String token() {
    var data = server.dataDirectory();
    try {
      return data == null ? null : Files.readString(data.resolve("token")).strip();
    } catch (IOException e) {
      return null;
    }
  }
}
