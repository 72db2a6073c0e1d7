package dev.skillwire.engine.template;

/// A text of a skill file that may hold templates, and where it stands.
///
/// @param file its name, or "" for a text that stands in none
/// @param line of its first character in the file, from 1
/// @param column of its first character, from 1
/// @param indent columns that stand before each of its further lines
public record Template(String text, String file, int line, int column, int indent) {

  /// A text that stands in no file.
  public static Template of(String text) {
    return new Template(text, "", 1, 1, 0);
  }

  /// True when nothing in it is to be filled in.
  public boolean constant() {
    return !text.contains("{{") && !text.contains("{%") && !text.contains("{#");
  }

  /// The column in the file of a place in this text.
  int columnOf(int textLine, int textColumn) {
    return Math.max(1, textColumn) + (textLine <= 1 ? column - 1 : indent);
  }
}
