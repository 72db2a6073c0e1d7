package dev.skillwire.session.admission;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The file `tokens`: one token a line, `NAME ROLES DIGEST`, roles separated by commas, the digest
/// SHA-256 in hex. Empty lines and lines that begin with `#` say nothing.
final class TokenLines {
  private static final int ID_DIGITS = 16;
  private static final Pattern LINE =
      Pattern.compile("([A-Za-z0-9._-]{1,64})\\s+([a-z]+(?:,[a-z]+)*)\\s+([0-9a-f]{64})");

  /// A token and the digest it is recognised by. A class, not a record, so that nothing prints it.
  static final class Held {
    private final TokenStore.Token token;
    private final byte[] digest;

    Held(TokenStore.Token token, byte[] digest) {
      this.token = token;
      this.digest = digest;
    }

    TokenStore.Token token() {
      return token;
    }

    byte[] digest() {
      return digest;
    }
  }

  private TokenLines() {}

  /// A token as it is kept.
  static Held hold(String name, Set<Role> roles, String text) {
    return hold(name, roles, Secrets.digest(text));
  }

  private static Held hold(String name, Set<Role> roles, byte[] digest) {
    String id = HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
    return new Held(new TokenStore.Token(id, name, roles), digest);
  }

  /// Reads all lines.
  ///
  /// @param file only named in errors
  /// @throws IOException if a line cannot be understood: skipping it could drop a revocation's effect or
  ///     lock someone out without a word
  static List<Held> parse(String text, Path file) throws IOException {
    var tokens = new ArrayList<Held>();
    var names = new HashSet<>(Set.of(TokenStore.MAIN));
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String plain = line.strip();
      if (plain.isEmpty() || plain.startsWith("#")) {
        continue;
      }
      var match = LINE.matcher(plain);
      if (!match.matches() || !names.add(match.group(1))) {
        throw new IOException(
            file + " line " + number + " is not NAME ROLES DIGEST, or repeats a name");
      }
      var roles = EnumSet.noneOf(Role.class);
      for (String word : match.group(2).split(",", -1)) {
        var role = Role.ofWord(word);
        if (role == null) {
          throw new IOException(file + " line " + number + " has an unknown role: " + word);
        }
        roles.add(role);
      }
      tokens.add(hold(match.group(1), roles, HexFormat.of().parseHex(match.group(3))));
    }
    return tokens;
  }

  /// The text of the file that holds these tokens.
  static String write(List<Held> tokens) {
    var text = new StringBuilder("# NAME ROLES SHA-256 of the token\n");
    for (var held : tokens) {
      String roles =
          held.token().roles().stream().sorted().map(Role::word).collect(Collectors.joining(","));
      text.append(held.token().name()).append(' ').append(roles).append(' ');
      text.append(HexFormat.of().formatHex(held.digest())).append('\n');
    }
    return text.toString();
  }
}
