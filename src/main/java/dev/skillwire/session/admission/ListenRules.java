package dev.skillwire.session.admission;

import java.net.InetAddress;
import java.util.Collection;

/// What is decided about the addresses to listen on before the hub opens any of them.
public final class ListenRules {
  private ListenRules() {}

  /// Why the hub must not start like this, empty when it may.
  ///
  /// @param listeners the addresses to be bound; the wildcard address counts as beyond loopback
  /// @param tls whether every listener is encrypted
  /// @param insecure whether the person has accepted that tokens and events cross a network in clear
  /// @param trustLoopback see [AdmissionSettings]
  public static String refusal(
      Collection<InetAddress> listeners, boolean tls, boolean insecure, boolean trustLoopback) {
    if (!beyondLoopback(listeners)) {
      return "";
    }
    if (trustLoopback) {
      return "--trust-loopback cannot be combined with an address beyond loopback";
    }
    if (!tls && !insecure) {
      return "An address beyond loopback needs TLS (--tls-cert and --tls-key), or --insecure to send"
          + " tokens and events unencrypted";
    }
    return "";
  }

  /// Whether any of these addresses can be reached from another machine.
  public static boolean beyondLoopback(Collection<InetAddress> listeners) {
    return listeners.stream().anyMatch(address -> !IpForms.loopback(address));
  }
}
