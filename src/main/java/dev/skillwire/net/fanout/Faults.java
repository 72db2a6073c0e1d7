package dev.skillwire.net.fanout;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells what went wrong for one client or lane. That memory ended is told by who counts it.
final class Faults {

  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  private Faults() {}

  static void tell(String what, Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      LOG.debug(what, cause);
    } else {
      LOG.error(what, cause);
    }
  }
}
