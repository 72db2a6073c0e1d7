package dev.skillwire.core;

/// How far an answer is meant to hold beyond its question.
public enum Remember {
  NONE("none"),
  THIS_ERROR("this-error"),
  THIS_SKILL("this-skill"),
  ALWAYS("always");

  private final String word;

  Remember(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
