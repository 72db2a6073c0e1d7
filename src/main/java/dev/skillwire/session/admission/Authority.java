package dev.skillwire.session.admission;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A host and perhaps a port, as in a `Host` header (RFC 9110 section 7.2).
///
/// @param host lower case; an IPv6 address keeps its brackets
/// @param port 1 to 65,535, or [#NO_PORT]
record Authority(String host, int port) {
  static final int NO_PORT = -1;

  private static final int MAX_LENGTH = 261;
  // Deliberately narrower than the RFC: no user name, no escapes, no empty label, no trailing dot,
  // no
  // zone of an IPv6 address. Whatever is not written plainly is not on any list.
  private static final Pattern FORM =
      Pattern.compile("((?:[a-z0-9_-]+\\.)*[a-z0-9_-]+|\\[[0-9a-f:.]+])(?::([1-9][0-9]{0,4}))?");

  /// Reads one authority; null when the text is anything else.
  static @Nullable Authority parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    var match = FORM.matcher(lowerAscii(text));
    if (!match.matches()) {
      return null;
    }
    String port = match.group(2);
    int number = port == null ? NO_PORT : Integer.parseInt(port);
    return number > 65_535 ? null : new Authority(match.group(1), number);
  }

  /// The port meant: the written one, else the scheme's.
  int portOr(int schemePort) {
    return port == NO_PORT ? schemePort : port;
  }

  @Override
  public String toString() {
    return port == NO_PORT ? host : host + ":" + port;
  }

  // String.toLowerCase would turn the Kelvin sign into a k and let it pass for one.
  static String lowerAscii(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) > 127) {
        return text;
      }
    }
    return text.toLowerCase(Locale.ROOT);
  }
}
