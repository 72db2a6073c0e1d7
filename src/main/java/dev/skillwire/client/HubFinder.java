package dev.skillwire.client;

import dev.skillwire.wire.BadMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Finds the hub that a program of this user means: the address it was given, `SKILLWIRE_URL`, the hub
/// that runs on the data directory (`hub.json`), else the default port.
public final class HubFinder {

  /// Bytes of `hub.json` or `token` that are read.
  private static final int FILE_BYTES = 64 * 1024;

  /// A hub that may or may not run.
  ///
  /// @param token for this hub, or null; belongs in no message to people
  /// @param foundBy where the address comes from, in words
  public record Hub(URI address, @Nullable String token, String foundBy) {
    @Override
    public String toString() {
      return address + " (" + foundBy + ")";
    }
  }

  private final Map<String, String> environment;
  private final Path home;
  private final LongPredicate runs;
  private final ListenerOwner listeners = ListenerOwner.ofSystem();

  public HubFinder(Map<String, String> environment, Path home) {
    this(environment, home, pid -> ProcessHandle.of(pid).isPresent());
  }

  /// @param runs true for the id of a process that is alive
  HubFinder(Map<String, String> environment, Path home, LongPredicate runs) {
    this.environment = environment;
    this.home = home;
    this.runs = runs;
  }

  /// Where a hub of this user keeps its data when nothing else is said.
  public static Path defaultData(Map<String, String> environment, Path home) {
    var state = environment.getOrDefault("XDG_STATE_HOME", "");
    var base = state.startsWith("/") ? Path.of(state) : home.resolve(".local/state");
    return base.resolve("skillwire");
  }

  /// The hub to talk to.
  ///
  /// @param address as a person wrote it, or null
  /// @throws IllegalArgumentException if an address is none; the message says which
  public Hub find(@Nullable String address) {
    if (address != null && !address.isBlank()) {
      return given(address, "as given");
    }
    var variable = environment.getOrDefault("SKILLWIRE_URL", "");
    if (!variable.isBlank()) {
      return given(variable, "from SKILLWIRE_URL");
    }
    var running = running();
    if (running != null) {
      return new Hub(running, token(running), "from " + data().resolve("hub.json"));
    }
    return new Hub(
        Addresses.parse("ws://localhost:" + Addresses.DEFAULT_PORT),
        token(null),
        "the default address");
  }

  private Hub given(String text, String foundBy) {
    var address = Addresses.parse(text);
    var running = running();
    boolean ours =
        running != null
            && Addresses.loopback(address)
            && Addresses.port(running) == Addresses.port(address);
    return new Hub(address, token(ours ? address : null), foundBy);
  }

  /// The token to show, or null. The one in the data directory is shown only to the hub that runs on
  /// that directory, never to whatever else listens somewhere.
  private @Nullable String token(@Nullable URI ours) {
    var variable = environment.getOrDefault("SKILLWIRE_TOKEN", "").strip();
    if (!variable.isEmpty()) {
      return variable;
    }
    var text = ours == null ? null : read(data().resolve("token"));
    return text == null || text.isBlank() ? null : text.strip();
  }

  /// The address of the hub that runs on the data directory, or null.
  private @Nullable URI running() {
    var text = read(data().resolve("hub.json"));
    if (text == null) {
      return null;
    }
    try {
      var hub = Message.parse(text);
      var pid = hub.whole("pid");
      if (pid == null || !runs.test(pid)) {
        return null; // left behind by a hub that was killed
      }
      var port = hub.whole("port");
      var addresses = hub.texts("addresses");
      if (addresses.isEmpty() && port == null) {
        return null;
      }
      var address =
          Addresses.parse(addresses.isEmpty() ? "ws://localhost:" + port : addresses.getFirst());
      // The process may be another one by now, and the port another user's.
      return listeners.mayBeOurs(Addresses.port(address)) ? address : null;
    } catch (BadMessage | IllegalArgumentException e) {
      return null;
    }
  }

  private Path data() {
    var variable = environment.getOrDefault("SKILLWIRE_DATA", "");
    try {
      return variable.isBlank() ? defaultData(environment, home) : Path.of(variable);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("SKILLWIRE_DATA is no path: " + variable, e);
    }
  }

  private static @Nullable String read(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= FILE_BYTES
          ? Files.readString(file)
          : null;
    } catch (IOException e) {
      return null; // not ours to read, or gone at this moment
    }
  }
}
