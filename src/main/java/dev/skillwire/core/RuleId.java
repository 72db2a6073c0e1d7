package dev.skillwire.core;

/// Names one rule (`rule_id` on the wire): `rule-` and a number that is never used again.
public record RuleId(String value) {

  static RuleId of(long number) {
    return new RuleId("rule-" + number);
  }

  @Override
  public String toString() {
    return value;
  }
}
