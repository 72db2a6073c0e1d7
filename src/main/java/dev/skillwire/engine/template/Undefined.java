package dev.skillwire.engine.template;

import com.hubspot.jinjava.util.HasObjectTruthValue;
import java.util.AbstractCollection;
import java.util.Iterator;

/// What a template reads where no value is. It may be asked whether it is defined and replaced by
/// `default`; whatever else is done with it fails, because a command with a hole in it must not run.
final class Undefined extends AbstractCollection<Object> implements HasObjectTruthValue {

  private final String problem;

  Undefined(String problem) {
    this.problem = problem;
  }

  Failure failure() {
    return new Failure(problem);
  }

  @Override
  public boolean getObjectTruthValue() {
    throw failure();
  }

  @Override
  public Iterator<Object> iterator() {
    throw failure();
  }

  @Override
  public int size() {
    throw failure();
  }

  @Override
  public boolean equals(Object other) {
    throw failure();
  }

  @Override
  public int hashCode() {
    throw failure();
  }

  @Override
  public String toString() {
    throw failure();
  }

  /// Carries a plain message out of an expression; without a stack trace, because the fault is in the
  /// skill file.
  static class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message, null, false, false);
    }
  }
}
