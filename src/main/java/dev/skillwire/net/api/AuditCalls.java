package dev.skillwire.net.api;

import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Question;
import dev.skillwire.core.QuestionStory;
import dev.skillwire.core.Snapshot;
import dev.skillwire.stream.Hub;
import dev.skillwire.stream.Trail;
import dev.skillwire.wire.AuditTable;
import dev.skillwire.wire.AuditWriter;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.JsonText;
import io.netty.handler.codec.http.QueryStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `GET /api/v1/audit`: questions with all that came of them, as JSON or CSV.
final class AuditCalls {

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 500;
  private static final String CSV = "text/csv";

  /// What a page takes while it is read and written.
  private static final long PAGE_BYTES = 4L << 20;

  private final Hub hub;
  private final LargeAnswers large;

  AuditCalls(Hub hub, LargeAnswers large) {
    this.hub = hub;
    this.large = large;
  }

  void serve(Call call) throws BadMessage {
    var query = call.query();
    int limit;
    try {
      var most = query.whole("limit");
      limit = most == null ? DEFAULT_LIMIT : Math.clamp(most, 1, MAX_LIMIT);
    } catch (IllegalArgumentException e) {
      throw Call.malformed(String.valueOf(e.getMessage()));
    }
    var since = Moment.of("since", query.text("since"));
    var until = Moment.of("until", query.text("until"));
    var run = query.text("skill_id", "");
    var skill = query.text("skill_name", "");
    var by = query.text("by", "");
    var outcome = query.text("outcome", "");
    Predicate<Question> about = question -> skill.isEmpty() || skill.equals(question.skillName());
    Predicate<QuestionStory> fits =
        story ->
            (by.isEmpty() || AuditWriter.isBy(story, by))
                && (outcome.isEmpty() || AuditWriter.cameOut(story, outcome));
    var accept = call.head().header("accept");
    boolean table = accept != null && accept.toLowerCase(Locale.ROOT).contains(CSV);
    hub.snapshot(
        snapshot -> {
          Source source =
              () ->
                  hub.trail()
                      .page(
                          new Trail.Wanted(
                              since == null ? 0 : since.after(hub.trail()),
                              until == null ? Long.MAX_VALUE : until.before(hub.trail()),
                              limit,
                              run,
                              about,
                              fits),
                          open(snapshot));
          if (table) {
            table(call, source);
          } else {
            large.give(call, PAGE_BYTES, out -> out.write(object(source.page(), snapshot)));
          }
        });
  }

  /// Reads a page; may block.
  private interface Source {
    Trail.Page page() throws IOException;
  }

  private static Set<ConfirmationId> open(Snapshot snapshot) {
    return snapshot.open().stream()
        .map(waiting -> waiting.question().id())
        .collect(Collectors.toUnmodifiableSet());
  }

  private byte[] object(Trail.Page page, Snapshot snapshot) {
    return JsonText.write(
        out -> {
          out.writeStringProperty("epoch", hub.epoch());
          out.writeNumberProperty("head", snapshot.sequence());
          AuditWriter.questions(out, page.stories());
          if (page.earlier() > 0) {
            out.writeNumberProperty("earlier", page.earlier());
          }
        });
  }

  private void table(Call call, Source source) {
    var headers = new HashMap<String, String>();
    headers.put("content-disposition", "attachment; filename=\"skillwire-audit.csv\"");
    large.give(
        call,
        PAGE_BYTES,
        CSV + "; charset=utf-8; header=present",
        () -> headers,
        out -> {
          var page = source.page();
          if (page.earlier() > 0) {
            headers.put("link", "<" + earlier(call.query(), page.earlier()) + ">; rel=\"prev\"");
          }
          out.write(AuditTable.text(page.stories()).getBytes(StandardCharsets.UTF_8));
        });
  }

  /// The same request for the page before.
  private static String earlier(Query query, long until) {
    var encoder = new QueryStringEncoder("/api/v1/audit");
    for (var name : List.of("since", "skill_id", "skill_name", "by", "outcome", "limit")) {
      var value = query.text(name);
      if (value != null) {
        encoder.addParam(name, value);
      }
    }
    encoder.addParam("until", Long.toString(until));
    return encoder.toString();
  }

  /// A place in the log: a sequence, or a time.
  private record Moment(long sequence, @Nullable Instant time) {

    static @Nullable Moment of(String name, @Nullable String text) throws BadMessage {
      if (text == null || text.isEmpty()) {
        return null;
      }
      try {
        return text.chars().allMatch(c -> c >= '0' && c <= '9')
            ? new Moment(Long.parseLong(text), null)
            : new Moment(0, OffsetDateTime.parse(text).toInstant());
      } catch (NumberFormatException | DateTimeException e) {
        throw Call.malformed(name + " is a sequence or a time such as 2026-03-01T12:00:00Z");
      }
    }

    long after(Trail trail) throws IOException {
      return time == null ? sequence : trail.before(time);
    }

    long before(Trail trail) throws IOException {
      return time == null ? sequence : trail.before(time) + 1;
    }
  }
}
