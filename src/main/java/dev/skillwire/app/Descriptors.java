package dev.skillwire.app;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Fits the number of connections to the files that the system lets this process have open.
final class Descriptors {

  /// For the log and its readers, the kernel's tables, listening sockets, libraries, and those who are told that the
  /// hub is full.
  static final int OTHERS = 200;

  /// A system that allows less than this many connections beside the others runs short now and then.
  static final int LEAST = 16;

  /// From this many connections on, the limit is nobody's worry at an ordinary start.
  static final int ENOUGH = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);

  private Descriptors() {}

  /// As many connections as are wanted and possible; warns where that is not [#ENOUGH].
  static int connections(int wanted) {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
      return wanted;
    }
    var limit = unix.getMaxFileDescriptorCount();
    var possible = possible(wanted, limit);
    if (possible < wanted) {
      LOG.atLevel(possible < ENOUGH ? Level.WARN : Level.DEBUG)
          .log(
              "The system allows {} open files: at most {} connections instead of {} (see ulimit -n).",
              limit,
              possible,
              wanted);
    }
    return possible;
  }

  /// @param limit of open files; less than 1 where there is none
  static int possible(int wanted, long limit) {
    return limit < 1 ? wanted : (int) Math.min(wanted, Math.max(LEAST, limit - OTHERS));
  }
}
