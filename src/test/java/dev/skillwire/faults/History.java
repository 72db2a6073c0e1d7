package dev.skillwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.contract.Api;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The whole log as its history tells it, read page by page and checked for gaps on the way.
final class History {

  private static final int PAGE = 1_000;

  private final Map<Long, String> markAt = new HashMap<>();
  private final Map<String, JsonNode> outcomes = new HashMap<>();
  private String epoch = "";
  private long head;

  /// Reads on after what was read before.
  ///
  /// @throws AssertionError for a gap, or an event that is there twice
  void readOn(Api api) {
    while (true) {
      var page = api.get("/api/v1/events?since=" + head + "&limit=" + PAGE).json(200);
      epoch = page.path("epoch").asString("");
      for (var event : page.path("events")) {
        assertThat(event.path("seq").asLong()).isEqualTo(head + 1);
        head++;
        note(event);
      }
      if (page.path("head").asLong() <= head) {
        return;
      }
      assertThat(page.path("events").isEmpty()).as("no progress at " + head).isFalse();
    }
  }

  private void note(JsonNode event) {
    switch (event.path("type").asString("")) {
      case "load" -> markAt.put(head, event.path("mark").asString(""));
      case "confirmation_answered", "confirmation_expired" ->
          assertThat(outcomes.put(event.path("id").asString(""), event)).isNull();
      default -> {}
    }
  }

  String epoch() {
    return epoch;
  }

  long head() {
    return head;
  }

  /// Sequence and `mark` of each event of the load.
  Map<Long, String> marks() {
    return markAt;
  }

  Map<String, JsonNode> outcomes() {
    return outcomes;
  }

  /// Demands that what was acknowledged is there, at that sequence, and nothing twice.
  void assertHolds(Map<String, Long> acknowledged) {
    acknowledged.forEach((mark, seq) -> assertThat(markAt.get(seq)).isEqualTo(mark));
    assertThat(markAt.values()).doesNotHaveDuplicates();
  }
}
