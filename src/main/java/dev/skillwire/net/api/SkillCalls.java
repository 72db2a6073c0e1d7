package dev.skillwire.net.api;

import dev.skillwire.core.Command;
import dev.skillwire.core.Limits;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Reply;
import dev.skillwire.core.Run;
import dev.skillwire.core.RunId;
import dev.skillwire.core.Snapshot;
import dev.skillwire.stream.Hub;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.ClientMessage.Need;
import dev.skillwire.wire.JsonText;
import dev.skillwire.wire.SnapshotWriter;
import dev.skillwire.wire.Vocabulary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// `/api/v1/skills`: runs, one run with its whole story, and the wish that it ends.
final class SkillCalls {

  private static final int STORY_EVENTS = 10_000;

  /// What a run that ended takes while it is read from the log and written; its own bound is `RUN_TEXT_BYTES`.
  private static final int RUN_BYTES = 2 * Limits.RUN_TEXT_BYTES;

  private final Hub hub;
  private final LargeAnswers large;

  SkillCalls(Hub hub, LargeAnswers large) {
    this.hub = hub;
    this.large = large;
  }

  void serve(Call call, String method, List<String> path) throws BadMessage {
    if (path.isEmpty()) {
      get(call, method, () -> hub.snapshot(snapshot -> all(call, snapshot)));
    } else if (path.size() == 1) {
      var id = new RunId(path.getFirst());
      get(
          call,
          method,
          () ->
              hub.snapshot(
                  snapshot ->
                      large.give(
                          call,
                          HistoryCalls.PAGE_BYTES + RUN_BYTES,
                          out -> one(out, snapshot, id))));
    } else if (path.size() == 2 && path.get(1).equals("cancel")) {
      if (!method.equals("POST")) {
        Api.notAllowed(call, "POST");
        return;
      }
      cancel(call, new RunId(path.getFirst()));
    } else {
      Api.notFound(call);
    }
  }

  private static void get(Call call, String method, Runnable then) throws BadMessage {
    if (!method.equals("GET")) {
      Api.notAllowed(call, "GET");
      return;
    }
    Api.observe(call);
    then.run();
  }

  private void cancel(Call call, RunId id) throws BadMessage {
    if (!call.peer().may(Need.STOP)) {
      throw Api.forbidden();
    }
    boolean taken =
        hub.offer(
            new Command.CancelSkill(id),
            call.peer().sender(),
            "",
            id.value().length(),
            reply -> {
              switch (reply) {
                case Reply.Refused(var rejection) -> call.refuse(rejection);
                case Reply.Done done ->
                    call.json(
                        202,
                        out -> {
                          out.writeStringProperty("skill_id", id.value());
                          out.writeNumberProperty("seq", done.sequence());
                        });
              }
            },
            null);
    if (!taken) {
      call.refuse(PublishCalls.busy());
    }
  }

  private void all(Call call, Snapshot snapshot) {
    var recent = hub.recent().runs();
    large.give(
        call,
        snapshot.runs().stream().mapToLong(Run::bytes).sum() + RUN_BYTES,
        out -> all(out, snapshot, recent));
  }

  /// One run after the other: those of the log are not all in memory at the same time.
  private void all(OutputStream out, Snapshot snapshot, List<RunId> recent) throws IOException {
    var waiting = snapshot.waitingRuns();
    var told = new HashSet<RunId>();
    var list = new RunList(out);
    for (var run : snapshot.runs().reversed()) {
      told.add(run.id());
      list.add(run, waiting.contains(run.id()));
    }
    for (var ended : recent) {
      var run = told.contains(ended) ? null : hub.history().run(ended, false);
      if (run != null) {
        list.add(run, waiting.contains(ended));
      }
    }
    list.end();
  }

  private void one(OutputStream out, Snapshot snapshot, RunId id) throws IOException, BadMessage {
    var live = snapshot.runs().stream().filter(run -> run.id().equals(id)).findFirst();
    var run = live.isPresent() ? live.get() : hub.history().run(id, true);
    if (run == null) {
      throw new BadMessage(
          Rejection.of(Reason.UNKNOWN_SKILL, "No run with this id is known.").about(id.value()));
    }
    HistoryCalls.open(
        out,
        json -> {
          json.writeName("skill");
          json.writeStartObject();
          SnapshotWriter.run(json, run, snapshot.waiting(id));
          json.writeEndObject();
        });
    var story = hub.history().find(0, STORY_EVENTS, Set.of(), id.value());
    HistoryCalls.events(out, story, Vocabulary.S1);
  }

  /// `{"skills":[…]}`, written as its runs come.
  private static final class RunList {

    private final OutputStream out;
    private String before = "{\"skills\":[";

    RunList(OutputStream out) {
      this.out = out;
    }

    void add(Run run, boolean waiting) throws IOException {
      out.write(before.getBytes(StandardCharsets.US_ASCII));
      before = ",";
      JsonText.write(out, json -> SnapshotWriter.run(json, run, waiting));
    }

    void end() throws IOException {
      out.write((before.equals(",") ? "]}" : before + "]}").getBytes(StandardCharsets.US_ASCII));
    }
  }
}
