package dev.skillwire.wire;

import dev.skillwire.core.Limits;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Text;
import java.util.List;

/// Bounds of a filter: it is kept as long as its connection, and there may be thousands of these. An entry that
/// is longer than what it is compared with could never let anything pass.
final class FilterRules {

  private FilterRules() {}

  static void check(List<String> types, List<String> skillIds, List<String> sources)
      throws BadMessage {
    if (types.size() + skillIds.size() + sources.size() > Limits.FILTER_ENTRIES) {
      throw tooLarge("A filter has at most " + Limits.FILTER_ENTRIES + " entries");
    }
    int bytes =
        bytes("types", types, Limits.TYPE_CHARS)
            + bytes("skill_ids", skillIds, Limits.ID_CHARS)
            + bytes("sources", sources, Limits.NAME_CHARS);
    if (bytes > Limits.FILTER_BYTES) {
      throw tooLarge("A filter takes at most " + Limits.FILTER_BYTES + " bytes");
    }
  }

  private static int bytes(String field, List<String> entries, int chars) throws BadMessage {
    int bytes = 0;
    for (var entry : entries) {
      if (entry.length() > chars) {
        throw new BadMessage(
            Rejection.field(
                Reason.TOO_LARGE,
                field,
                "An entry of " + field + " takes at most " + chars + " characters"));
      }
      bytes += Text.utf8Length(entry);
    }
    return bytes;
  }

  private static BadMessage tooLarge(String message) {
    return new BadMessage(Rejection.of(Reason.TOO_LARGE, message));
  }
}
