package dev.skillwire.engine.daemon;

import dev.skillwire.core.Command;
import dev.skillwire.core.Event.FailReason;
import dev.skillwire.core.HubPort;
import dev.skillwire.core.Json;
import dev.skillwire.core.RunId;
import dev.skillwire.engine.RunOptions;
import dev.skillwire.engine.SkillRun;
import dev.skillwire.engine.daemon.plan.Entry;
import dev.skillwire.engine.skill.InputException;
import dev.skillwire.engine.skill.SkillLoadException;
import dev.skillwire.engine.skill.SkillLoader;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs skills on virtual threads, a few at the same time.
///
/// The file of the skill is read for each run, so that it can be edited. One that can't be used any more
/// is told as a run that failed, because nobody sits at a daemon's terminal.
public final class SkillStarter implements Starter {

  private static final Logger LOG = LoggerFactory.getLogger(SkillStarter.class);

  private final HubPort hub;
  private final InstantSource clock;
  private final Semaphore room;

  /// @param atOnce runs at work at the same time
  public SkillStarter(HubPort hub, InstantSource clock, int atOnce) {
    this.hub = hub;
    this.clock = clock;
    this.room = new Semaphore(atOnce, true);
  }

  @Override
  public Started start(Entry entry, RunId run, Map<String, Object> inputs, Consumer<String> ended) {
    var work = new Work(entry, run, inputs, ended);
    work.thread = Thread.ofVirtual().name("run-" + run).unstarted(work);
    work.thread.start();
    return work;
  }

  private final class Work implements Runnable, Started {

    private final Entry entry;
    private final RunId id;
    private final Map<String, Object> inputs;
    private final Consumer<String> ended;
    private @Nullable Thread thread;
    private @Nullable SkillRun run;
    private @Nullable String cancelled;

    Work(Entry entry, RunId id, Map<String, Object> inputs, Consumer<String> ended) {
      this.entry = entry;
      this.id = id;
      this.inputs = inputs;
      this.ended = ended;
    }

    @Override
    public void run() {
      String outcome;
      try {
        room.acquire();
        try {
          outcome = work();
        } finally {
          room.release();
        }
      } catch (InterruptedException _) {
        outcome = "cancelled before it began";
      } catch (RuntimeException | Error e) {
        LOG.error("The run {} of '{}' broke", id, entry.name(), e);
        outcome = "failed: " + e;
      }
      ended.accept(outcome);
    }

    private String work() {
      SkillRun begun;
      try {
        var skill = SkillLoader.load(entry.skill());
        var options =
            RunOptions.manual(id, entry.directory())
                .from(entry.trigger().source(), Map.of("SKILLWIRE_ENTRY", entry.name()));
        begun = new SkillRun(skill, inputs, options, hub, clock);
      } catch (SkillLoadException | InputException e) {
        return unusable(String.valueOf(e.getMessage()));
      }
      synchronized (this) {
        run = begun;
        if (cancelled != null) {
          begun.cancel(cancelled);
        }
      }
      var result = begun.call();
      return result.succeeded() ? "completed" : "failed: " + result.error();
    }

    private String unusable(String problem) {
      LOG.warn("'{}' can't be started: {}", entry.name(), problem);
      var source = entry.trigger().source();
      var _ =
          hub.submit(
              new Command.StartSkill(
                  id, entry.name(), "", 0, Json.EMPTY_OBJECT, source, null, List.of()));
      var _ =
          hub.submit(new Command.FailSkill(Command.RunRef.of(id), problem, 0L, FailReason.FAILED));
      return "failed: " + problem;
    }

    @Override
    public synchronized void cancel(String why) {
      cancelled = why;
      if (run != null) {
        run.cancel(why);
      } else if (thread != null) {
        thread.interrupt();
      }
    }
  }
}
