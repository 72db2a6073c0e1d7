package dev.skillwire.client;

import java.util.regex.Pattern;

/// A page of a table as a hub writes it: CSV by RFC 4180 below a line of names.
///
/// @param names the line of names, with its end
/// @param rows the lines below it
/// @param count how many they are; a cell may hold line breaks
/// @param earlier what to give as `until` for the page before; 0 when there is none
public record Table(String names, String rows, int count, long earlier) {

  private static final String END = "\r\n";

  private static final Pattern EARLIER =
      Pattern.compile("<[^>]*[?&]until=([0-9]{1,18})>;\\s*rel=\"prev\"");

  /// Reads an answer.
  ///
  /// @param link its `Link` header, or ""
  static Table of(String text, String link) {
    int count = 0;
    int names = text.length();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        quoted = !quoted; // twice for a quote inside of a cell
      } else if (!quoted && text.startsWith(END, i)) {
        names = Math.min(names, i + END.length());
        count++;
      }
    }
    var earlier = EARLIER.matcher(link);
    return new Table(
        text.substring(0, names),
        text.substring(names),
        Math.max(0, count - 1),
        earlier.find() ? Long.parseLong(earlier.group(1)) : 0);
  }
}
