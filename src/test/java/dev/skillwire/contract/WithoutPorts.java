package dev.skillwire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skillwire.core.Snapshot;
import dev.skillwire.log.SqliteLog;
import dev.skillwire.net.api.ClientRequest;
import dev.skillwire.session.CloseCode;
import dev.skillwire.session.Conversation;
import dev.skillwire.session.Feed;
import dev.skillwire.session.HeapStates;
import dev.skillwire.session.Ids;
import dev.skillwire.session.Openings;
import dev.skillwire.session.Outbox;
import dev.skillwire.session.Peer;
import dev.skillwire.session.States;
import dev.skillwire.session.admission.Role;
import dev.skillwire.stream.HandClock;
import dev.skillwire.stream.Hub;
import dev.skillwire.stream.WireBytes;
import dev.skillwire.wire.MessageReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/// A hub and its conversations in this process: no socket, and time goes by at once.
final class WithoutPorts implements Stage, Closeable {

  private final HandClock clock = new HandClock();
  private final ExecutorService loop = Executors.newSingleThreadExecutor();
  private final List<Client> clients = new CopyOnWriteArrayList<>();
  private final Ids ids = new Ids();
  private final Path directory;
  private final boolean answersNeedToken;
  private Hub hub;
  private Conversation.Shared shared;

  WithoutPorts(Path directory, List<String> options) {
    this.directory = directory;
    this.answersNeedToken = options.contains("--answers-need-token");
    this.hub = start();
    this.shared = shared();
  }

  @Override
  public Connection open(Transcript.Credential credential, String path) {
    int query = path.indexOf('?');
    var request =
        query < 0
            ? ClientRequest.of(path, "", null)
            : ClientRequest.of(path.substring(0, query), path.substring(query + 1), null);
    var token = credential == Transcript.Credential.TOKEN ? "main" : "";
    var client = new Client(request, new Peer(ids.next(), "", token, roles(credential)));
    clients.add(client);
    onLoop(client.conversation::open);
    client.connected = client.expect("connected");
    return client;
  }

  @Override
  public void restart(boolean killed) {
    hub.close();
    clients.forEach(client -> onLoop(client::gone));
    clients.clear();
    hub = start();
    shared = shared();
  }

  @Override
  public void pass(Duration time) {
    settle();
    clock.pass(time);
    settle();
  }

  @Override
  public void close() {
    hub.close();
    loop.shutdown();
  }

  private Hub start() {
    try {
      var started =
          Hub.start(SqliteLog.open(directory), new WireBytes(), Hub.Bounds.DEFAULT, clock, clock);
      started.onPublish(() -> loop.execute(() -> clients.forEach(Client::pump)));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Conversation.Shared shared() {
    return new Conversation.Shared(
        hub, new Openings(hub, "test", new HeapStates()), new MessageReader(ids::next), clock);
  }

  private Set<Role> roles(Transcript.Credential credential) {
    if (credential == Transcript.Credential.TOKEN) {
      return EnumSet.allOf(Role.class);
    }
    var roles = EnumSet.of(Role.OBSERVER);
    if (!answersNeedToken) {
      roles.add(Role.ANSWERER);
    }
    if (credential == Transcript.Credential.PEER) {
      roles.add(Role.PUBLISHER);
    }
    return roles;
  }

  /// Waits until the hub and the clients' thread have done what waits for them.
  private void settle() {
    var seen = new CompletableFuture<Snapshot>();
    hub.snapshot(seen::complete);
    seen.orTimeout(30, TimeUnit.SECONDS).join();
    onLoop(() -> {});
  }

  private void onLoop(Runnable action) {
    CompletableFuture.runAsync(action, loop).orTimeout(30, TimeUnit.SECONDS).join();
  }

  private final class Client extends Inbox implements Connection, Outbox {

    private final ClientRequest request;
    private final Conversation conversation;
    private ObjectNode connected = Json.object();
    private boolean following;

    Client(ClientRequest request, Peer peer) {
      this.request = request;
      var feed = new Feed(request.filter(), 0);
      this.conversation =
          new Conversation(shared, peer, request.vocabulary(), request.resume(), feed, this, loop);
    }

    void pump() {
      var feed = conversation.feed();
      var tail = hub.tail();
      try {
        while (following && feed.cursor() <= tail.head()) {
          var entry = tail.entry(feed.cursor());
          if (entry == null) {
            entry = hub.history().read(feed.cursor() - 1, 1, 1).getFirst();
          }
          if (feed.passes(entry)) {
            hear(request.vocabulary().translate(entry.body(), entry.kind()));
          }
          feed.moveTo(entry.sequence() + 1);
        }
      } catch (IOException e) {
        end("broken: " + e);
      }
    }

    void gone() {
      following = false;
      conversation.closed();
    }

    private void hear(byte[] message) {
      add(Json.readObject(new String(message, UTF_8)));
    }

    @Override
    public ObjectNode connected() {
      return connected;
    }

    @Override
    public void send(String text) {
      loop.execute(() -> conversation.receive(text.getBytes(UTF_8)));
    }

    @Override
    public ObjectNode nextEvent() {
      return expect("an event", m -> !Stage.isReply(m));
    }

    @Override
    public ObjectNode nextReply() {
      return expect("a reply", Stage::isReply);
    }

    @Override
    public int closeCode() {
      return Integer.parseInt(awaitEnd(PATIENCE).replaceFirst("closed ", ""));
    }

    @Override
    public void leave() {
      clients.remove(this);
      onLoop(this::gone);
    }

    @Override
    public void cut() {
      leave();
    }

    @Override
    public void send(byte[] head, States.Text state) {
      send(HeapStates.message(head, state));
    }

    @Override
    public void send(byte[] message) {
      hear(message);
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void reading(boolean on) {
      // A client of this process sends no more than it is asked to.
    }

    @Override
    public void follow() {
      following = true;
      pump();
    }

    @Override
    public void close(CloseCode code) {
      clients.remove(this);
      gone();
      end("closed " + code.code());
    }
  }
}
