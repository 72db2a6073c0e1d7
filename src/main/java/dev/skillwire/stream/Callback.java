package dev.skillwire.stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls what others handed in. One that throws is its own fault: it is told, and the sequencer goes on.
final class Callback {

  private static final Logger LOG = LoggerFactory.getLogger(Callback.class);

  private Callback() {}

  static void run(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException e) {
      LOG.error("A callback failed", e);
    }
  }
}
