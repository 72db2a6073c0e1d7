package dev.skillwire.app;

import dev.skillwire.session.admission.Role;
import dev.skillwire.session.admission.TokenStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;

/// The tokens of a data directory, for programs of its owner. A hub that runs on the directory knows of
/// changes within seconds.
public final class Tokens {

  /// The name of the token that the owner's own programs show; it can't be revoked.
  public static final String MAIN = TokenStore.MAIN;

  private final TokenStore store;

  private Tokens(TokenStore store) {
    this.store = store;
  }

  /// One token, without its secret.
  ///
  /// @param roles words such as `answerer`, sorted
  public record Token(String name, List<String> roles) {}

  /// Reads the tokens of a directory; where there is none, it is made with a main token.
  ///
  /// @throws IOException with words for a person
  public static Tokens of(Path data) throws IOException {
    return new Tokens(TokenStore.open(data));
  }

  /// The words of all roles.
  public static List<String> roles() {
    return Arrays.stream(Role.values()).map(Role::word).toList();
  }

  /// All tokens, the main one first.
  public List<Token> list() {
    return store.list().stream()
        .map(
            token ->
                new Token(token.name(), token.roles().stream().map(Role::word).sorted().toList()))
        .toList();
  }

  /// Makes a token.
  ///
  /// @return its text, which can't be had again
  /// @throws IllegalArgumentException with words for a person
  public String add(String name, Collection<String> roles) throws IOException {
    var held = EnumSet.noneOf(Role.class);
    for (var word : roles) {
      var role = Role.ofWord(word);
      if (role == null) {
        throw new IllegalArgumentException(
            "'" + word + "' is no role; roles are " + String.join(", ", roles()) + ".");
      }
      held.add(role);
    }
    return store.add(name, held);
  }

  /// Ends a token, and with it the connections that it opened.
  ///
  /// @return false when there is none of that name
  public boolean revoke(String name) throws IOException {
    return store.revoke(name);
  }
}
