package dev.skillwire.engine.daemon;

import dev.skillwire.engine.daemon.plan.Plan;
import dev.skillwire.engine.daemon.plan.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The changes of one watch that no run has seen: many of them start one run, once it is quiet. Confined
/// to its owner.
final class Changes {

  private final Trigger.Watch watch;
  private final Set<String> paths = new LinkedHashSet<>();
  private @Nullable Instant first;
  private @Nullable Instant last;

  Changes(Trigger.Watch watch) {
    this.watch = watch;
  }

  /// Notes a change; of more than [Plan#LIST] paths only that there are some.
  void add(String path, Instant now) {
    if (first == null) {
      first = now;
    }
    last = now;
    if (paths.size() < Plan.LIST) {
      paths.add(path);
    }
  }

  /// When the run is due, or null while nothing has changed.
  @Nullable Instant due() {
    if (first == null || last == null) {
      return null;
    }
    var quiet = last.plus(watch.quiet());
    var latest = first.plus(watch.atMost());
    return quiet.isBefore(latest) ? quiet : latest;
  }

  /// Hands out what changed, and begins anew.
  List<String> take() {
    var taken = new ArrayList<>(paths);
    paths.clear();
    first = null;
    last = null;
    return taken;
  }
}
