package dev.skillwire.net;

import dev.skillwire.net.transport.Gate;
import dev.skillwire.net.transport.RequestHead;
import dev.skillwire.session.admission.Admission;
import dev.skillwire.session.admission.Grant;
import dev.skillwire.session.admission.PeerTable;
import dev.skillwire.session.admission.PeerUser;
import dev.skillwire.session.admission.RequestFacts;
import dev.skillwire.session.admission.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Asks admission about every request. Whose program is at the other end is looked up once for each
/// connection, off the event loops, before anything it sent is acted on.
final class Gatekeeper {

  private static final int CONNECTIONS = 8_192;
  private static final String TOKEN_OFFER = "skillwire.token.";

  private final Admission admission;
  private final PeerTable peers;

  /// What was found of the newest connections; one that is no longer here is looked up again.
  private final Map<String, PeerUser> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PeerUser> eldest) {
          return size() > CONNECTIONS;
        }
      };

  Gatekeeper(Admission admission, PeerTable peers) {
    this.admission = admission;
    this.peers = peers;
  }

  CompletionStage<Gate> admit(RequestHead head) {
    if (presentsToken(head)) {
      // The token decides; a read of the kernel's tables would tell nothing.
      return CompletableFuture.completedStage(judge(head, PeerUser.NOT_CHECKED));
    }
    var user = known(head.connectionId());
    if (user != null) {
      return CompletableFuture.completedStage(judge(head, user));
    }
    return peers
        .lookup(head.local(), head.remote())
        .thenApply(
            found -> {
              remember(head.connectionId(), found);
              return judge(head, found);
            });
  }

  /// The facts of a request whose connection was looked up already.
  RequestFacts facts(RequestHead head) {
    var user = known(head.connectionId());
    return facts(head, user == null ? PeerUser.NOT_CHECKED : user);
  }

  private Gate judge(RequestHead head, PeerUser user) {
    return switch (admission.judge(facts(head, user))) {
      case Verdict.Admitted(Grant grant) -> {
        if (head.upgrade() && grant.roles().isEmpty()) {
          yield new Gate.Refuse(401, "unauthorized", "A token is needed.");
        }
        yield new Gate.Pass(grant);
      }
      case Verdict.Refused refused ->
          new Gate.Refuse(refused.status(), refused.code(), refused.detail(), refused.headers());
    };
  }

  private static RequestFacts facts(RequestHead head, PeerUser user) {
    return new RequestFacts(
        head.method(),
        head.path(),
        head.headers(),
        head.upgrade(),
        head.tls(),
        head.local(),
        head.remote(),
        user);
  }

  private static boolean presentsToken(RequestHead head) {
    return head.headers().containsKey("authorization")
        || head.headers().getOrDefault("sec-websocket-protocol", List.of()).stream()
            .anyMatch(offer -> offer.contains(TOKEN_OFFER));
  }

  private synchronized @Nullable PeerUser known(String connection) {
    return known.get(connection);
  }

  private synchronized void remember(String connection, PeerUser user) {
    known.put(connection, user);
  }
}
