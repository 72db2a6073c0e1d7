package dev.skillwire.net.api;

import dev.skillwire.session.Resume;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.ClientMessage.Filter;
import dev.skillwire.wire.MessageReader;
import dev.skillwire.wire.Vocabulary;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a client that wants to follow asks for in its URL.
///
/// @param name what it calls itself, or ""
public record ClientRequest(Vocabulary vocabulary, Filter filter, Resume resume, String name) {

  private static final int NAME_CHARS = 64;

  /// A sequence as the hub writes it; it never has more digits than a long can hold.
  private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,18}");

  private static final String S2_PATH = "/events";

  /// Reads path and query.
  ///
  /// @param lastEventId `E:N` of an event stream that comes back, or null
  /// @throws IllegalArgumentException naming the parameter that is wrong
  public static ClientRequest of(String path, String rawQuery, @Nullable String lastEventId) {
    var query = Query.of(rawQuery);
    try {
      var filter =
          MessageReader.filter(
              either(query.list("types"), query.list("type")),
              orNone(either(query.list("skill_ids"), query.list("skill_id"))),
              orNone(query.list("sources")));
      return new ClientRequest(
          vocabulary(path, query), filter, resume(query, lastEventId), name(query));
    } catch (BadMessage e) {
      throw new IllegalArgumentException(e.rejection().message(), e);
    }
  }

  private static Vocabulary vocabulary(String path, Query query) {
    var asked = query.text("vocabulary");
    if (asked == null) {
      return path.equals(S2_PATH) ? Vocabulary.S2 : Vocabulary.S1;
    }
    return switch (asked.toLowerCase(Locale.ROOT)) {
      case "s1" -> Vocabulary.S1;
      case "s2" -> Vocabulary.S2;
      default -> throw new IllegalArgumentException("vocabulary is s1 or s2");
    };
  }

  private static Resume resume(Query query, @Nullable String lastEventId) {
    if (lastEventId == null || lastEventId.isEmpty()) {
      return new Resume(query.text("epoch"), query.whole("since"));
    }
    int colon = lastEventId.lastIndexOf(':');
    var sequence = lastEventId.substring(colon + 1);
    if (!SEQUENCE.matcher(sequence).matches()) {
      // A browser sends it again for ever and shows its page no refusal: it gets a fresh state.
      return new Resume("", 0L);
    }
    return new Resume(lastEventId.substring(0, Math.max(0, colon)), Long.valueOf(sequence));
  }

  /// The stream understands what history calls a parameter, too.
  private static @Nullable List<String> either(
      @Nullable List<String> plural, @Nullable List<String> singular) {
    return plural == null ? singular : plural;
  }

  private static List<String> orNone(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }

  private static String name(Query query) {
    var name = query.text("name", "");
    return name.length() <= NAME_CHARS ? name : name.substring(0, NAME_CHARS);
  }
}
