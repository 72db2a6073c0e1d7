package dev.skillwire.net.api;

import dev.skillwire.core.Command;
import dev.skillwire.core.Limits;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Reply;
import dev.skillwire.core.Rule;
import dev.skillwire.core.RuleId;
import dev.skillwire.stream.Hub;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.ClientMessage.Need;
import dev.skillwire.wire.Fields;
import dev.skillwire.wire.JsonText;
import dev.skillwire.wire.MessageReader;
import dev.skillwire.wire.Replies;
import dev.skillwire.wire.RuleFields;
import dev.skillwire.wire.Vocabulary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// `/api/v1/rules`: list, look at, try, make, switch, delete, carry elsewhere.
final class RuleCalls {

  /// Decisions of one rule that are told, the newest.
  private static final int DECISIONS = 100;

  /// About what all rules take in an answer.
  private static final int RULES_BYTES = 4 << 20;

  private final Hub hub;
  private final LargeAnswers large;

  RuleCalls(Hub hub, LargeAnswers large) {
    this.hub = hub;
    this.large = large;
  }

  void serve(Call call, String method, List<String> path) throws BadMessage {
    if (path.isEmpty()) {
      switch (method) {
        case "GET" -> list(call);
        case "POST" -> save(call);
        default -> Api.notAllowed(call, "GET, POST");
      }
      return;
    }
    var name = path.getFirst();
    var verb = path.size() == 1 ? "" : path.get(1);
    if (path.size() > 2) {
      Api.notFound(call);
    } else if (verb.isEmpty() && List.of("preview", "import").contains(name)) {
      posted(call, method, () -> all(call, name));
    } else if (verb.isEmpty() && name.equals("export")) {
      if (method.equals("GET")) {
        list(call);
      } else {
        Api.notAllowed(call, "GET");
      }
    } else if (verb.isEmpty()) {
      one(call, method, new RuleId(name));
    } else if (verb.equals("enable") || verb.equals("disable")) {
      var change = new Command.ChangeRule(new RuleId(name), verb.equals("enable"));
      posted(call, method, () -> submit(call, change, done -> told(call, 200, done)));
    } else {
      Api.notFound(call);
    }
  }

  private interface Work {
    void run() throws BadMessage;
  }

  private static void posted(Call call, String method, Work then) throws BadMessage {
    if (method.equals("POST")) {
      then.run();
    } else {
      Api.notAllowed(call, "POST");
    }
  }

  private void all(Call call, String verb) throws BadMessage {
    if (verb.equals("preview")) {
      preview(call);
    } else {
      take(call);
    }
  }

  private void list(Call call) throws BadMessage {
    Api.observe(call);
    hub.snapshot(
        snapshot ->
            large.give(
                call,
                RULES_BYTES,
                out ->
                    JsonText.write(
                        out,
                        json -> {
                          json.writeNumberProperty("seq", snapshot.sequence());
                          Replies.rules(json, snapshot);
                        })));
  }

  private void save(Call call) throws BadMessage {
    submit(call, RuleFields.save(call.object()), done -> told(call, 201, done));
  }

  private void one(Call call, String method, RuleId id) throws BadMessage {
    switch (method) {
      case "GET" -> {
        Api.observe(call);
        look(call, id, rule -> large.give(call, HistoryCalls.PAGE_BYTES, out -> story(out, rule)));
      }
      case "DELETE" ->
          submit(
              call,
              new Command.DeleteRule(id),
              done -> call.json(200, out -> deleted(out, id, done)));
      default -> Api.notAllowed(call, "GET, DELETE");
    }
  }

  private static void deleted(JsonGenerator out, RuleId id, Reply.Done done) {
    out.writeStringProperty("rule_id", id.value());
    out.writeNumberProperty("seq", done.sequence());
  }

  /// A rule with the decisions that it took.
  private void story(OutputStream out, Rule rule) throws IOException, BadMessage {
    var decisions =
        hub.questions().decisions(rule.id(), DECISIONS, rule.origin().at().toEpochMilli());
    if (decisions == null) {
      throw new BadMessage(manyLook());
    }
    HistoryCalls.open(out, json -> rule(json, rule));
    HistoryCalls.array(out, "decisions", decisions, Vocabulary.S1);
    out.write('}');
  }

  private void preview(Call call) throws BadMessage {
    Api.observe(call);
    var wanted = MessageReader.preview(call.object());
    Api.aside(
        call,
        () -> {
          var seen = hub.questions().preview(wanted.scope(), wanted.response(), wanted.last());
          if (seen == null) {
            call.refuse(manyLook());
          } else {
            call.json(200, out -> RuleFields.preview(out, seen));
          }
        });
  }

  /// Takes over exported rules: each is made anew or refused on its own.
  private void take(Call call) throws BadMessage {
    var rules = call.object().neededObjects("rules");
    if (rules.size() > Limits.RULES) {
      throw new BadMessage(
          Rejection.field(
              Reason.TOO_LARGE, "rules", "At most " + Limits.RULES + " rules at a time."));
    }
    if (!call.peer().may(Need.ANSWER)) {
      throw Api.forbidden();
    }
    if (rules.isEmpty()) {
      results(call, new AtomicReferenceArray<>(0));
    }
    var replies = new AtomicReferenceArray<Reply>(rules.size());
    var missing = new AtomicInteger(rules.size());
    for (int i = 0; i < rules.size(); i++) {
      int index = i;
      take(
          call,
          rules.get(i),
          reply -> {
            replies.set(index, reply);
            if (missing.decrementAndGet() == 0) {
              results(call, replies);
            }
          });
    }
  }

  private void take(Call call, Fields rule, Consumer<Reply> then) {
    try {
      var save = RuleFields.save(rule);
      if (!hub.offer(save, call.peer().sender(), "", Limits.PATTERN_BYTES, then, null)) {
        then.accept(new Reply.Refused(PublishCalls.busy()));
      }
    } catch (BadMessage e) {
      then.accept(new Reply.Refused(e.rejection()));
    }
  }

  private static void results(Call call, AtomicReferenceArray<Reply> replies) {
    call.json(
        200,
        out -> {
          out.writeName("results");
          out.writeStartArray();
          for (int i = 0; i < replies.length(); i++) {
            out.writeStartObject();
            switch (replies.get(i)) {
              case Reply.Refused(var rejection) -> Replies.rejection(out, rejection);
              case Reply.Done done -> {
                out.writeNumberProperty("seq", done.sequence());
                out.writeStringProperty("rule_id", String.valueOf(done.rule()));
              }
            }
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  private void submit(Call call, Command command, Consumer<Reply.Done> then) throws BadMessage {
    if (!call.peer().may(Need.ANSWER)) {
      throw Api.forbidden();
    }
    boolean taken =
        hub.offer(
            command,
            call.peer().sender(),
            "",
            call.body().length,
            reply -> {
              switch (reply) {
                case Reply.Refused(var rejection) -> call.refuse(rejection);
                case Reply.Done done -> then.accept(done);
              }
            },
            null);
    if (!taken) {
      call.refuse(PublishCalls.busy());
    }
  }

  /// The rule as it stands after a command.
  private void told(Call call, int status, Reply.Done done) {
    var id = done.rule();
    if (id != null) {
      look(call, id, rule -> call.json(status, out -> rule(out, rule)));
    }
  }

  private void look(Call call, RuleId id, Consumer<Rule> then) {
    hub.snapshot(
        snapshot -> {
          var rule = snapshot.rules().stream().filter(r -> r.id().equals(id)).findFirst();
          if (rule.isPresent()) {
            then.accept(rule.get());
          } else {
            call.refuse(
                Rejection.of(Reason.UNKNOWN_RULE, "No rule with this id is kept.")
                    .about(id.value()));
          }
        });
  }

  private static void rule(JsonGenerator out, Rule rule) {
    out.writeName("rule");
    out.writeStartObject();
    RuleFields.write(out, rule);
    out.writeEndObject();
  }

  private static Rejection manyLook() {
    return Rejection.of(Reason.BUSY, "Others look back at the moment; try again.");
  }
}
