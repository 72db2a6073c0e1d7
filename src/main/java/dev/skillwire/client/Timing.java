package dev.skillwire.client;

import java.time.Duration;

/// How patient a client is.
///
/// @param connect longest time to connect and be greeted
/// @param heartbeat silence after which a heartbeat is sent; after twice that the connection is given up
/// @param backoffFirst longest wait before the first attempt to come back
/// @param backoffMost longest wait between attempts
record Timing(Duration connect, Duration heartbeat, Duration backoffFirst, Duration backoffMost) {

  static final Timing DEFAULT =
      new Timing(
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofMillis(250),
          Duration.ofSeconds(15));
}
