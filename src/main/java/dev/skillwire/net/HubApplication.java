package dev.skillwire.net;

import dev.skillwire.net.api.Api;
import dev.skillwire.net.api.Call;
import dev.skillwire.net.api.ClientRequest;
import dev.skillwire.net.fanout.Fanout;
import dev.skillwire.net.transport.Application;
import dev.skillwire.net.transport.EventStream;
import dev.skillwire.net.transport.Gate;
import dev.skillwire.net.transport.HttpReply;
import dev.skillwire.net.transport.RequestHead;
import dev.skillwire.net.transport.SocketLink;
import dev.skillwire.net.transport.WebSocketSession;
import dev.skillwire.session.CloseCode;
import dev.skillwire.session.Conversation;
import dev.skillwire.session.Ids;
import dev.skillwire.session.Peer;
import dev.skillwire.session.Presence;
import dev.skillwire.session.admission.Admission;
import dev.skillwire.session.admission.AnswerLinks;
import dev.skillwire.session.admission.Grant;
import dev.skillwire.session.admission.PeerTable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What is served on the hub's port: WebSocket on two paths, and the HTTP interface.
public final class HubApplication implements Application {

  private static final Set<String> SOCKET_PATHS = Set.of("/", "/events");

  private final Conversation.Shared shared;
  private final Ids ids;

  /// Part of the name of every connection: they are counted from 1 in each process, and an open question remembers
  /// over a restart who asked it.
  private final String process;

  private final Admission admission;
  private final Gatekeeper gatekeeper;
  private final Clients clients = new Clients();
  private final Api api;
  private final InstantSource clock;
  private final Fanout fanout;

  public HubApplication(
      Conversation.Shared shared,
      Ids ids,
      Admission admission,
      @Nullable AnswerLinks links,
      PeerTable peers,
      String version,
      InstantSource clock) {
    this.shared = shared;
    this.ids = ids;
    this.process = ids.next();
    this.admission = admission;
    this.gatekeeper = new Gatekeeper(admission, peers);
    this.clock = clock;
    this.fanout = new Fanout(shared.hub());
    this.api = new Api(shared, admission, links, version, this::follow);
    admission.onRevoked(clients::revoke);
  }

  public Clients clients() {
    return clients;
  }

  /// Lets go of what is native; after the last connection.
  public void end() {
    fanout.end();
  }

  @Override
  public CompletionStage<Gate> admit(RequestHead head) {
    return gatekeeper
        .admit(head)
        .thenApply(
            gate -> {
              if (gate instanceof Gate.Pass && head.upgrade()) {
                if (!SOCKET_PATHS.contains(head.path())) {
                  return new Gate.Refuse(404, "not_found", "WebSockets are on / and /events.");
                }
                try {
                  ClientRequest.of(head.path(), head.rawQuery(), null);
                } catch (IllegalArgumentException e) {
                  return new Gate.Refuse(400, "invalid_message", message(e));
                }
              }
              return gate;
            });
  }

  @Override
  public WebSocketSession open(RequestHead head, Object grant, SocketLink link) {
    var request = ClientRequest.of(head.path(), head.rawQuery(), null);
    var peer = peer(nameOf(head), (Grant) grant, request.name());
    var client =
        new SocketClient(
            shared,
            peer,
            request,
            link,
            fanout.on(link.loop()),
            () -> clients.remove(peer.clientId()));
    register(
        peer,
        client.presence(),
        (Grant) grant,
        "websocket",
        code -> link.close(code.code(), code.reason()));
    client.open();
    return client;
  }

  @Override
  public void http(RequestHead head, Object grant, ByteBuf body, HttpReply reply) {
    var peer = peer(nameOf(head), (Grant) grant, "");
    api.serve(
        new Call(
            head, peer, (Grant) grant, gatekeeper.facts(head), ByteBufUtil.getBytes(body), reply));
  }

  /// Begins an event stream.
  private void follow(Call call, ClientRequest request) {
    var stream = call.reply().stream(Map.of("cache-control", "no-store"));
    var peer = peer(ids.next(), call.grant(), request.name());
    stream
        .loop()
        .execute(
            () -> {
              var client =
                  new StreamClient(
                      shared,
                      peer,
                      request,
                      stream,
                      fanout.on(stream.loop()),
                      () -> clients.remove(peer.clientId()));
              register(peer, client.presence(), call.grant(), "sse", _ -> close(stream));
              client.open();
            });
  }

  private void register(
      Peer peer,
      Presence presence,
      Grant grant,
      String carrier,
      java.util.function.Consumer<CloseCode> close) {
    clients.add(new Clients.Connected(peer, presence, carrier, clock.instant(), close));
    // The token may have been revoked between the judgement and now.
    if (!admission.holds(grant)) {
      close.accept(CloseCode.TOKEN_REVOKED);
    }
  }

  /// The TCP connection stands for the client, over HTTP and as the WebSocket it may become: what it asks, it can't
  /// answer.
  private String nameOf(RequestHead head) {
    return process + "-" + head.connectionId();
  }

  private static void close(EventStream stream) {
    stream.close();
  }

  private static Peer peer(String clientId, Grant grant, String name) {
    return new Peer(
        clientId,
        name.isEmpty() ? grant.name() : name,
        grant.tokenId(),
        grant.roles(),
        grant.name());
  }

  private static String message(IllegalArgumentException e) {
    var message = e.getMessage();
    return message == null ? "The request can't be read." : message;
  }
}
