package dev.skillwire.app;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Command;
import dev.skillwire.core.HubPort;
import dev.skillwire.core.Sender;
import dev.skillwire.core.Snapshot;
import dev.skillwire.log.EventLog;
import dev.skillwire.log.MemoryLog;
import dev.skillwire.log.SqliteLog;
import dev.skillwire.net.HubApplication;
import dev.skillwire.net.StateTexts;
import dev.skillwire.net.transport.TlsFiles;
import dev.skillwire.net.transport.Transport;
import dev.skillwire.net.transport.TransportSettings;
import dev.skillwire.session.CloseCode;
import dev.skillwire.session.Conversation;
import dev.skillwire.session.Ids;
import dev.skillwire.session.Openings;
import dev.skillwire.session.admission.Admission;
import dev.skillwire.session.admission.AdmissionSettings;
import dev.skillwire.session.admission.CookieJar;
import dev.skillwire.session.admission.ListenRules;
import dev.skillwire.session.admission.PeerTable;
import dev.skillwire.session.admission.TokenStore;
import dev.skillwire.stream.Hub;
import dev.skillwire.stream.Retention;
import dev.skillwire.wire.MessageReader;
import dev.skillwire.wire.mask.Mask;
import dev.skillwire.wire.mask.MaskedCommands;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A whole hub, wired by hand: the one place that calls every constructor.
public final class Server implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);
  private static final int MEMORY_RECORDS = 200_000;
  private static final long MEMORY_BYTES = 64L << 20;

  private final Settings settings;
  private final Hub hub;
  private final Transport transport;
  private final HubApplication application;
  private final PeerTable peers;
  private final TokenRefresh tokens;
  private final @Nullable HubFile file;
  private final Outreach outreach;
  private final Ids ids;
  private final AtomicBoolean closing = new AtomicBoolean();

  /// Recovers the log and listens.
  ///
  /// @throws IOException with words for a person: the port is taken, the data directory is in use, the
  ///     log is damaged, the settings would let strangers in
  public static Server start(Settings settings) throws IOException {
    var refusal =
        ListenRules.refusal(
            addresses(settings.host()),
            settings.tls() != null,
            settings.insecure(),
            settings.trustLoopback());
    if (!refusal.isEmpty()) {
      throw new UnusableSettingException(refusal);
    }
    return new Server(settings);
  }

  private Server(Settings settings) throws IOException {
    this.settings = settings;
    this.ids = new Ids();
    var clock = InstantSource.system();
    var log = log(settings);
    try {
      var store =
          settings.data() == null ? TokenStore.inMemory() : TokenStore.open(settings.data());
      hub =
          Hub.start(
              log,
              new WireCodec(),
              new Hub.Bounds(
                  new Retention(settings.retention().age(), settings.retention().bytes()),
                  settings.bounds().lagEvents(),
                  settings.bounds().lagBytes()),
              mask(settings.masking()),
              clock,
              System::nanoTime);
      var shared =
          new Conversation.Shared(
              hub,
              new Openings(hub, Version.current(), new StateTexts(hub)),
              new MessageReader(ids::next),
              System::nanoTime);
      var admission = new Admission(admission(settings), store, new CookieJar(clock), clock);
      peers = PeerTable.ofSystem();
      var links = Outreach.links(settings);
      application =
          new HubApplication(shared, ids, admission, links, peers, Version.current(), clock);
      tokens = TokenRefresh.start(store);
      outreach = Outreach.start(settings, hub, application.clients(), links);
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
    try {
      transport = Transport.listen(transport(settings), application);
      file = hubFile();
    } catch (IOException | RuntimeException e) {
      tokens.close();
      peers.close();
      outreach.close();
      hub.close();
      throw e;
    }
    if (settings.insecure()) {
      LOG.warn(
          "Serving beyond this machine without TLS: tokens and events can be read on the way.");
    }
  }

  public int port() {
    return transport.port();
  }

  /// Where clients connect to, the first one first.
  public List<URI> addresses() {
    var scheme = settings.tls() == null ? "ws" : "wss";
    return transport.addresses().stream()
        .map(address -> URI.create(scheme + "://" + text(address)))
        .toList();
  }

  public @Nullable Path dataDirectory() {
    return settings.data();
  }

  /// Who is connected.
  public List<Client> connected() {
    return application.clients().all().stream()
        .map(client -> new Client(client.peer().clientId(), client.peer().name()))
        .toList();
  }

  /// One connected client.
  ///
  /// @param id of the connection
  /// @param name what it calls itself, or ""
  public record Client(String id, String name) {}

  /// An immutable copy of the state as of a durable sequence, handed to `then` on a thread of the hub.
  public void snapshot(Consumer<Snapshot> then) {
    hub.snapshot(then);
  }

  /// A way in for a source of this process.
  ///
  /// @param name what it is called where it is told who did something
  public HubPort hubPort(String name) {
    return hub.port(sender(name));
  }

  /// An identity for a source of this process; each call makes another.
  public Sender sender(String name) {
    return new Sender("local-" + ids.next(), name, "", Actor.Kind.HUMAN);
  }

  /// Completes when the hub has ended: exceptionally when its log failed.
  public CompletableFuture<Void> stopped() {
    return hub.stopped();
  }

  /// Tells clients to come back, lets requests at hand finish, and closes the log. Open questions stay
  /// open in the log.
  public void drain(Duration atMost) {
    if (closing.compareAndSet(false, true)) {
      transport.drain(CloseCode.SHUTDOWN.code(), CloseCode.SHUTDOWN.reason(), atMost);
      if (file != null) {
        file.delete();
      }
      // Before the loops end: what was taken is finished, and whoever is still there is told.
      hub.close();
      application.end();
      outreach.close();
      transport.close();
      tokens.close();
      peers.close();
    }
  }

  @Override
  public void close() {
    drain(CLOSE_WITHIN);
  }

  private @Nullable HubFile hubFile() throws IOException {
    var data = settings.data();
    if (data == null) {
      return null;
    }
    return HubFile.write(
        data, addresses().stream().map(URI::toString).toList(), port(), hub.epoch());
  }

  private static UnaryOperator<Command> mask(Settings.Masking masking) {
    return masking.on()
        ? new MaskedCommands(Mask.with(masking.patterns()))
        : UnaryOperator.identity();
  }

  private static EventLog log(Settings settings) throws IOException {
    var data = settings.data();
    return data == null || settings.memory()
        ? new MemoryLog(MEMORY_RECORDS, MEMORY_BYTES)
        : SqliteLog.open(data);
  }

  private static List<InetAddress> addresses(String host) throws IOException {
    try {
      return Arrays.asList(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      throw new UnusableSettingException("The host " + host + " is unknown.", e);
    }
  }

  private static AdmissionSettings admission(Settings settings) throws IOException {
    try {
      return new AdmissionSettings(
          settings.allowedHosts(),
          settings.allowedOrigins(),
          settings.trustLoopback(),
          // Who opens the port to others wants to know who is who, also for what a relay brings in.
          settings.requireToken() || ListenRules.beyondLoopback(addresses(settings.host())),
          settings.answersNeedToken(),
          Outreach.publicOrigin(settings),
          0);
    } catch (IllegalArgumentException e) {
      throw new UnusableSettingException(String.valueOf(e.getMessage()), e);
    }
  }

  private static TransportSettings transport(Settings settings) {
    var defaults = TransportSettings.on(settings.host(), settings.port());
    var tls = settings.tls();
    return new TransportSettings(
        settings.host(),
        settings.port(),
        loops(),
        settings.bounds().messageBytes(),
        Descriptors.connections(settings.bounds().connections()),
        defaults.unauthenticatedTime(),
        defaults.pingEvery(),
        defaults.deadAfter(),
        tls == null ? null : new TlsFiles(tls.certificate(), tls.key()));
  }

  /// One loop on a small machine, where the sequencer has the other core.
  private static int loops() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  private static String text(InetSocketAddress address) {
    var ip = address.getAddress();
    var host = ip.getHostAddress();
    if (ip instanceof Inet6Address) {
      host = ip.isLoopbackAddress() ? "[::1]" : ip.isAnyLocalAddress() ? "[::]" : "[" + host + "]";
    }
    return host + ":" + address.getPort();
  }
}
