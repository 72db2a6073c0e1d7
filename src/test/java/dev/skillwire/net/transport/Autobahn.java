package dev.skillwire.net.transport;

import java.util.List;
import java.util.Map;
import java.util.Set;
import me.normanmaurer.maven.autobahntestsuite.AutobahnTestSuite;
import org.python.util.PythonInterpreter;

/// Runs cases of the Autobahn suite against the product's own pipeline, with an application that echoes. The suite
/// keeps global state: each run needs a process of its own.
final class Autobahn {

  /// The largest message of the cases has 16 MiB.
  private static final int MAX_BYTES = 20 * 1024 * 1024;

  private static final Set<String> GOOD = Set.of("OK", "INFORMATIONAL", "NON_STRICT");

  /// @param failed what went wrong, a line for each case
  record Outcome(int cases, List<String> failed) {}

  private Autobahn() {}

  static Outcome run(String... cases) throws Exception {
    // once a class of io.netty is loaded, Jython takes "io" for a Java package and the suite misses
    // Python's own
    try (var python = new PythonInterpreter()) {
      python.exec("import io");
    }
    var usual = FakeApplication.settings();
    var settings =
        FakeApplication.with(
            MAX_BYTES, usual.unauthenticatedTime(), usual.pingEvery(), usual.deadAfter());
    try (var transport = Transport.listen(settings, new FakeApplication())) {
      var address = "ws://127.0.0.1:" + transport.port() + "/echo";
      var results =
          AutobahnTestSuite.runFuzzingClient(
              "skillwire", address, Map.of("version", 18), List.of(cases), List.of());
      var failed =
          results.stream()
              .map(r -> List.of(r.caseName(), word(r.behavior()), word(r.behaviorClose())))
              .filter(r -> !GOOD.contains(r.get(1)) || !GOOD.contains(r.get(2)))
              .map(r -> String.join(" ", r))
              .toList();
      return new Outcome(results.size(), failed);
    }
  }

  private static String word(Object behavior) {
    return behavior.toString();
  }
}
