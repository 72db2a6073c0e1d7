package dev.skillwire.session.admission;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The one form in which addresses are compared: IPv4 in 4 bytes, also where a dual-stack socket shows
/// it mapped into IPv6 (RFC 4291 section 2.5.5.2).
final class IpForms {
  private static final int MAPPED_PREFIX_BYTES = 12;

  private IpForms() {}

  /// The address in 4 or 16 bytes, network order.
  static byte[] canonical(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (!(address instanceof Inet6Address)) {
      return bytes;
    }
    for (int at = 0; at < MAPPED_PREFIX_BYTES; at++) {
      if (bytes[at] != (at < 10 ? 0 : (byte) 0xff)) {
        return bytes;
      }
    }
    return Arrays.copyOfRange(bytes, MAPPED_PREFIX_BYTES, bytes.length);
  }

  /// Whether the address is in 127.0.0.0/8, mapped or not, or is ::1. An unresolved one is not.
  static boolean loopback(InetSocketAddress end) {
    return loopback(end.getAddress());
  }

  static boolean loopback(@Nullable InetAddress address) {
    if (address == null) {
      return false;
    }
    byte[] bytes = canonical(address);
    return bytes.length == 4 ? bytes[0] == 127 : address.isLoopbackAddress();
  }
}
