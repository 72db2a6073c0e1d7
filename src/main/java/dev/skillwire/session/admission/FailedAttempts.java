package dev.skillwire.session.admission;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Slows down guessing: counts wrong tokens and codes for each remote address and over all of them.
///
/// Only failures are counted and only failures are refused. On loopback everyone shares one address,
/// so a limit that also held back valid tokens would let any program lock its neighbours out.
final class FailedAttempts {
  /// Wrong tries that an address has at once.
  static final int ADDRESS_BURST = 10;

  /// Wrong tries that all addresses together have at once.
  static final int OVERALL_BURST = 100;

  /// Addresses remembered; the one that failed longest ago is forgotten first.
  static final int MAX_ADDRESSES = 1_024;

  /// Seconds in which an address gets one more try.
  static final int RETRY_AFTER_SECONDS = 6;

  private static final Duration ADDRESS_INTERVAL = Duration.ofSeconds(RETRY_AFTER_SECONDS);
  private static final Duration OVERALL_INTERVAL = Duration.ofMillis(600);
  // One household or machine can hold 2^64 addresses: count them as one.
  private static final int IPV6_NETWORK_BYTES = 8;

  private final InstantSource clock;
  private Instant overall = Instant.MIN;
  // Each value is the instant at which that address has all its tries back (a leaky bucket in one
  // number).
  private final Map<ByteBuffer, Instant> addresses =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Instant> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  FailedAttempts(InstantSource clock) {
    this.clock = clock;
  }

  /// Notes one failure; false when this address, or everyone together, has had too many.
  synchronized boolean allows(InetSocketAddress remote) {
    Instant now = clock.instant();
    var address = network(remote.getAddress());
    var addressFull = addresses.getOrDefault(address, now);
    var addressNext = next(addressFull, now, ADDRESS_INTERVAL, ADDRESS_BURST);
    var overallNext = next(overall, now, OVERALL_INTERVAL, OVERALL_BURST);
    boolean allowed =
        !addressNext.isAfter(latest(now, ADDRESS_INTERVAL, ADDRESS_BURST))
            && !overallNext.isAfter(latest(now, OVERALL_INTERVAL, OVERALL_BURST));
    if (allowed) {
      addresses.put(address, addressNext);
      overall = overallNext;
    } else {
      // The wall clock was set back: what was noted by the old time must not hold for hours.
      addresses.computeIfPresent(
          address, (_, full) -> earlier(full, latest(now, ADDRESS_INTERVAL, ADDRESS_BURST)));
      overall = earlier(overall, latest(now, OVERALL_INTERVAL, OVERALL_BURST));
    }
    return allowed;
  }

  synchronized int remembered() {
    return addresses.size();
  }

  private static Instant next(Instant full, Instant now, Duration interval, int burst) {
    Instant from = full.isBefore(now) ? now : full;
    return earlier(from, latest(now, interval, burst)).plus(interval);
  }

  private static Instant latest(Instant now, Duration interval, int burst) {
    return now.plus(interval.multipliedBy(burst));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static ByteBuffer network(@Nullable InetAddress address) {
    if (address == null) {
      return ByteBuffer.allocate(0);
    }
    byte[] bytes = IpForms.canonical(address);
    return ByteBuffer.wrap(bytes.length == 4 ? bytes : Arrays.copyOf(bytes, IPV6_NETWORK_BYTES));
  }
}
