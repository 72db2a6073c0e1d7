package dev.skillwire.desktop.show;

import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Json;
import dev.skillwire.core.Question;
import dev.skillwire.core.Risk;
import dev.skillwire.core.RunId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Questions for tests.
public final class Questions {

  public static final Instant AT = Instant.parse("2026-05-04T10:20:30Z");
  public static final String ASKER = "client:asker";

  private Questions() {}

  public static Question of(String id, String prompt, String... options) {
    return of(id, prompt, 60_000L, Risk.LOW, null, options);
  }

  public static Question of(
      String id,
      String prompt,
      @Nullable Long timeoutMs,
      Risk risk,
      @Nullable Json action,
      String... options) {
    return new Question(
        new ConfirmationId(id),
        new RunId("run-1"),
        "deploy",
        2,
        "apply",
        prompt,
        List.of(options),
        "",
        timeoutMs,
        AT,
        "abort",
        risk,
        action,
        action == null ? null : "d1gest",
        null,
        null,
        false,
        ASKER);
  }

  public static Card card(Question question) {
    var now = ZonedDateTime.ofInstant(AT, ZoneOffset.UTC);
    var time = question.timeoutMs();
    return Card.of(question, now, time == null ? null : now.plusSeconds(time / 1000));
  }

  public static Card card(String prompt, String... options) {
    return card(of("q", prompt, options));
  }
}
