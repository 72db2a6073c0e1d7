package dev.skillwire.core;

/// Rules of events that belong to no run: memory queries, personas, tool lists.
final class SystemRules {

  private SystemRules() {}

  static Decision queryStarted(Command.StartMemoryQuery c) {
    var query = Text.cut(c.query(), Limits.TEXT_BYTES);
    return Decision.accept(
        new Event.MemoryQueryStarted(
            Check.id("query_id", c.queryId()),
            query,
            Check.names("sources", c.sources()),
            StepRules.isCut(c.query(), query)));
  }

  static Decision classified(Command.ClassifyIntent c) {
    var confidence = c.confidence();
    if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
      throw Refused.field(Reason.INVALID_MESSAGE, "confidence", "confidence is from 0 to 1");
    }
    var query = Text.cut(c.query(), Limits.TEXT_BYTES);
    return Decision.accept(
        new Event.IntentClassified(
            Check.id("query_id", c.queryId()),
            query,
            Check.name("intent", c.intent()),
            confidence,
            Check.names("sources_suggested", c.sourcesSuggested()),
            StepRules.isCut(c.query(), query)));
  }

  static Decision queryCompleted(Command.CompleteMemoryQuery c) {
    var latency = c.latencyMs();
    if (latency != null && !(latency >= 0 && latency < Double.POSITIVE_INFINITY)) {
      throw Refused.field(Reason.INVALID_MESSAGE, "latency_ms", "latency_ms must not be negative");
    }
    var error = c.error() == null ? null : Text.cut(c.error(), Limits.TEXT_BYTES);
    var intent = c.intent().cut(Limits.TEXT_BYTES);
    return Decision.accept(
        new Event.MemoryQueryCompleted(
            Check.id("query_id", c.queryId()),
            intent,
            Check.names("sources_queried", c.sourcesQueried()),
            c.resultCount() == null
                ? null
                : Long.valueOf(Check.notNegative("result_count", c.resultCount())),
            latency,
            error,
            StepRules.isCut(c.error(), error) || Json.isCut(c.intent(), intent)));
  }

  static Decision persona(Command.ChangePersona c) {
    if (c.previous() != null) {
      Check.name("previous", c.previous());
    }
    return Decision.accept(
        new Event.PersonaChanged(
            Check.needed("persona", c.persona()), c.previous(), c.toolCount()));
  }

  static Decision tools(Command.ChangeTools c) {
    return Decision.accept(
        new Event.ToolsListChanged(
            Check.names("added", c.added()), Check.names("removed", c.removed()), c.toolCount()));
  }
}
