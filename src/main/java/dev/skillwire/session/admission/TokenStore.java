package dev.skillwire.session.admission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The tokens that admit, and their roles.
///
/// The main token stands in the data directory's file `token`, in clear, for the programs of the same
/// user; it holds every role. Further tokens are shown once, when they are made, and are kept as digests
/// in the file `tokens` (see [TokenLines]). Both files are 0600, the directory 0700. Without a directory
/// everything is kept in memory. Safe for use by several threads.
public final class TokenStore {
  /// Tokens at most, the main one included. Every one is compared with every credential presented.
  public static final int MAX_TOKENS = 64;

  /// The main token's name, which no other token can have.
  public static final String MAIN = "main";

  static final String MAIN_FILE = "token";
  static final String FURTHER_FILE = "tokens";

  // 22 letters of 6 bits are the first to hold 128 bits.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{22,256}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Set<Role> ALL = Set.copyOf(EnumSet.allOf(Role.class));

  /// A token without its secret.
  ///
  /// @param id public, stable as long as the token is: the first 16 hex digits of its digest
  public record Token(String id, String name, Set<Role> roles) {
    public Token {
      roles = Set.copyOf(roles);
    }
  }

  private final @Nullable Path directory;
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private volatile String mainToken = "";
  private volatile List<TokenLines.Held> held = List.of();

  private TokenStore(@Nullable Path directory) {
    this.directory = directory;
  }

  /// Loads the tokens of a data directory, making the directory and the main token where they are
  /// missing.
  ///
  /// @throws IOException if a file cannot be read or written, is open to others, belongs to another user
  ///     or cannot be understood; the message says which and never repeats a secret
  public static TokenStore open(Path directory) throws IOException {
    PrivateFiles.directory(directory);
    var store = new TokenStore(directory);
    store.load(directory);
    return store;
  }

  /// A store that leaves nothing on disk.
  public static TokenStore inMemory() {
    var store = new TokenStore(null);
    store.mainToken = Secrets.random(Secrets.LONG_BYTES);
    store.held = List.of(TokenLines.hold(MAIN, ALL, store.mainToken));
    return store;
  }

  /// The main token's text. It belongs in no log, no URL and no argument of a program.
  public String mainToken() {
    return mainToken;
  }

  /// The token whose text this is, null when there is none. Takes as long for a wrong token as for a
  /// right one.
  public @Nullable Token find(String presented) {
    if (!Secrets.possible(presented)) {
      return null;
    }
    byte[] digest = Secrets.digest(presented);
    Token found = null;
    for (var candidate : held) {
      // No early end: how long this takes must not tell which token is near.
      if (MessageDigest.isEqual(candidate.digest(), digest)) {
        found = candidate.token();
      }
    }
    return found;
  }

  /// Whether the token with this id still admits.
  public boolean holds(String id) {
    return held.stream().anyMatch(candidate -> candidate.token().id().equals(id));
  }

  /// All tokens, the main one first.
  public List<Token> list() {
    return held.stream().map(TokenLines.Held::token).toList();
  }

  /// Makes a further token and returns its text, which cannot be had again.
  ///
  /// @throws IllegalArgumentException if the name is taken or is not 1 to 64 letters, digits, `.`, `_`
  ///     or `-`, if there is no role, or if there are [#MAX_TOKENS] already
  public synchronized String add(String name, Set<Role> roles) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A token's name is 1 to 64 letters, digits, '.', '_' or '-'");
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("A token needs at least one role");
    }
    if (held.size() >= MAX_TOKENS) {
      throw new IllegalArgumentException("There are " + MAX_TOKENS + " tokens already");
    }
    if (held.stream().anyMatch(candidate -> candidate.token().name().equals(name))) {
      throw new IllegalArgumentException("There is a token named " + name + " already");
    }
    String text = Secrets.random(Secrets.LONG_BYTES);
    var next = new ArrayList<>(held);
    next.add(TokenLines.hold(name, roles, text));
    keep(next);
    return text;
  }

  /// Ends a further token; false when there is none of that name. The main token is not ended but
  /// replaced, by [#replaceMain()].
  public synchronized boolean revoke(String name) throws IOException {
    if (name.equals(MAIN)) {
      return false;
    }
    var next = new ArrayList<>(held);
    if (!next.removeIf(candidate -> candidate.token().name().equals(name))) {
      return false;
    }
    var before = held;
    keep(next);
    report(before);
    return true;
  }

  /// Ends the main token and makes a new one, whose text is returned.
  public synchronized String replaceMain() throws IOException {
    var before = held;
    String text = Secrets.random(Secrets.LONG_BYTES);
    if (directory != null) {
      PrivateFiles.write(directory.resolve(MAIN_FILE), text + "\n");
    }
    var next = new ArrayList<>(before);
    next.set(0, TokenLines.hold(MAIN, ALL, text));
    mainToken = text;
    held = List.copyOf(next);
    report(before);
    return text;
  }

  /// Reads the files again, so that tokens added or revoked by another process count, and reports what
  /// is gone. Cheap enough for once a second.
  ///
  /// @return ids of the tokens that no longer admit
  /// @throws IOException as for [#open]; what was known before stays in force
  public synchronized Set<String> refresh() throws IOException {
    if (directory == null) {
      return Set.of();
    }
    var before = held;
    load(directory);
    return report(before);
  }

  /// Has the listener told the id of every token that stops admitting, on the thread that ends it.
  public void onRevoked(Consumer<String> listener) {
    listeners.add(listener);
  }

  private void load(Path from) throws IOException {
    Path mainFile = from.resolve(MAIN_FILE);
    if (!Files.exists(mainFile, LinkOption.NOFOLLOW_LINKS)) {
      PrivateFiles.write(mainFile, Secrets.random(Secrets.LONG_BYTES) + "\n");
    }
    String text = PrivateFiles.read(mainFile).strip();
    if (!TOKEN.matcher(text).matches()) {
      throw new IOException(
          mainFile + " holds no token (22 to 256 letters, digits, - or _). Delete it to get one");
    }
    var next = new ArrayList<TokenLines.Held>();
    next.add(TokenLines.hold(MAIN, ALL, text));
    Path furtherFile = from.resolve(FURTHER_FILE);
    if (Files.exists(furtherFile, LinkOption.NOFOLLOW_LINKS)) {
      next.addAll(TokenLines.parse(PrivateFiles.read(furtherFile), furtherFile));
    }
    if (next.size() > MAX_TOKENS) {
      throw new IOException(furtherFile + " holds more than " + (MAX_TOKENS - 1) + " tokens");
    }
    mainToken = text;
    held = List.copyOf(next);
  }

  private void keep(List<TokenLines.Held> next) throws IOException {
    if (directory != null) {
      PrivateFiles.write(
          directory.resolve(FURTHER_FILE), TokenLines.write(next.subList(1, next.size())));
    }
    held = List.copyOf(next);
  }

  private Set<String> report(List<TokenLines.Held> before) {
    var gone = new HashSet<String>();
    before.forEach(candidate -> gone.add(candidate.token().id()));
    held.forEach(candidate -> gone.remove(candidate.token().id()));
    for (String id : gone) {
      listeners.forEach(listener -> listener.accept(id));
    }
    return Set.copyOf(gone);
  }
}
