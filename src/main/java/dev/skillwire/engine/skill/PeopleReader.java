package dev.skillwire.engine.skill;

import dev.skillwire.core.Limits;
import dev.skillwire.core.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads who decides a question of a skill. What only the hub can judge, it refuses when it is asked.
final class PeopleReader {

  private PeopleReader() {}

  static Terms.Wanted read(YamlFile file, Mapping question) throws SkillLoadException {
    var after = Durations.read(question, "escalate_after", null);
    return new Terms.Wanted(
        question.has("quorum")
            ? Integer.valueOf((int) question.number("quorum", 1, 1, Limits.QUORUM))
            : null,
        question.has("veto") ? texts(file, question, "veto") : null,
        texts(file, question, "answerers"),
        after == null ? null : Long.valueOf(after.toMillis()),
        texts(file, question, "escalate_to"),
        reminders(question));
  }

  private static List<String> texts(YamlFile file, Mapping question, String key)
      throws SkillLoadException {
    var texts = new ArrayList<String>();
    for (var node : question.list(key)) {
      texts.add(file.text(node, "an entry of '" + key + "'"));
    }
    return List.copyOf(texts);
  }

  /// One time; nothing behind the key means never.
  private static @Nullable List<Long> reminders(Mapping question) throws SkillLoadException {
    if (!question.has("remind_after")) {
      return null;
    }
    Duration after = Durations.read(question, "remind_after", null);
    return after == null ? List.of() : List.of(after.toMillis());
  }
}
