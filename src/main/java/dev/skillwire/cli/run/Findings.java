package dev.skillwire.cli.run;

import dev.skillwire.cli.text.Shown;
import dev.skillwire.engine.RunResult;
import java.io.PrintStream;

/// Prints what a run found out.
public final class Findings {

  private Findings() {}

  /// Prints the outputs as text or as one JSON object; the error of a failed run goes to `err`.
  public static void print(RunResult result, boolean json, PrintStream out, PrintStream err) {
    if (json) {
      out.println(Shown.json(SkillExecution.json(result).toString()));
    } else {
      for (var output : result.outputs().entrySet()) {
        var text = Shown.lines(String.valueOf(output.getValue())).stripTrailing();
        boolean several = text.contains("\n");
        out.println(Shown.line(output.getKey()) + ":" + (several ? "\n" : " ") + text);
      }
    }
    out.flush();
    if (result.error() != null) {
      err.println("skillwire: the run failed: " + Shown.lines(result.error()));
    }
  }
}
