package dev.skillwire.engine;

import dev.skillwire.core.Command;
import dev.skillwire.core.Limits;
import dev.skillwire.engine.skill.HealRules;
import dev.skillwire.engine.skill.StepSpec;
import dev.skillwire.engine.template.TemplateException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Does a step once for each thing of a list.
final class ForEach {

  /// Things of one list.
  static final int ITEMS = Limits.LIST;

  /// Characters of a thing in words.
  private static final int NAME_CHARS = 100;

  private static final double PERCENT = 100;

  private final RunContext context;
  private final HealRules heals;

  ForEach(RunContext context, HealRules heals) {
    this.context = context;
    this.heals = heals;
  }

  StepWork.Outcome run(Command.StepRef ref, StepSpec step)
      throws StepFailure, RunStopped, InterruptedException {
    var each = Objects.requireNonNull(step.each());
    var items = StepWork.items(each.items().filled(context::value));
    if (items.size() > ITEMS) {
      throw new StepFailure("'for_each' has " + items.size() + " things; " + ITEMS + " at most.");
    }
    var outcomes = new StepWork.Outcome.@Nullable Completed[items.size()];
    var stop = new CompletableFuture<String>();
    var _ = context.cancelled().thenAccept(stop::complete);
    var done = new AtomicInteger();
    new Crew(
            items.size(),
            stop,
            i -> {
              outcomes[i] = one(ref, step, context.until(stop), items.get(i), i);
              progress(ref, done.incrementAndGet(), items, i);
            })
        .work(each.limit());
    context.stopIfCancelled();
    return together(Arrays.stream(outcomes).map(Objects::requireNonNull).toList());
  }

  private StepWork.Outcome.Completed one(
      Command.StepRef ref, StepSpec step, RunContext within, @Nullable Object item, int i)
      throws StepFailure, RunStopped, InterruptedException {
    var each = Objects.requireNonNull(step.each());
    var seen = new LinkedHashMap<String, @Nullable Object>();
    seen.put(each.as(), item);
    seen.put("index", i);
    var inner = within.seeing(within.values().seeing(seen));
    try {
      return (StepWork.Outcome.Completed) new StepWork(inner, heals).once(ref, step);
    } catch (TemplateException e) {
      throw new StepFailure(at(item, i) + String.valueOf(e.getMessage()));
    } catch (StepFailure e) {
      throw new StepFailure(at(item, i) + e.error(), e.output);
    }
  }

  private static String at(@Nullable Object item, int i) {
    return "number " + (i + 1) + " (" + words(item) + "): ";
  }

  private static String words(@Nullable Object item) {
    var text = String.valueOf(item);
    return text.length() <= NAME_CHARS ? text : text.substring(0, NAME_CHARS) + "…";
  }

  private void progress(Command.StepRef ref, int done, List<?> items, int i) {
    context
        .reporter()
        .mention(
            new Command.ProgressStep(
                ref,
                PERCENT * done / items.size(),
                context
                    .secrets()
                    .mask(done + " of " + items.size() + " done: " + words(items.get(i))),
                null));
  }

  private static StepWork.Outcome together(List<StepWork.Outcome.Completed> all) {
    var told = new LinkedHashMap<String, @Nullable Object>();
    told.put("items", all.stream().map(StepWork.Outcome.Completed::told).toList());
    var values = all.stream().map(each -> of(each, "")).toList();
    var produced = Produced.value(values);
    boolean json = all.stream().allMatch(each -> each.produced().bySuffix().containsKey("_json"));
    return new StepWork.Outcome.Completed(
        told,
        json && !all.isEmpty()
            ? produced.and("_json", all.stream().map(each -> of(each, "_json")).toList())
            : produced);
  }

  @SuppressWarnings("NullAway") // a list of values may hold null
  private static Object of(StepWork.Outcome.Completed each, String suffix) {
    Map<String, ? extends @Nullable Object> values = each.produced().bySuffix();
    return values.get(suffix);
  }
}
