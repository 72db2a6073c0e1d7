package dev.skillwire.engine.skill;

/// A skill file that can't be used, and where.
public final class SkillLoadException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final int column;
  private final String problem;

  public SkillLoadException(String file, int line, int column, String problem) {
    super(line == 0 ? file + ": " + problem : file + ":" + line + ":" + column + ": " + problem);
    this.file = file;
    this.line = line;
    this.column = column;
    this.problem = problem;
  }

  public String file() {
    return file;
  }

  /// From 1, or 0 when it is about the whole file.
  public int line() {
    return line;
  }

  /// From 1, or 0 when it is about the whole file.
  public int column() {
    return column;
  }

  /// What is wrong, in plain words, without the place.
  public String problem() {
    return problem;
  }
}
