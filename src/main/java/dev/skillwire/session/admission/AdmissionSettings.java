package dev.skillwire.session.admission;

import java.util.LinkedHashSet;
import java.util.Set;

/// What the person who runs the hub has decided about who gets in.
///
/// @param allowedHosts more `Host` values to accept, `name` or `name:port`; a name alone stands for the
///     hub's port and for no port at all
/// @param allowedOrigins pages of other origins that may talk to the hub, `scheme://host[:port]`; there
///     is no wildcard
/// @param trustLoopback where the system cannot tell users apart, take loopback peers for the same user
/// @param requireToken nobody is admitted for being the same user
/// @param answersNeedToken only a token, or a page that was opened with one, may answer
/// @param publicUrl where people elsewhere reach this hub by links that answer one question, as an
///     origin; "" for no such links
/// @param port the hub's port, 0 for whichever port the connection came in on
public record AdmissionSettings(
    Set<String> allowedHosts,
    Set<String> allowedOrigins,
    boolean trustLoopback,
    boolean requireToken,
    boolean answersNeedToken,
    String publicUrl,
    int port) {

  /// More configured hosts or origins than this are refused.
  public static final int MAX_ALLOWED = 256;

  /// @throws IllegalArgumentException if a host or origin cannot be one, or there are too many; the
  ///     message names it
  public AdmissionSettings {
    if (allowedHosts.size() > MAX_ALLOWED || allowedOrigins.size() > MAX_ALLOWED) {
      throw new IllegalArgumentException("More than " + MAX_ALLOWED + " allowed hosts or origins");
    }
    var hosts = new LinkedHashSet<String>();
    for (String text : allowedHosts) {
      var host = Authority.parse(text);
      if (host == null) {
        throw new IllegalArgumentException("Not a host name with an optional port: " + text);
      }
      hosts.add(host.toString());
    }
    var origins = new LinkedHashSet<String>();
    for (String text : allowedOrigins) {
      var origin = WebOrigin.parse(text);
      if (origin == null) {
        throw new IllegalArgumentException("Not an origin such as https://example.org: " + text);
      }
      origins.add(origin.toString());
    }
    if (!publicUrl.isEmpty()) {
      var origin = WebOrigin.parse(publicUrl);
      if (origin == null) {
        throw new IllegalArgumentException(
            "Not an origin such as https://example.org: " + publicUrl);
      }
      publicUrl = origin.toString();
    }
    allowedHosts = Set.copyOf(hosts);
    allowedOrigins = Set.copyOf(origins);
  }

  /// Settings without links.
  public AdmissionSettings(
      Set<String> allowedHosts,
      Set<String> allowedOrigins,
      boolean trustLoopback,
      boolean requireToken,
      boolean answersNeedToken,
      int port) {
    this(allowedHosts, allowedOrigins, trustLoopback, requireToken, answersNeedToken, "", port);
  }

  /// The defaults on a port: nothing configured, every switch off.
  public static AdmissionSettings onPort(int port) {
    return new AdmissionSettings(Set.of(), Set.of(), false, false, false, "", port);
  }
}
