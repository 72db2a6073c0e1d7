package dev.skillwire.desktop;

import java.util.Map;

/// Who could answer at a client.
public interface Audience {

  View look();

  /// Clients at one moment, counted by who they are as askers ([dev.skillwire.core.Sender#requester]).
  ///
  /// @param connected those that are told of questions and may answer
  /// @param looking those of them at which a person is looking
  record View(Map<String, Integer> connected, Map<String, Integer> looking) {

    /// Whether a client could answer what `requester` asked: nobody answers a question of their own.
    boolean couldAnswer(String requester) {
      return others(connected, requester);
    }

    /// Whether a person looks at such a client.
    boolean looking(String requester) {
      return others(looking, requester);
    }

    private static boolean others(Map<String, Integer> clients, String requester) {
      return clients.keySet().stream().anyMatch(who -> !who.equals(requester));
    }
  }
}
