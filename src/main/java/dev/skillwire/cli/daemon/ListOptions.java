package dev.skillwire.cli.daemon;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.Message;
import dev.skillwire.client.MessageBuilder;
import dev.skillwire.engine.daemon.Note;
import dev.skillwire.engine.daemon.NoteFile;
import dev.skillwire.engine.daemon.plan.Entry;
import dev.skillwire.engine.daemon.plan.Trigger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How entries are listed.
final class ListOptions {

  private static final int NEXT = 3;
  private static final int NEXT_MOST = 100;

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm z", Locale.ENGLISH);

  @Mixin private PlanOption file = new PlanOption();

  @Option(
      names = "--next",
      paramLabel = "N",
      description = "How many of the next times of each schedule. Default: 3.")
  private int next = NEXT;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  int print(Surroundings around) {
    if (next < 0 || next > NEXT_MOST) {
      throw new CommandFailure(ExitCode.USAGE, "--next is 0 to " + NEXT_MOST + ".");
    }
    var plan = file.load(around);
    var notes = NoteFile.read(PlanOption.data(around), file.path(around));
    var now = around.clock().instant();
    if (json) {
      var entries = plan.entries().stream().map(entry -> json(entry, notes, now)).toList();
      var all = new MessageBuilder().putAll("entries", entries).build();
      around.out().println(Shown.json(all.toString()));
      return ExitCode.OK;
    }
    for (var entry : plan.entries()) {
      tell(entry, notes, now, around);
    }
    return ExitCode.OK;
  }

  private void tell(Entry entry, Map<String, Note> notes, Instant now, Surroundings around) {
    var out = around.out();
    out.println(entry.name() + "  " + Shown.line(words(entry.trigger())));
    out.println("    runs " + Shown.line(entry.skill().toString()));
    for (var time : times(entry, now)) {
      out.println("    next " + when(time, zone(entry)));
    }
    var note = notes.getOrDefault(entry.name(), null);
    var started = note == null ? null : note.started();
    if (note != null && started != null) {
      var outcome = note.outcome().isEmpty() ? "no end known" : note.outcome();
      out.println(
          "    last " + when(started, zone(entry)) + "  " + Shown.line(note.run() + " " + outcome));
    }
  }

  private static String words(Trigger trigger) {
    return switch (trigger) {
      case Trigger.Schedule schedule ->
          "schedule  " + schedule.times().expression() + "  " + schedule.times().zone();
      case Trigger.Watch watch ->
          "watch  " + String.join(" ", watch.paths().stream().map(String::valueOf).toList());
      case Trigger.Hook _ -> "webhook";
    };
  }

  private List<Instant> times(Entry entry, Instant now) {
    return entry.trigger() instanceof Trigger.Schedule schedule
        ? schedule.times().next(now, next)
        : List.of();
  }

  private static ZoneId zone(Entry entry) {
    return entry.trigger() instanceof Trigger.Schedule schedule
        ? schedule.times().zone()
        : ZoneId.systemDefault();
  }

  private static String when(Instant time, ZoneId zone) {
    return WHEN.format(time.atZone(zone));
  }

  private Message json(Entry entry, Map<String, Note> notes, Instant now) {
    var message =
        new MessageBuilder()
            .put("name", entry.name())
            .put("source", entry.trigger().source())
            .put("skill", entry.skill().toString())
            .put("overlap", entry.overlap() == Entry.Overlap.SKIP ? "skip" : "queue-one");
    switch (entry.trigger()) {
      case Trigger.Schedule schedule ->
          message
              .put("cron", schedule.times().expression())
              .put("time_zone", schedule.times().zone().getId())
              .put("missed", schedule.makesUp() ? "once" : "skip")
              .put("next", times(entry, now).stream().map(Instant::toString).toList());
      case Trigger.Watch watch ->
          message.put("paths", watch.paths().stream().map(String::valueOf).toList());
      case Trigger.Hook _ -> message.put("path", "/hooks/" + entry.name());
    }
    return message.putAny("last", last(notes.get(entry.name()))).build();
  }

  private static @Nullable Object last(@Nullable Note note) {
    return note == null || note.started() == null
        ? null
        : Map.of(
            "started",
            note.started().toString(),
            "skill_id",
            note.run(),
            "outcome",
            note.outcome());
  }
}
