package dev.skillwire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The seam: a real hub in a child process, with a data directory of its own.
///
/// As a static `@RegisterExtension` it is started before the first test of the class, serves all of
/// them and ends with the class; the clients that a test opened through it end with the test.
public final class HubUnderTest
    implements Closeable, BeforeAllCallback, AfterAllCallback, AfterEachCallback {

  private final Path directory;
  private final List<String> options;
  private final ConcurrentLinkedQueue<Closeable> clients = new ConcurrentLinkedQueue<>();
  private HubProcess.Launch launch = HubProcess.Launch.PLAIN;
  private @Nullable HubProcess process;
  private @Nullable String ownerId;

  private HubUnderTest(List<String> options) {
    this.options = options;
    try {
      directory = Files.createTempDirectory("hub-under-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A hub that is not running yet; `options` go behind `serve`.
  public static HubUnderTest with(String... options) {
    return new HubUnderTest(List.of(options));
  }

  /// A hub that serves.
  public static HubUnderTest started(String... options) {
    var hub = with(options);
    hub.start();
    return hub;
  }

  /// From the next start on, processes are started like this.
  public void launch(HubProcess.Launch how) {
    launch = how;
  }

  /// Starts a process on this hub's data directory, at a port that the system chooses.
  public void start() {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("--port", "0", "--no-desktop", "--data", data().toString()));
    arguments.addAll(options);
    process = HubProcess.serving(directory, launch, arguments);
  }

  /// SIGTERM, and waits for the end.
  public void stop() {
    process().stop();
  }

  /// SIGKILL, and waits for the end.
  public void kill() {
    process().kill();
  }

  /// Stops and starts again on the same data directory; the port may be another.
  public void restart() {
    stop();
    start();
  }

  public void killAndStart() {
    kill();
    start();
  }

  public Path data() {
    return directory.resolve("data");
  }

  /// The token that the hub keeps in its data directory.
  public String token() {
    try {
      return Files.readString(data().resolve("token"), UTF_8).strip();
    } catch (IOException e) {
      throw new AssertionError("The hub has no token file", e);
    }
  }

  public int port() {
    return process().port();
  }

  public HubProcess process() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }

  public String authority() {
    return "127.0.0.1:" + port();
  }

  public URI http(String path) {
    return URI.create("http://" + authority() + path);
  }

  public URI socket(String path) {
    return URI.create("ws://" + authority() + path);
  }

  /// Connects as a peer of the same user, without a token.
  public WireClient client(String path, String... subprotocols) {
    return ending(WireClient.open(socket(path), null, subprotocols));
  }

  public WireClient client() {
    return client("/");
  }

  /// Connects with the token of the data directory.
  public WireClient tokenClient(String path) {
    return ending(WireClient.open(socket(path), token()));
  }

  /// An HTTP client with a TCP connection that it shares with no other.
  public Api api() {
    return new Api(this, null);
  }

  public Api tokenApi() {
    return new Api(this, token());
  }

  public EventStream events(String path, String... headers) {
    return ending(EventStream.open(http(path), headers));
  }

  public RawConnection raw() {
    return ending(RawConnection.to("127.0.0.1", port()));
  }

  /// Has `client` ended after the running test.
  public <C extends Closeable> C ending(C client) {
    clients.add(client);
    return client;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (ownerId == null) {
      ownerId = context.getUniqueId();
      start();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    endClients();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (context.getUniqueId().equals(ownerId)) {
      close();
    }
  }

  @Override
  public void close() throws IOException {
    endClients();
    if (process != null) {
      process.kill();
    }
    try (var paths = Files.walk(directory)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private void endClients() throws IOException {
    for (var client = clients.poll(); client != null; client = clients.poll()) {
      client.close();
    }
  }
}
