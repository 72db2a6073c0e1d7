package dev.skillwire.session.admission;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A serialised origin (RFC 6454 section 6.2): scheme, host and port, nothing behind them.
///
/// @param port the port meant, [Authority#NO_PORT] for schemes that have none
record WebOrigin(String scheme, String host, int port) {
  static final int HTTP_PORT = 80;
  static final int HTTPS_PORT = 443;

  private static final String EDITOR_SCHEME = "vscode-webview";
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{0,31}");

  /// Reads one origin; null when the text is anything else, so also for `null`, `*`, a list or a URL
  /// with a path.
  static @Nullable WebOrigin parse(String text) {
    int colon = text.indexOf("://");
    if (colon < 0) {
      return null;
    }
    String scheme = Authority.lowerAscii(text.substring(0, colon));
    var authority = Authority.parse(text.substring(colon + 3));
    if (authority == null || !SCHEME.matcher(scheme).matches()) {
      return null;
    }
    int schemePort =
        switch (scheme) {
          case "http" -> HTTP_PORT;
          case "https" -> HTTPS_PORT;
          default -> Authority.NO_PORT;
        };
    return new WebOrigin(scheme, authority.host(), authority.portOr(schemePort));
  }

  /// Whether a webview of an editor sent it. Every extension of that editor shares the scheme, so the
  /// origin alone says nothing.
  boolean editorWebview() {
    return scheme.equals(EDITOR_SCHEME);
  }

  /// The one text for this origin: lower case, default ports written out.
  @Override
  public String toString() {
    return scheme + "://" + new Authority(host, port);
  }
}
