package dev.skillwire;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rules of the house that a look at the files can check. Each gives what breaks it, as
/// `path: what`.
final class House {

  static final int LINES_MAX = 400;

  private static final Set<String> ROOMS =
      Set.of(
          "core", "log", "wire", "stream", "session", "net", "engine", "desktop", "client",
          "cluster", "app", "cli", "");

  /// Who may know whom: the table of `docs/architecture.md`. "" is the root package.
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("", Set.of("app", "core")),
          Map.entry("core", Set.of()),
          Map.entry("log", Set.of()),
          Map.entry("wire", Set.of("core")),
          Map.entry("stream", Set.of("core", "log")),
          Map.entry("session", Set.of("core", "wire", "stream")),
          Map.entry("net", Set.of("core", "wire", "session", "stream")),
          Map.entry("engine", Set.of("core")),
          Map.entry("desktop", Set.of("core")),
          Map.entry("client", Set.of("core", "wire")),
          Map.entry("cluster", Set.of("log", "stream")),
          Map.entry("app", without(ROOMS, "cli", "")),
          Map.entry("cli", Set.of("app", "client", "wire", "core", "engine")));

  private static final Set<String> JSON = Set.of("wire", "net", "engine", "client");

  /// Which rooms may use what nobody here wrote.
  private static final Map<String, Set<String>> THIRD_PARTY =
      Map.ofEntries(
          Map.entry("org.jspecify.", ROOMS),
          Map.entry("org.slf4j.", without(ROOMS, "core")),
          Map.entry("org.sqlite.", Set.of("log")),
          Map.entry("java.sql.", Set.of("log")),
          Map.entry("tools.jackson.", JSON),
          Map.entry("com.fasterxml.jackson.", JSON),
          Map.entry("com.google.re2j.", Set.of("wire")),
          Map.entry("io.netty.", Set.of("net")),
          Map.entry("io.prometheus.", Set.of("net")),
          Map.entry("org.snakeyaml.", Set.of("engine")),
          Map.entry("com.hubspot.jinjava.", Set.of("engine")),
          Map.entry("jinjava.", Set.of("engine")), // the expression language it brings along
          Map.entry("io.modelcontextprotocol.", Set.of("engine")),
          Map.entry("com.cronutils.", Set.of("engine")),
          Map.entry("io.nats.", Set.of("cluster")),
          Map.entry("picocli.", Set.of("cli")),
          Map.entry("org.jline.", Set.of("cli")));

  private static final Pattern OWN = Pattern.compile("\\bdev\\.skillwire\\.(?:([a-z]+)\\.|[A-Z])");
  private static final Pattern IMPORT =
      Pattern.compile("^import\\s+(?:static\\s+)?([\\w.]+)", Pattern.MULTILINE);
  private static final Pattern JDK = Pattern.compile("(javax?|jdk|com\\.sun|sun)\\..*");

  private static final Pattern IMPURE =
      Pattern.compile(
          "\\bjava\\.(io|nio|net|sql|util\\.concurrent\\.(?!CompletableFuture\\b)|util\\.Random|"
              + "security|lang\\.foreign)|"
              + "\\b(Thread|ThreadLocal|ScopedValue|Process|ProcessBuilder|ProcessHandle|Runtime|"
              + "SecureRandom|Clock|InstantSource|Random|SplittableRandom|ThreadLocalRandom)\\b|"
              + "\\bSystem\\s*\\.|\\.\\s*now\\s*\\(|\\brandomUUID\\b|\\bMath\\s*\\.\\s*random\\b|"
              + "\\bsynchronized\\b");

  private static final Pattern BAD_NAME =
      Pattern.compile(".*(Manager|Handler|Helper|Helpers|Util|Utils|Impl)|Abstract[A-Z].*");
  private static final Pattern BAD_INTERFACE = Pattern.compile("\\binterface\\s+I[A-Z][a-z]\\w*");

  private static final Set<String> WRITTEN_BY_HAND =
      Set.of("java", "ts", "tsx", "js", "mjs", "cjs", "css", "py", "sh");

  private static final Pattern STRING = Pattern.compile("\"(\\\\.|[^\"\\\\\n])*\"");
  private static final Pattern LOGIC =
      Pattern.compile("\\b(if|for|while|switch|try)\\b|->|\\s\\?\\s|&&|\\|\\|");

  // Written in pieces, so that this file does not break its own rule.
  private static final List<Pattern> OF_ONE_MACHINE =
      Stream.of(
              "repo\\.mav" + "en\\.|repo1\\.mav" + "en\\.",
              "registry\\.(npm" + "js|yarn" + "pkg)\\.",
              "(?<![\\w.])pypi" + "\\.org|python" + "hosted\\.org",
              "(static|index)\\.crates" + "\\.io|proxy\\.gol" + "ang\\.org",
              "(oss|central)\\.sona" + "type\\.|plugins\\.gra" + "dle\\.org",
              "deb\\.debi" + "an\\.org|archive\\.ubun" + "tu\\.com",
              "(?<![\\w.~$}-])/wo" + "rk/",
              "(?<![\\w.~$}-])/tm" + "p/wt\\b",
              "(?<![\\w.~$}-])/ro" + "ot/",
              "/jvm/tem" + "urin")
          .map(Pattern::compile)
          .toList();

  private static final Pattern PREVIEW = Pattern.compile("--enable-" + "preview");

  private House() {}

  static List<String> wrongImports(List<Source> main) {
    return violations(
        main,
        source -> {
          var may = MAY_IMPORT.get(source.room());
          if (may == null) {
            return Stream.of("this room is not in the table");
          }
          return OWN.matcher(source.code())
              .results()
              .map(found -> found.group(1) == null ? "" : found.group(1))
              .filter(room -> !room.equals(source.room()) && !may.contains(room))
              .map(room -> "may not know " + (room.isEmpty() ? "the root package" : room));
        });
  }

  static List<String> wrongLibraries(List<Source> main) {
    return violations(
        main,
        source -> {
          var code = source.code();
          var forbidden =
              THIRD_PARTY.entrySet().stream()
                  .filter(library -> !library.getValue().contains(source.room()))
                  .map(Map.Entry::getKey)
                  .filter(prefix -> mentions(code, prefix))
                  .map(prefix -> "may not use " + prefix + "*");
          var unknown =
              IMPORT
                  .matcher(code)
                  .results()
                  .map(found -> found.group(1))
                  .filter(name -> !JDK.matcher(name).matches() && !name.startsWith("dev.skillwire"))
                  .filter(name -> THIRD_PARTY.keySet().stream().noneMatch(name::startsWith))
                  .map(name -> name + " is in no row of the table");
          return Stream.concat(forbidden, unknown);
        });
  }

  /// No I/O, no clock, no chance, no threads. A future is part of the port, not of the rules.
  static List<String> impurities(List<Source> main) {
    return violations(
        main.stream().filter(source -> source.room().equals("core")).toList(),
        source -> {
          var code = source.code();
          var impure = IMPURE.matcher(code).results().map(found -> "uses " + found.group());
          boolean future = code.contains("CompletableFuture") && !source.name().equals("HubPort");
          return future ? Stream.concat(impure, Stream.of("uses CompletableFuture")) : impure;
        });
  }

  static List<String> tooLong(List<Source> all) {
    return violations(
        all.stream().filter(House::byHand).toList(),
        source ->
            source.lines() > LINES_MAX
                ? Stream.of("has " + source.lines() + " lines")
                : Stream.empty());
  }

  static List<String> notNullMarked(List<Source> main) {
    var marked =
        main.stream()
            .filter(source -> source.name().equals("package-info"))
            .filter(source -> source.code().contains("@NullMarked"))
            .map(Source::directory)
            .collect(Collectors.toSet());
    return main.stream()
        .map(Source::directory)
        .distinct()
        .filter(directory -> !marked.contains(directory))
        .map(directory -> directory + ": no package-info.java with @NullMarked")
        .sorted()
        .toList();
  }

  static List<String> badNames(List<Source> main) {
    return violations(
        main,
        source ->
            BAD_NAME.matcher(source.name()).matches() || BAD_INTERFACE.matcher(source.code()).find()
                ? Stream.of("says nothing by its name")
                : Stream.empty());
  }

  static List<String> previewFeatures(List<Source> all) {
    return violations(
        all.stream().filter(source -> !source.path().endsWith(".md")).toList(),
        source ->
            PREVIEW.matcher(source.text()).find()
                ? Stream.of("asks for preview features")
                : Stream.empty());
  }

  static List<String> ofOneMachine(List<Source> all) {
    return violations(
        all,
        source ->
            OF_ONE_MACHINE.stream()
                .flatMap(pattern -> pattern.matcher(source.text()).results())
                .map(found -> "names " + found.group()));
  }

  /// @param elsewhere paths below the root package, without `.java`, to the test that covers them
  static List<String> withoutTest(List<Source> all, Map<String, String> elsewhere) {
    var paths = all.stream().map(Source::path).collect(Collectors.toSet());
    var prefix = "src/test/java/dev/skillwire/";
    return violations(
        Source.main(all).stream().filter(source -> hasLogic(source)).toList(),
        source -> {
          var below = source.path().substring(Source.MAIN.length()).replaceFirst("\\.java$", "");
          var test = prefix + elsewhere.getOrDefault(below, below + "Test") + ".java";
          return paths.contains(test) ? Stream.empty() : Stream.of("no " + test);
        });
  }

  private static boolean hasLogic(Source source) {
    var code = STRING.matcher(source.code()).replaceAll("");
    return !source.name().endsWith("Exception") && LOGIC.matcher(code).find();
  }

  private static boolean byHand(Source source) {
    var path = source.path();
    return WRITTEN_BY_HAND.contains(path.substring(path.lastIndexOf('.') + 1));
  }

  private static boolean mentions(String code, String prefix) {
    return Pattern.compile("(?<![\\w.])" + Pattern.quote(prefix)).matcher(code).find();
  }

  private static Set<String> without(Set<String> rooms, String... not) {
    return rooms.stream()
        .filter(room -> !List.of(not).contains(room))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<String> violations(List<Source> sources, Rule rule) {
    var all = new TreeSet<String>();
    for (var source : sources) {
      rule.broken(source).forEach(what -> all.add(source.path() + ": " + what));
    }
    return List.copyOf(all);
  }

  private interface Rule {
    Stream<String> broken(Source source);
  }
}
