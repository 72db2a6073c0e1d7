package dev.skillwire.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What people did about a waiting question so far.
///
/// @param votes one of each person, in the order of their last word
/// @param claim who says to look into it, or null; it may be over at any later time
/// @param delegates to whom it was handed
/// @param escalated true once it is for those of its escalation, too
/// @param reminded how many of its reminders are behind it
/// @param hold what keeps its clock from running out, or null where nobody or a pause does
public record Handling(
    List<Vote> votes,
    @Nullable Claim claim,
    List<String> delegates,
    boolean escalated,
    int reminded,
    @Nullable Doing hold) {

  /// What somebody does who is about to answer.
  public enum Doing {
    READING,
    TYPING;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static final Handling NONE = new Handling(List.of(), null, List.of(), false, 0, null);

  /// The vote of a person, or null.
  @Nullable Vote of(String voter) {
    return votes.stream().filter(vote -> vote.voter().equals(voter)).findFirst().orElse(null);
  }

  /// How many people say this now.
  public long count(String response) {
    return votes.stream().filter(vote -> vote.response().equals(response)).count();
  }

  Handling voted(Vote vote) {
    var all = new ArrayList<>(votes);
    all.removeIf(old -> old.voter().equals(vote.voter()));
    all.add(vote);
    return new Handling(List.copyOf(all), claim, delegates, escalated, reminded, hold);
  }

  Handling claimed(@Nullable Claim by) {
    return new Handling(votes, by, delegates, escalated, reminded, hold);
  }

  Handling delegated(String to) {
    var all = new ArrayList<>(delegates);
    all.add(to);
    return new Handling(votes, claim, List.copyOf(all), escalated, reminded, hold);
  }

  Handling escalate() {
    return new Handling(votes, claim, delegates, true, reminded, hold);
  }

  Handling reminded(int number) {
    return new Handling(votes, claim, delegates, escalated, number, hold);
  }

  Handling held(@Nullable Doing doing) {
    return new Handling(votes, claim, delegates, escalated, reminded, doing);
  }
}
