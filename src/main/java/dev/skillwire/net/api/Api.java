package dev.skillwire.net.api;

import dev.skillwire.session.Conversation;
import dev.skillwire.session.admission.Admission;
import dev.skillwire.session.admission.AnswerLinks;
import dev.skillwire.wire.BadMessage;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Routes of the HTTP interface. Nothing here blocks: what reads the log does so on a virtual thread.
public final class Api {

  private static final Logger LOG = LoggerFactory.getLogger(Api.class);
  private static final List<String> BODY_TYPES =
      List.of("application/json", "application/x-ndjson");

  private static final long ANSWER_WAIT_MS = 2_000;

  private final PublishCalls publish;
  private final HistoryCalls history;
  private final AuditCalls audit;
  private final ConfirmationCalls confirmations;
  private final RuleCalls rules;
  private final SkillCalls skills;
  private final SessionCalls sessions;
  private final StatusCalls status;
  private final @Nullable LinkCalls links;
  private final PageCalls page;

  /// @param links codes that answer one question each, or null where there are none
  /// @param follow begins an event stream
  public Api(
      Conversation.Shared shared,
      Admission admission,
      @Nullable AnswerLinks links,
      String version,
      BiConsumer<Call, ClientRequest> follow) {
    this.publish = new PublishCalls(shared);
    var large = new LargeAnswers(ANSWER_WAIT_MS);
    this.history = new HistoryCalls(shared.hub(), follow, large);
    this.confirmations = new ConfirmationCalls(shared, large);
    this.audit = new AuditCalls(shared.hub(), large);
    this.rules = new RuleCalls(shared.hub(), large);
    this.skills = new SkillCalls(shared.hub(), large);
    this.sessions = new SessionCalls(admission);
    this.links = links == null ? null : new LinkCalls(shared.hub(), admission, links);
    this.status = new StatusCalls(shared.hub(), version);
    this.page = new PageCalls(new PageFiles("/dev/skillwire/net/page/"), version);
  }

  /// Answers a request, now or later.
  public void serve(Call call) {
    try {
      route(call, segments(call.head().path()));
    } catch (BadMessage e) {
      call.refuse(e.rejection());
    } catch (IllegalArgumentException e) {
      call.refuse(Call.malformed("The request can't be read.").rejection());
    }
  }

  /// Split before it is decoded: an id may hold a slash. A plus sign is itself in a path.
  private static List<String> segments(String path) {
    return Arrays.stream(path.split("/"))
        .map(part -> QueryStringDecoder.decodeComponent(part.replace("+", "%2B")))
        .toList();
  }

  private void route(Call call, List<String> path) throws BadMessage {
    var method = call.head().method().equals("HEAD") ? "GET" : call.head().method();
    if (links != null && LinkCalls.at(path)) {
      links.serve(call, method, path);
      return;
    }
    if (method.equals("POST")
        && call.body().length > 0
        && !BODY_TYPES.contains(call.contentType())) {
      Problems.send(
          call,
          415,
          "unsupported_media_type",
          "A body is application/json or application/x-ndjson.",
          Map.of());
      return;
    }
    boolean api = path.size() > 3 && path.get(1).equals("api") && path.get(2).equals("v1");
    if (!api) {
      if (PageCalls.owns(call.head().path())) {
        page.serve(call, method);
      } else {
        status.serve(call, method);
      }
      return;
    }
    var rest = path.subList(4, path.size());
    switch (path.get(3)) {
      case "events" -> {
        if (!rest.isEmpty()) {
          notFound(call);
        } else if (method.equals("POST")) {
          publish.serve(call);
        } else if (method.equals("GET")) {
          observe(call);
          history.serve(call);
        } else {
          notAllowed(call, "GET, POST");
        }
      }
      case "audit" -> {
        if (!rest.isEmpty()) {
          notFound(call);
        } else if (method.equals("GET")) {
          observe(call);
          audit.serve(call);
        } else {
          notAllowed(call, "GET");
        }
      }
      case "confirmations" -> confirmations.serve(call, method, rest);
      case "rules" -> rules.serve(call, method, rest);
      case "skills" -> skills.serve(call, method, rest);
      case "codes" -> sessions.issue(call, method);
      case "session" -> sessions.exchange(call, method);
      default -> notFound(call);
    }
  }

  /// Refuses a peer that may not watch.
  static void observe(Call call) throws BadMessage {
    if (!call.peer().observes()) {
      throw forbidden();
    }
  }

  static BadMessage forbidden() {
    return new BadMessage(
        dev.skillwire.core.Rejection.of(
            dev.skillwire.core.Reason.FORBIDDEN, "This peer has no role that allows this."));
  }

  static void notFound(Call call) {
    Problems.send(call, 404, "not_found", "There is nothing at this path.", Map.of());
  }

  static void notAllowed(Call call, String allowed) {
    Problems.send(
        call,
        405,
        "method_not_allowed",
        "This path takes " + allowed + ".",
        Map.of("allow", allowed));
  }

  /// Runs what may block; whatever breaks is told as a fault of the hub.
  static void aside(Call call, Work work) {
    Thread.startVirtualThread(
        () -> {
          try {
            work.run();
          } catch (BadMessage e) {
            call.refuse(e.rejection());
          } catch (Exception e) {
            LOG.error("{} {} failed", call.head().method(), call.head().path(), e);
            Problems.send(call, 500, "internal", "Something broke in the hub.", Map.of());
          }
        });
  }

  /// Something that may block and fail.
  interface Work {
    void run() throws Exception;
  }
}
