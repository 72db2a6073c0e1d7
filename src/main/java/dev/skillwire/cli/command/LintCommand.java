package dev.skillwire.cli.command;

import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.Message;
import dev.skillwire.client.MessageBuilder;
import dev.skillwire.engine.skill.Lint;
import dev.skillwire.engine.skill.Skill;
import dev.skillwire.engine.skill.SkillLoadException;
import dev.skillwire.engine.skill.SkillLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Looks for what is wrong with skill files.
@Command(
    name = "lint",
    description = {
      "Looks for everything that is wrong with skill files, without running anything: form, keys, words, templates, and"
          + " the skills that they call.",
      "Faults are told as FILE:LINE:COLUMN: PROBLEM, hints as FILE:LINE: hint: TEXT. No hub is needed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  skillwire lint deploy.yaml",
      "  skillwire lint skills/*.yaml --strict",
      "  skillwire lint deploy.yaml --json"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all of them can be run",
      "1:there are hints, with --strict",
      "66:a file can't be used"
    })
public final class LintCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Skills, in YAML.")
  private List<Path> files = List.of();

  @Option(names = "--strict", description = "Hints count, too.")
  private boolean strict;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  public LintCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    boolean faults = false;
    boolean hints = false;
    var told = new ArrayList<Message>();
    for (var file : files) {
      var lint = SkillLoader.lint(around.directory().resolve(file).normalize());
      faults |= !lint.faults().isEmpty();
      hints |= !lint.hints().isEmpty();
      if (json) {
        told.add(json(file, lint));
      } else {
        print(file, lint);
      }
    }
    if (json) {
      var all = new MessageBuilder().put("ok", !faults).putAll("files", told).build();
      around.out().println(Shown.json(all.toString()));
    }
    return faults ? ExitCode.NO_INPUT : hints && strict ? ExitCode.FAILED : ExitCode.OK;
  }

  private void print(Path file, Lint lint) {
    for (var fault : lint.faults()) {
      around.out().println(Shown.line(file + place(fault)) + ": " + Shown.lines(fault.problem()));
    }
    for (var hint : lint.hints()) {
      around.out().println(Shown.line(file + ":" + hint.line() + ": hint: " + hint.text()));
    }
  }

  private static String place(SkillLoadException fault) {
    return fault.line() == 0 ? "" : ":" + fault.line() + ":" + fault.column();
  }

  private static Message json(Path file, Lint lint) {
    return new MessageBuilder()
        .put("file", file.toString())
        .putAll("faults", lint.faults().stream().map(LintCommand::json).toList())
        .putAll("hints", lint.hints().stream().map(LintCommand::json).toList())
        .build();
  }

  private static Message json(SkillLoadException fault) {
    return new MessageBuilder()
        .put("line", (long) fault.line())
        .put("column", (long) fault.column())
        .put("problem", fault.problem())
        .build();
  }

  private static Message json(Skill.Hint hint) {
    return new MessageBuilder().put("line", (long) hint.line()).put("hint", hint.text()).build();
  }
}
