package dev.skillwire.desktop.push;

import dev.skillwire.core.Event;
import dev.skillwire.core.Question;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A way to tell somebody elsewhere. Callers are virtual threads, which wait here.
public interface Push {

  /// What it is called in `answered_by` and in the log.
  String name();

  /// Tells of a question.
  ///
  /// @param link where it can be answered, or null
  /// @throws IOException when it can't be delivered, also not by trying again
  void asked(Question question, @Nullable URI link) throws IOException, InterruptedException;

  /// Tells that a question which was told of needs no answer any more.
  ///
  /// @param outcome null where nobody knows any more
  void closed(Question question, @Nullable Event outcome) throws IOException, InterruptedException;
}
