package dev.skillwire.wire;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/// Says in plain words what is wrong with a text that should be JSON, and where. What the parser itself says names its
/// own classes and settings, which are no help to who wrote the text.
final class JsonFaults {

  /// Characters of the text that a sentence repeats.
  private static final int SHOWN = 40;

  private record Wording(Pattern complaint, String words) {}

  /// The first that fits is taken; `%s` is what the parser points at.
  private static final List<Wording> WORDINGS =
      List.of(
          wording("^Duplicate Object property \"(.*?)\"", "the name '%s' is there twice"),
          wording("^Non-standard token '(.*?)'", "'%s' is no number"),
          wording("^Unrecognized token '(.*?)'", "the word '%s' is no value"),
          wording("^Illegal unquoted character", "a control character in a text must be escaped"),
          wording("^Unrecognized character escape '?(.+?)'? \\(", "'\\%s' is no escape"),
          wording("^Invalid numeric value|^Invalid number|zeroes", "a number is written wrongly"),
          wording("^Trailing token", "more follows where it should end"),
          wording("^Unexpected character \\('(.)'", "'%s' is not expected here"),
          wording("^Unexpected close marker '(.)'", "'%s' closes nothing that is open"));

  /// By the beginning of what the parser says about a limit.
  private static final Map<String, String> LIMITS =
      Map.of(
          "Document nesting depth",
          "objects and arrays lie deeper than " + JsonText.DEPTH + " levels",
          "Number value length",
          "a number has more than " + JsonText.NUMBER_CHARS + " characters",
          "Name length",
          "a name is too long",
          "String value length",
          "a text is too long");

  private JsonFaults() {}

  /// A sentence, such as `This is not JSON: it ends too early (line 1, column 9).`
  static String words(JacksonException failure) {
    return "This is not JSON: " + what(failure) + place(failure) + ".";
  }

  private static String what(JacksonException failure) {
    var complaint = String.valueOf(failure.getOriginalMessage());
    if (failure instanceof StreamConstraintsException) {
      return LIMITS.entrySet().stream()
          .filter(limit -> complaint.startsWith(limit.getKey()))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse("something in it is too large");
    }
    if (failure instanceof UnexpectedEndOfInputException
        || complaint.startsWith("Unexpected end-of-input")) {
      return "it ends too early";
    }
    for (var wording : WORDINGS) {
      var matcher = wording.complaint.matcher(complaint);
      if (matcher.find()) {
        var meant = matcher.groupCount() == 0 ? "" : shown(matcher.group(1));
        return wording.words.replace("%s", meant);
      }
    }
    return "it is written wrongly";
  }

  private static String place(JacksonException failure) {
    var place = failure.getLocation();
    return place == null || place.getLineNr() < 1 || place.getColumnNr() < 1
        ? ""
        : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static Wording wording(String complaint, String words) {
    return new Wording(Pattern.compile(complaint, Pattern.DOTALL), words);
  }
}
