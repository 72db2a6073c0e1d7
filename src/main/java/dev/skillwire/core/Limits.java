package dev.skillwire.core;

import java.time.Duration;

/// Every bound of the rules, in one place. What exceeds a bound of size is refused with `too_large`
/// unless it is said to be cut.
public final class Limits {

  /// Characters of an id that a publisher chooses.
  public static final int ID_CHARS = 128;

  /// Characters of a name, a source, a persona, an option.
  public static final int NAME_CHARS = 1_024;

  /// Characters of the word of a type.
  public static final int TYPE_CHARS = 64;

  /// Entries of a connection's filter, in all its lists together.
  public static final int FILTER_ENTRIES = 1_000;

  /// UTF-8 bytes of all entries of a filter: it is kept as long as its connection.
  public static final int FILTER_BYTES = 16 * 1024;

  /// UTF-8 bytes of an error, an output, a description, a message; longer ones are cut.
  public static final int TEXT_BYTES = 64 * 1024;

  /// UTF-8 bytes of a prompt, a suggestion or a comment.
  public static final int PROMPT_BYTES = 16 * 1024;

  /// UTF-8 bytes of an action; it is shown whole, so it is never cut.
  public static final int ACTION_BYTES = 64 * 1024;

  /// UTF-8 bytes of a rule's prompt pattern.
  public static final int PATTERN_BYTES = 4 * 1024;

  /// UTF-8 bytes of the inputs of a run.
  public static final int INPUTS_BYTES = 64 * 1024;

  /// Options of one question.
  public static final int OPTIONS = 50;

  /// Bytes of all large answers over HTTP together, from the reading of what they tell until their peers took them.
  public static final int ANSWERS_BYTES = 32 * 1024 * 1024;

  /// Steps of one run.
  public static final int STEPS = 1_000;

  /// Heals that a step remembers; older ones remain in the log only.
  public static final int HEALS_PER_STEP = 20;

  /// Entries of a list in one event (sources, tools).
  public static final int LIST = 1_000;

  /// UTF-8 bytes of all outputs, errors and messages that the state keeps for one run; what exceeds
  /// them is cut from the event itself, so that a snapshot never says less than the events did.
  public static final int RUN_TEXT_BYTES = 512 * 1024;

  /// Bytes of all runs together, as they are written for who connects: names, inputs, texts and all. Ended runs make way;
  /// then the oldest run at work is evicted for one that starts, and what else a step adds is `busy`.
  public static final int RUNS_BYTES = 12 * 1024 * 1024;

  /// Texts are cut where all runs at work together take more than this, so that names and steps find room.
  public static final int RUNS_TEXT_BYTES = 8 * 1024 * 1024;

  /// Runs at work at the same time; the oldest beyond are evicted.
  public static final int RUNS = 100;

  /// Ended runs that are still shown; where more end within seconds, the first to end are gone sooner.
  public static final int ENDED_RUNS = 200;

  /// Questions open at the same time.
  public static final int OPEN_CONFIRMATIONS = 500;

  /// Bytes of all open questions together, as they are written for who connects; one more is `busy`.
  public static final int OPEN_CONFIRMATIONS_BYTES = 4 * 1024 * 1024;

  /// Bytes of all closed questions and their outcomes; the newest.
  public static final int CLOSED_CONFIRMATIONS_BYTES = 4 * 1024 * 1024;

  /// Closed questions whose outcome is still known by id.
  public static final int CLOSED_CONFIRMATIONS = 500;

  /// Askers that are remembered for one question, beyond the one that asked first; of
  /// more than these the newest, because the others are most likely gone.
  public static final int ATTACHED_REQUESTERS = 16;

  /// Rules that are kept.
  public static final int RULES = 500;

  /// Most questions that a rule with a number of uses may answer.
  public static final long RULE_USES = 1_000_000;

  /// Longest time that a rule with an end may hold.
  public static final Duration RULE_LIFE = Duration.ofDays(3_650);

  /// Past questions that a preview looks at, at most, and when nothing is said.
  public static final int PREVIEW_QUESTIONS = 1_000;

  public static final int PREVIEW_DEFAULT = 200;

  /// Longest time a question may be given, and what it has when none is said.
  public static final Duration TIMEOUT_MAX = Duration.ofDays(30);

  public static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(30);

  /// Sum of all pauses and extensions of one question.
  public static final Duration PAUSE_BUDGET = Duration.ofMinutes(10);

  /// A pause that was asked for over HTTP ends after this unless it is renewed.
  public static final Duration PAUSE_LEASE = Duration.ofSeconds(60);

  /// A pause whose connection is gone ends after this.
  public static final Duration PAUSE_ORPHAN = Duration.ofSeconds(10);

  /// A run without an event and without an open question ends as stale after this.
  public static final Duration RUN_STALE = Duration.ofHours(1);

  /// A run that was asked to stop is ended by the hub after this.
  public static final Duration CANCEL_GRACE = Duration.ofSeconds(30);

  /// An ended run stays in snapshots for this long.
  public static final Duration SHOW_COMPLETED = Duration.ofSeconds(5);

  public static final Duration SHOW_FAILED = Duration.ofSeconds(10);

  /// Entries of each list in `away`; the newest.
  public static final int AWAY_LIST = 20;

  private Limits() {}
}
