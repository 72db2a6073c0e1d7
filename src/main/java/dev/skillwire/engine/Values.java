package dev.skillwire.engine;

import dev.skillwire.engine.skill.Skill;
import dev.skillwire.engine.skill.StepSpec;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What templates of a run can read. Safe for several threads: steps of a group read and write at the
/// same time.
final class Values {

  private final Store store;
  private final Map<String, @Nullable Object> own;

  Values(
      Skill skill, Map<String, @Nullable Object> inputs, RunOptions options, InstantSource clock) {
    this(new Store(), Map.of());
    var run = new LinkedHashMap<String, @Nullable Object>();
    run.put("id", options.run().value());
    run.put("skill", skill.name());
    run.put("session", options.sessionId());
    run.put("source", options.source());
    run.put("directory", options.workingDirectory().toString());
    put("inputs", inputs);
    put("defaults", skill.defaults());
    put("today", LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault()).toString());
    put("run", run);
  }

  private Values(Store store, Map<String, @Nullable Object> own) {
    this.store = store;
    this.own = own;
  }

  private static final class Store {
    private final Map<String, @Nullable Object> all = new HashMap<>();
    private final Map<String, @Nullable Object> steps = new LinkedHashMap<>();

    private synchronized Map<String, @Nullable Object> copy() {
      var copy = new HashMap<String, @Nullable Object>(all);
      copy.put("steps", new LinkedHashMap<>(steps));
      return copy;
    }
  }

  /// All of them, as of now.
  Map<String, @Nullable Object> all() {
    var all = store.copy();
    all.putAll(own);
    return all;
  }

  /// The same values and some more, for one template.
  Map<String, @Nullable Object> with(Map<String, ? extends @Nullable Object> more) {
    var values = all();
    values.putAll(more);
    return values;
  }

  /// These values with some that only a part of the run sees.
  Values seeing(Map<String, ? extends @Nullable Object> more) {
    var seen = new HashMap<String, @Nullable Object>(own);
    seen.putAll(more);
    return new Values(store, seen);
  }

  private void put(String name, @Nullable Object value) {
    synchronized (store) {
      store.all.put(name, value);
    }
  }

  /// Tells `finally` steps how the others ended.
  void outcome(String word, @Nullable String error) {
    synchronized (store) {
      var run = new LinkedHashMap<String, @Nullable Object>();
      if (store.all.get("run") instanceof Map<?, ?> before) {
        before.forEach((key, value) -> run.put(String.valueOf(key), value));
      }
      run.put("outcome", word);
      run.put("error", error);
      store.all.put("run", run);
    }
  }

  /// How a step ended: `success`, `failed` or `skipped`, and what it leaves.
  void ended(StepSpec step, String status, @Nullable String error, Produced produced) {
    synchronized (store) {
      var story = new LinkedHashMap<String, @Nullable Object>();
      story.put("status", status);
      story.put("error", error);
      store.steps.put(step.name(), story);
      var name = step.output();
      if (name != null) {
        if (!status.equals("success")) {
          store.all.put(name, null);
          store.all.put(name + "_lines", List.of());
          store.all.remove(name + "_json");
          store.all.put(name + "_error", error);
        }
        produced.bySuffix().forEach((suffix, value) -> store.all.put(name + suffix, value));
      }
      produced.named().forEach(store.all::put);
    }
  }
}
