package dev.skillwire.engine.daemon.plan;

import dev.skillwire.engine.skill.Input;
import dev.skillwire.engine.skill.InputException;
import dev.skillwire.engine.skill.InputValues;
import dev.skillwire.engine.skill.Mapping;
import dev.skillwire.engine.skill.Skill;
import dev.skillwire.engine.skill.SkillLoadException;
import dev.skillwire.engine.skill.SkillLoader;
import dev.skillwire.engine.skill.YamlFile;
import dev.skillwire.engine.template.Similar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads the file of a daemon with all that it names, so that what can't work is told at the start.
public final class PlanReader {

  private static final long FILE_BYTES = 1024 * 1024;
  private static final int AT_ONCE = 4;
  private static final int AT_ONCE_MOST = 32;
  private static final int PORT = 9_877;

  private static final Set<String> KEYS =
      Set.of("time_zone", "port", "at_once", "schedules", "watches", "webhooks");
  private static final Set<String> COMMON =
      Set.of("name", "skill", "directory", "inputs", "overlap");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /// Where the file is, and what it may refer to.
  ///
  /// @param environment for `secret_env`
  /// @param home for paths that begin with `~/`
  /// @param zone of schedules that name none
  public record Around(Map<String, String> environment, Path home, ZoneId zone) {}

  private final YamlFile file;
  private final Path base;
  private final Around around;
  private final Set<String> names = new HashSet<>();
  private final List<Entry> entries = new ArrayList<>();
  private ZoneId zone;

  private PlanReader(YamlFile file, Path base, Around around) {
    this.file = file;
    this.base = base;
    this.around = around;
    this.zone = around.zone();
  }

  /// Reads a file and looks at all that it names.
  ///
  /// @throws SkillLoadException for what is wrong with it, or with a skill it names
  public static Plan load(Path path, Around around) throws SkillLoadException {
    var absolute = path.toAbsolutePath().normalize();
    try {
      if (Files.size(absolute) > FILE_BYTES) {
        throw new SkillLoadException(path.toString(), 0, 0, "a daemon's file has at most 1 MiB");
      }
      var yaml = new YamlFile(path.toString(), Files.readString(absolute));
      var parent = absolute.getParent();
      return new PlanReader(yaml, parent == null ? absolute : parent, around).read();
    } catch (NoSuchFileException _) {
      throw new SkillLoadException(path.toString(), 0, 0, "there is no such file");
    } catch (IOException e) {
      throw new SkillLoadException(path.toString(), 0, 0, "can't be read: " + e.getMessage());
    }
  }

  private Plan read() throws SkillLoadException {
    var root = file.root("a daemon's file");
    root.allow(KEYS);
    zone = zone(root, zone);
    int port = (int) root.number("port", PORT, 0, 65_535);
    int atOnce = (int) root.number("at_once", AT_ONCE, 1, AT_ONCE_MOST);
    for (var node : root.list("schedules")) {
      add(node, "a schedule", Set.of("cron", "time_zone", "missed"), this::schedule);
    }
    var watches = new WatchReader(file, this::path);
    for (var node : root.list("watches")) {
      add(node, "a watch", WatchReader.KEYS, watches::read);
    }
    for (var node : root.list("webhooks")) {
      add(node, "a webhook", Set.of("secret_file", "secret_env", "takes"), this::hook);
    }
    if (entries.isEmpty()) {
      throw root.fault("schedules", "there is nothing to do: no schedule, watch or webhook");
    }
    return new Plan(port, atOnce, List.copyOf(entries));
  }

  private interface TriggerReader {
    Trigger read(Mapping from) throws SkillLoadException;
  }

  private void add(Node node, String what, Set<String> own, TriggerReader reader)
      throws SkillLoadException {
    var from = file.mapping(node, what);
    var known = new HashSet<>(COMMON);
    known.addAll(own);
    from.allow(known);
    if (entries.size() == Plan.ENTRIES) {
      throw file.fault(node, "a daemon has at most " + Plan.ENTRIES + " entries");
    }
    var name = from.text("name", "");
    if (!NAME.matcher(name).matches()) {
      throw from.fault("name", what + " has a 'name' of 1 to 64 letters, digits, '.', '_' and '-'");
    }
    if (!names.add(name)) {
      throw from.fault("name", "there is another entry named '" + name + "'");
    }
    var skillFile = path(from, "skill");
    var directory = from.has("directory") ? path(from, "directory") : base;
    if (!Files.isDirectory(directory)) {
      throw from.fault("directory", "there is no directory " + directory);
    }
    var skill = SkillLoader.load(skillFile);
    var inputs = inputs(from);
    var trigger = reader.read(from);
    checkInputs(from, skill, inputs, trigger);
    entries.add(new Entry(name, skillFile, directory, inputs, overlap(from), trigger));
  }

  private static Entry.Overlap overlap(Mapping from) throws SkillLoadException {
    return switch (from.text("overlap", "skip")) {
      case "skip" -> Entry.Overlap.SKIP;
      case "queue-one" -> Entry.Overlap.QUEUE_ONE;
      default -> throw from.fault("overlap", "'overlap' is skip or queue-one");
    };
  }

  private static Map<String, Object> inputs(Mapping from) throws SkillLoadException {
    var inputs = new LinkedHashMap<String, Object>();
    var given = from.mapping("inputs");
    if (given != null) {
      for (var key : given.keys()) {
        var value = given.value(key);
        if (value != null) {
          inputs.put(key, value);
        }
      }
    }
    return Map.copyOf(inputs);
  }

  /// What a trigger gives later is taken for given.
  private static void checkInputs(
      Mapping from, Skill skill, Map<String, Object> inputs, Trigger trigger)
      throws SkillLoadException {
    var later =
        switch (trigger) {
          case Trigger.Schedule _ -> Set.<String>of();
          case Trigger.Watch watch ->
              watch.pathsInput() == null ? Set.<String>of() : Set.of(watch.pathsInput());
          case Trigger.Hook hook -> hook.takes();
        };
    var names = skill.inputs().stream().map(input -> input.name()).toList();
    for (var name : later) {
      if (!names.contains(name)) {
        throw from.fault(
            trigger instanceof Trigger.Hook ? "takes" : "paths_input",
            "the skill has no input '" + name + "'" + Similar.hint(name, names));
      }
    }
    var given = new HashMap<>(inputs);
    for (var input : skill.inputs()) {
      if (later.contains(input.name())) {
        given.put(input.name(), sample(input));
      }
    }
    try {
      var _ = InputValues.bind(skill, given);
    } catch (InputException e) {
      throw from.fault("inputs", String.valueOf(e.getMessage()));
    }
  }

  /// Some value that the input takes.
  private static Object sample(Input input) {
    if (!input.allowed().isEmpty()) {
      return input.allowed().getFirst();
    }
    return switch (input.type()) {
      case STRING -> "x";
      case BOOLEAN -> true;
      case INTEGER, NUMBER -> 1L;
      case ARRAY -> List.of();
    };
  }

  private Trigger schedule(Mapping from) throws SkillLoadException {
    var expression = from.text("cron", "");
    if (expression.isBlank()) {
      throw from.fault("cron", "a schedule needs a 'cron' expression, such as \"30 2 * * *\"");
    }
    boolean makesUp =
        switch (from.text("missed", "skip")) {
          case "skip" -> false;
          case "once" -> true;
          default -> throw from.fault("missed", "'missed' is skip or once");
        };
    try {
      return new Trigger.Schedule(CronTimes.of(expression, zone(from, zone)), makesUp);
    } catch (IllegalArgumentException e) {
      throw from.fault("cron", "this is no cron expression: " + e.getMessage());
    }
  }

  private static ZoneId zone(Mapping from, ZoneId preset) throws SkillLoadException {
    if (!from.has("time_zone")) {
      return preset;
    }
    try {
      return ZoneId.of(from.text("time_zone", ""));
    } catch (DateTimeException _) {
      throw from.fault("time_zone", "this is no time zone, such as Europe/Berlin or UTC");
    }
  }

  private Trigger hook(Mapping from) throws SkillLoadException {
    var takes = new HashSet<String>();
    for (var node : from.list("takes")) {
      takes.add(file.text(node, "an entry of 'takes'"));
    }
    if (takes.size() > Plan.LIST) {
      throw from.fault("takes", "'takes' has at most " + Plan.LIST + " entries");
    }
    return new Trigger.Hook(secret(from), Set.copyOf(takes));
  }

  private HookSecret secret(Mapping from) throws SkillLoadException {
    if (from.has("secret_file") == from.has("secret_env")) {
      throw from.fault("name", "a webhook needs either 'secret_file' or 'secret_env'");
    }
    var key = from.has("secret_file") ? "secret_file" : "secret_env";
    var secret = new HookSecret(secretText(from, key).strip());
    if (secret.tooShort()) {
      throw from.fault(key, "the secret has at least " + HookSecret.LEAST_BYTES + " bytes");
    }
    return secret;
  }

  private String secretText(Mapping from, String key) throws SkillLoadException {
    if (key.equals("secret_env")) {
      return around.environment().getOrDefault(from.text(key, ""), "");
    }
    var path = path(from, key);
    try {
      if (Secrecy.othersMayRead(path)) {
        throw from.fault(key, "others may read " + path + "; make it yours alone: chmod 600");
      }
      return Secrecy.read(path);
    } catch (IOException e) {
      throw from.fault(key, "the secret can't be read: " + e.getMessage());
    }
  }

  /// A path as it is written, from the directory of the file.
  private Path path(Mapping from, String key) throws SkillLoadException {
    return path(from.text(key, ""), problem -> from.fault(key, "'" + key + "' " + problem));
  }

  /// Makes a fault of words.
  interface Fault {
    SkillLoadException of(String problem);
  }

  private Path path(String text, Fault fault) throws SkillLoadException {
    if (text.isBlank()) {
      throw fault.of("is missing");
    }
    try {
      var path = text.startsWith("~/") ? around.home().resolve(text.substring(2)) : Path.of(text);
      return base.resolve(path).normalize();
    } catch (InvalidPathException _) {
      throw fault.of("is no path");
    }
  }
}
