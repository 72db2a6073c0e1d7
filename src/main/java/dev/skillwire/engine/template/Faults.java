package dev.skillwire.engine.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import jinjava.de.odysseus.el.tree.TreeBuilderException;
import jinjava.javax.el.ELException;
import org.jspecify.annotations.Nullable;

/// Turns what the template engine complains of into one plain sentence with a place in the file.
final class Faults {

  private Faults() {}

  /// @throws TemplateException for the first complaint, if there is one
  static void raise(Template template, JinjavaInterpreter interpreter) {
    var errors = interpreter.getErrorsCopy();
    if (!errors.isEmpty()) {
      throw of(template, errors.getFirst());
    }
  }

  static TemplateException of(Template template, TemplateError error) {
    return at(
        template,
        error.getLineno(),
        error.getStartPosition(),
        plain(error.getException(), error.getMessage()));
  }

  static TemplateException of(
      Template template, JinjavaInterpreter interpreter, RuntimeException e) {
    return at(
        template, interpreter.getLineNumber(), interpreter.getPosition(), plain(e, e.getMessage()));
  }

  private static TemplateException at(Template template, int line, int column, String problem) {
    int inText = Math.max(1, line);
    return new TemplateException(
        template.file(), template.line() + inText - 1, template.columnOf(inText, column), problem);
  }

  /// True when a filter or test is meant that no skill has.
  static boolean unknownWord(TemplateError error) {
    return failure(error.getException()) instanceof StrictContext.UnknownWord;
  }

  /// False when only the values that were missing made it a fault: sums of nothing, for instance.
  static boolean ofSyntax(TemplateError error) {
    for (Throwable e = error.getException(); e != null; e = e.getCause()) {
      if (e instanceof ELException && !(e instanceof TreeBuilderException)) {
        return String.valueOf(e.getMessage()).startsWith("Could not resolve function");
      }
    }
    return true;
  }

  private static Undefined.@Nullable Failure failure(@Nullable Throwable cause) {
    for (Throwable e = cause; e != null; e = e.getCause()) {
      if (e instanceof Undefined.Failure failure) {
        return failure;
      }
    }
    return null;
  }

  private static String plain(@Nullable Throwable cause, @Nullable String message) {
    var failure = failure(cause);
    if (failure != null) {
      return String.valueOf(failure.getMessage());
    }
    var text = message == null ? String.valueOf(cause) : message;
    if (text.startsWith("Unclosed token")) {
      return "Unclosed template: a '{{', '{%' or '{#' begins here and does not end";
    }
    // What the parser would have liked instead is a list of its own symbols: no help to an author.
    return text.lines()
        .findFirst()
        .orElse("")
        .replaceFirst("^[A-Za-z]+Exception: ", "")
        .replaceFirst(", expected .*$", "");
  }
}
