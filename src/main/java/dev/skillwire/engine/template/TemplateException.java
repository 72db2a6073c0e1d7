package dev.skillwire.engine.template;

/// A template that can't be filled in, and where in the skill file.
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final String problem;

  TemplateException(String file, int line, int column, String problem) {
    super(
        (file.isEmpty() ? "" : file + ", ")
            + "line "
            + line
            + ", column "
            + column
            + ": "
            + problem,
        null,
        false,
        false);
    this.line = line;
    this.column = column;
    this.problem = problem;
  }

  /// Line in the skill file, from 1.
  public int line() {
    return line;
  }

  /// Column in the skill file, from 1.
  public int column() {
    return column;
  }

  /// What is wrong, without the position.
  public String problem() {
    return problem;
  }
}
