package dev.skillwire.net.api;

import dev.skillwire.core.Command;
import dev.skillwire.core.Reply;
import dev.skillwire.core.Run;
import dev.skillwire.core.RunId;
import dev.skillwire.core.Snapshot;
import dev.skillwire.stream.Hub;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.ClientMessage.Need;
import dev.skillwire.wire.SnapshotWriter;
import dev.skillwire.wire.Vocabulary;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `/api/v1/skills`: runs, one run with its whole story, and the wish that it ends.
final class SkillCalls {

  private static final int STORY_EVENTS = 10_000;

  private final Hub hub;

  SkillCalls(Hub hub) {
    this.hub = hub;
  }

  void serve(Call call, String method, List<String> path) throws BadMessage {
    if (path.isEmpty()) {
      get(call, method, () -> hub.snapshot(snapshot -> Api.aside(call, () -> all(call, snapshot))));
    } else if (path.size() == 1) {
      var id = new RunId(path.getFirst());
      get(
          call,
          method,
          () -> hub.snapshot(snapshot -> Api.aside(call, () -> one(call, snapshot, id))));
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

  private void all(Call call, Snapshot snapshot) throws IOException {
    Map<RunId, Run> runs = new LinkedHashMap<>();
    for (var run : snapshot.runs().reversed()) {
      runs.put(run.id(), run);
    }
    for (var ended : hub.recent().runs()) {
      if (!runs.containsKey(ended)) {
        var run = hub.history().run(ended, false);
        if (run != null) {
          runs.put(ended, run);
        }
      }
    }
    var waiting = snapshot.waitingRuns();
    call.json(
        200,
        out -> {
          out.writeName("skills");
          out.writeStartArray();
          for (var run : runs.values()) {
            out.writeStartObject();
            SnapshotWriter.run(out, run, waiting.contains(run.id()));
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  private void one(Call call, Snapshot snapshot, RunId id) throws IOException {
    var live = snapshot.runs().stream().filter(run -> run.id().equals(id)).findFirst();
    var run = live.isPresent() ? live.get() : hub.history().run(id, true);
    if (run == null) {
      Problems.send(call, 404, "unknown_skill", "No run with this id is known.", Map.of());
      return;
    }
    var events = hub.history().find(0, STORY_EVENTS, Set.of(), id.value());
    call.json(
        200,
        out -> {
          out.writeName("skill");
          out.writeStartObject();
          SnapshotWriter.run(out, run, snapshot.waiting(id));
          out.writeEndObject();
          HistoryCalls.events(out, events, Vocabulary.S1);
        });
  }
}
