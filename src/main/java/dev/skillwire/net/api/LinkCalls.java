package dev.skillwire.net.api;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Command;
import dev.skillwire.core.Question;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Remember;
import dev.skillwire.core.Reply;
import dev.skillwire.core.Sender;
import dev.skillwire.session.admission.Admission;
import dev.skillwire.session.admission.AnswerLinks;
import dev.skillwire.stream.Hub;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/a/{code}`: the question behind a link, and its answer by the form on that page. Reading changes
/// nothing, however often a chat program looks at the link for its preview.
final class LinkCalls {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int FIELDS = 8;
  private static final int CODE_AT = 2; // in the parts of the path

  private final Hub hub;
  private final Admission admission;
  private final AnswerLinks links;

  LinkCalls(Hub hub, Admission admission, AnswerLinks links) {
    this.hub = hub;
    this.admission = admission;
    this.links = links;
  }

  static boolean at(List<String> path) {
    return path.size() == CODE_AT + 1 && path.get(1).equals("a");
  }

  void serve(Call call, String method, List<String> path) {
    var link = links.find(path.get(CODE_AT));
    if (link == null) {
      var refusal = admission.badLink(call.facts());
      page(call, refusal.status(), refusal.headers(), LinkPage.words(refusal.detail()));
      return;
    }
    switch (method) {
      case "GET" -> show(call, link);
      case "POST" -> answer(call, link);
      default -> Api.notAllowed(call, "GET, POST");
    }
  }

  private void show(Call call, AnswerLinks.Link link) {
    hub.confirmation(
        link.question(),
        standing -> {
          var open = standing.open();
          if (open != null) {
            page(call, 200, Map.of(), LinkPage.question(open));
          } else {
            over(call, standing);
          }
        });
  }

  private void answer(Call call, AnswerLinks.Link link) {
    if (!call.contentType().equals(FORM)) {
      page(call, 415, Map.of(), LinkPage.words("This takes the form of the page alone."));
      return;
    }
    var form =
        new QueryStringDecoder(
                new String(call.body(), StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                false,
                FIELDS)
            .parameters();
    hub.confirmation(
        link.question(),
        standing -> {
          var open = standing.open();
          if (open == null) {
            over(call, standing);
            return;
          }
          var question = open.question();
          int option = option(question, first(form, "option"));
          if (option < 0) {
            page(call, 422, Map.of(), LinkPage.words("This is not one of the options."));
            return;
          }
          submit(call, link, question, option, first(form, "digest"));
        });
  }

  private void submit(
      Call call, AnswerLinks.Link link, Question question, int option, @Nullable String digest) {
    var choice = question.options().get(option);
    var answer =
        new Command.AnswerConfirmation(question.id(), choice, Remember.NONE, null, null, digest);
    boolean taken =
        hub.offer(
            answer,
            new Sender("", link.via(), "", Actor.Kind.HUMAN),
            "",
            call.body().length,
            reply -> {
              switch (reply) {
                case Reply.Done _ -> {
                  // Its event says so, too, but this holds before anybody can try again.
                  links.close(question.id());
                  boolean alone = question.terms().quorum() == 1;
                  var said = alone ? "Answered: " : "Your vote counts: ";
                  page(call, 200, Map.of(), LinkPage.words(said + choice));
                }
                case Reply.Refused(var rejection) when settled(rejection.reason()) ->
                    hub.confirmation(question.id(), standing -> over(call, standing));
                case Reply.Refused(var rejection) ->
                    page(call, 409, Map.of(), LinkPage.words(rejection.message()));
              }
            },
            null);
    if (!taken) {
      page(
          call,
          503,
          Map.of("retry-after", "1"),
          LinkPage.words("The hub is busy. Go back and try again."));
    }
  }

  private static boolean settled(Reason reason) {
    return reason == Reason.ALREADY_ANSWERED
        || reason == Reason.ALREADY_CLOSED
        || reason == Reason.UNKNOWN_CONFIRMATION;
  }

  private static void over(Call call, Hub.Standing standing) {
    var closed = standing.closed();
    page(
        call,
        410,
        Map.of(),
        closed == null ? LinkPage.words("This question is over.") : LinkPage.settled(closed));
  }

  private static int option(Question question, @Nullable String text) {
    for (int i = 0; i < question.options().size(); i++) {
      if (Integer.toString(i).equals(text)) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable String first(Map<String, List<String>> form, String name) {
    var values = form.get(name);
    return values == null ? null : values.getFirst();
  }

  private static void page(Call call, int status, Map<String, String> more, String html) {
    var headers = new HashMap<>(LinkPage.HEADERS);
    headers.putAll(more);
    call.answer(status, "text/html; charset=utf-8", headers, html.getBytes(StandardCharsets.UTF_8));
  }
}
