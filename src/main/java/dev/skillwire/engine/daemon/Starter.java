package dev.skillwire.engine.daemon;

import dev.skillwire.core.RunId;
import dev.skillwire.engine.daemon.plan.Entry;
import java.util.Map;
import java.util.function.Consumer;

/// Starts runs of entries.
public interface Starter {

  /// Starts a run without waiting for it.
  ///
  /// @param inputs all of them, texts or values
  /// @param ended told once, on another thread, how the run ended, in words
  Started start(Entry entry, RunId run, Map<String, Object> inputs, Consumer<String> ended);

  /// A run at work.
  interface Started {

    /// Ends the run; `ended` is told when it has.
    void cancel(String why);
  }
}
