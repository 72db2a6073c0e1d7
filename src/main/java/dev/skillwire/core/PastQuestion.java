package dev.skillwire.core;

import org.jspecify.annotations.Nullable;

/// A question as history tells it.
///
/// @param answer how it was answered, or null when it was not (yet)
public record PastQuestion(Question question, Event.@Nullable ConfirmationAnswered answer) {}
