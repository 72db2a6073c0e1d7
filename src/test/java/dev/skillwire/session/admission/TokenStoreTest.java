package dev.skillwire.session.admission;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenStoreTest {
  @TempDir Path temp;
  Path data = Path.of("");
  Path mainFile = Path.of("");
  Path furtherFile = Path.of("");

  @BeforeEach
  void names() {
    data = temp.resolve("state/skillwire");
    mainFile = data.resolve("token");
    furtherFile = data.resolve("tokens");
  }

  static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  static void secret(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Nested
  class MainToken {
    @Test
    void isMadeOnFirstUseForTheOwnerOnly() throws IOException {
      var store = TokenStore.open(data);
      assertThat(mode(data)).isEqualTo("rwx------");
      assertThat(mode(mainFile)).isEqualTo("rw-------");
      assertThat(Files.readString(mainFile)).isEqualTo(store.mainToken() + "\n");
      assertThat(Base64.getUrlDecoder().decode(store.mainToken())).hasSize(32);
      try (var files = Files.list(data)) {
        assertThat(files).containsExactly(mainFile);
      }
    }

    @Test
    void staysOverARestart() throws IOException {
      var store = TokenStore.open(data);
      assertThat(TokenStore.open(data).mainToken()).isEqualTo(store.mainToken());
      assertThat(TokenStore.open(data).list()).isEqualTo(store.list());
    }

    @Test
    void hasEveryRole() throws IOException {
      var store = TokenStore.open(data);
      var token = requireNonNull(store.find(store.mainToken()));
      assertThat(token.roles()).containsExactlyInAnyOrder(Role.values());
    }

    @Test
    void openDirectoryIsClosed() throws IOException {
      Files.createDirectories(data);
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
      TokenStore.open(data);
      assertThat(mode(data)).isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void fileThatOthersCouldTouchIsNoSecret(String mode) throws IOException {
      TokenStore.open(data);
      Files.setPosixFilePermissions(mainFile, PosixFilePermissions.fromString(mode));
      assertThatThrownBy(() -> TokenStore.open(data))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("open to others");
    }

    @Test
    void linkIsNotFollowed() throws IOException {
      Files.createDirectories(data);
      Path elsewhere = temp.resolve("planted");
      secret(elsewhere, "A".repeat(43));
      Files.createSymbolicLink(mainFile, elsewhere);
      assertThatThrownBy(() -> TokenStore.open(data)).hasMessageContaining("not a plain file");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "short", "AAAAAAAAAAAAAAAAAAAAA", "with blank AAAAAAAAAAAAAAAAAAAAAAA"})
    void weakOrBrokenTextIsRefusedWithoutRepeatingIt(String text) throws IOException {
      Files.createDirectories(data);
      secret(mainFile, text);
      assertThatThrownBy(() -> TokenStore.open(data))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("holds no token")
          .message()
          .doesNotContain("AAAAAAA");
    }

    @Test
    void replacingEndsTheOldOne() throws IOException {
      var store = TokenStore.open(data);
      String old = store.mainToken();
      String oldId = store.list().getFirst().id();
      var ended = new ArrayList<String>();
      store.onRevoked(ended::add);

      String next = store.replaceMain();

      assertThat(store.find(old)).isNull();
      assertThat(store.find(next)).isNotNull();
      assertThat(ended).containsExactly(oldId);
      assertThat(TokenStore.open(data).mainToken()).isEqualTo(next);
    }
  }

  @Nested
  class FurtherTokens {
    @Test
    void areShownOnceAndKeptAsDigests() throws IOException {
      var store = TokenStore.open(data);
      String text = store.add("phone", Set.of(Role.ANSWERER, Role.OBSERVER));
      assertThat(Files.readString(furtherFile)).doesNotContain(text);
      assertThat(mode(furtherFile)).isEqualTo("rw-------");

      var token = requireNonNull(TokenStore.open(data).find(text));
      assertThat(token.name()).isEqualTo("phone");
      assertThat(token.roles()).containsExactlyInAnyOrder(Role.OBSERVER, Role.ANSWERER);
      assertThat(token).isEqualTo(store.find(text));
    }

    @Test
    void digestItselfAdmitsNobody() throws IOException {
      var store = TokenStore.open(data);
      store.add("phone", Set.of(Role.OBSERVER));
      String line = Files.readAllLines(furtherFile).getLast();
      assertThat(store.find(line.substring(line.lastIndexOf(' ') + 1))).isNull();
    }

    @Test
    void revokingEndsOneAndReportsIt() throws IOException {
      var store = TokenStore.open(data);
      String phone = store.add("phone", Set.of(Role.OBSERVER));
      String wall = store.add("wall", Set.of(Role.OBSERVER));
      String id = requireNonNull(store.find(phone)).id();
      var ended = new ArrayList<String>();
      store.onRevoked(ended::add);

      assertThat(store.revoke("phone")).isTrue();
      assertThat(store.revoke("phone")).isFalse();
      assertThat(store.revoke(TokenStore.MAIN)).isFalse();

      assertThat(ended).containsExactly(id);
      assertThat(store.holds(id)).isFalse();
      assertThat(store.find(phone)).isNull();
      assertThat(TokenStore.open(data).find(phone)).isNull();
      assertThat(TokenStore.open(data).find(wall)).isNotNull();
    }

    @Test
    void needANameOfTheirOwnAndARole() throws IOException {
      var store = TokenStore.open(data);
      store.add("phone", Set.of(Role.OBSERVER));
      for (String name : new String[] {"phone", "main", "", "two words", "a\nb", "x".repeat(65)}) {
        assertThatThrownBy(() -> store.add(name, Set.of(Role.OBSERVER)))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> store.add("none", Set.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void areBounded() throws IOException {
      var store = TokenStore.inMemory();
      for (int at = 1; at < TokenStore.MAX_TOKENS; at++) {
        store.add("t" + at, Set.of(Role.OBSERVER));
      }
      assertThatThrownBy(() -> store.add("more", Set.of(Role.OBSERVER)))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone", "phone observer", "phone root DIGEST", "main admin DIGEST"})
    void lineThatCannotBeUnderstoodIsNamed(String line) throws IOException {
      TokenStore.open(data);
      secret(furtherFile, "# heading\n\n" + line.replace("DIGEST", "a".repeat(64)) + "\n");
      assertThatThrownBy(() -> TokenStore.open(data))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("line 3");
    }
  }

  @Nested
  class AnotherProcess {
    @Test
    void mayAddAndRevokeWhileTheHubRuns() throws IOException {
      var hub = TokenStore.open(data);
      var command = TokenStore.open(data);
      String text = command.add("phone", Set.of(Role.OBSERVER));
      assertThat(hub.find(text)).isNull();
      assertThat(hub.refresh()).isEmpty();
      String id = requireNonNull(hub.find(text)).id();

      command.revoke("phone");
      var ended = new ArrayList<String>();
      hub.onRevoked(ended::add);
      assertThat(hub.refresh()).containsExactly(id);
      assertThat(ended).containsExactly(id);
      assertThat(hub.find(text)).isNull();
    }

    @Test
    void mayDeleteTheMainTokenWhichEndsIt() throws IOException {
      var hub = TokenStore.open(data);
      String old = hub.mainToken();
      Files.delete(mainFile);
      assertThat(hub.refresh()).hasSize(1);
      assertThat(hub.find(old)).isNull();
      assertThat(Files.readString(mainFile).strip()).isEqualTo(hub.mainToken()).isNotEqualTo(old);
    }

    @Test
    void brokenFileLeavesInForceWhatWasKnown() throws IOException {
      var hub = TokenStore.open(data);
      secret(furtherFile, "garbage\n");
      assertThatThrownBy(hub::refresh).isInstanceOf(IOException.class);
      assertThat(hub.find(hub.mainToken())).isNotNull();
    }
  }

  @Test
  void memoryStoreLeavesNothingBehind() throws IOException {
    var store = TokenStore.inMemory();
    assertThat(store.find(store.mainToken())).isNotNull();
    String text = store.add("phone", Set.of(Role.OBSERVER));
    assertThat(store.refresh()).isEmpty();
    assertThat(store.find(text)).isNotNull();
    store.replaceMain();
    assertThat(data).doesNotExist();
  }

  @Test
  void findsNothingForWhatCannotBeAToken() {
    var store = TokenStore.inMemory();
    assertThat(store.find("")).isNull();
    assertThat(store.find("x".repeat(100_000))).isNull();
    assertThat(store.find(store.mainToken() + "x")).isNull();
    assertThat(store.find(store.mainToken().substring(1))).isNull();
  }
}
