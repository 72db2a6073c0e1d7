package dev.skillwire.engine.daemon;

import dev.skillwire.core.RunId;
import dev.skillwire.engine.daemon.plan.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Runs that end when a test says so.
final class FakeStarter implements Starter {

  record Start(
      String entry,
      RunId run,
      Map<String, Object> inputs,
      Consumer<String> ended,
      List<String> why) {

    void end(String outcome) {
      ended.accept(outcome);
    }
  }

  final List<Start> starts = new ArrayList<>();
  boolean endsWhenCancelled;

  @Override
  public synchronized Started start(
      Entry entry, RunId run, Map<String, Object> inputs, Consumer<String> ended) {
    var start = new Start(entry.name(), run, inputs, ended, new ArrayList<>());
    starts.add(start);
    return why -> {
      start.why().add(why);
      if (endsWhenCancelled) {
        Thread.ofVirtual().start(() -> start.end("cancelled"));
      }
    };
  }

  synchronized List<String> names() {
    return starts.stream().map(Start::entry).toList();
  }
}
