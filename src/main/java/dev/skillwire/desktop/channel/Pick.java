package dev.skillwire.desktop.channel;

/// What became of a question that was put before a person.
public sealed interface Pick {

  /// An option was picked.
  ///
  /// @param option its index, from 0
  record Chosen(int option) implements Pick {}

  /// The window was closed, killed, or its time was over: no answer.
  record Dismissed() implements Pick {}

  /// Nobody can have seen it: no answer either, and another way may do.
  record Unseen() implements Pick {}

  Pick DISMISSED = new Dismissed();
  Pick UNSEEN = new Unseen();
}
