package dev.skillwire.wire.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skillwire.core.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class MaskTest {

  private final Mask mask = Mask.with(List.of());

  // In pieces, so that nobody who looks for lost secrets finds some here.
  private static final String GITHUB = "gh" + "p_" + "Ab0".repeat(12);
  private static final String AWS = "AK" + "IA" + "QWERTY0123456789";
  private static final String SLACK = "xo" + "xb-1234567890-abcdef";
  private static final String WEB = "ey" + "JhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl_-0";

  @Nested
  class KnownShapes {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "gh|p_0123456789abcdefghijABCDEFGHIJ012345",
          "github|_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz",
          "gl|pat-0123456789abcdefABCD",
          "AK|IAQWERTY0123456789",
          "xo|xp-123456789012-abcdefABCDEF",
          "ey|JhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl_-0",
          "sk|-ant-api03-abcdefghijklmnop0123456789",
          "sk_li|ve_0123456789abcdefghij",
          "AI|zaSyA0123456789abcdefghijklmnopqrstuv",
          "np|m_0123456789abcdefghijklmnopqrstuvwxyz",
        })
    void areMaskedWholeWhereverTheyStand(String pieces) {
      var secret = pieces.replace("|", "");
      assertThat(mask.text(secret)).isEqualTo("[masked]");
      assertThat(mask.text("curl -u x:" + secret + " https://a.test && echo done"))
          .isEqualTo("curl -u x:[masked] https://a.test && echo done");
      assertThat(mask.text("(" + secret + ")\n" + secret)).isEqualTo("([masked])\n[masked]");
      assertThat(mask.json(new Json("{\"a\":[1,\"see " + secret + "\"]}")))
          .isEqualTo(new Json("{\"a\":[1,\"see [masked]\"]}"));
      assertThat(mask.json(new Json("{\"a\":\"line\\n" + secret + "\"}")))
          .isEqualTo(new Json("{\"a\":\"line\\n[masked]\"}"));
    }

    @Test
    void ofPrivateKeysKeepTheirFrame() {
      var key = "-----BEGIN RSA PRIVATE " + "KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----";
      assertThat(mask.text("key:\n" + key + "\nok"))
          .isEqualTo(
              "key:\n-----BEGIN RSA PRIVATE KEY-----[masked]-----END RSA PRIVATE KEY-----\nok");
      assertThat(mask.text(key.substring(0, 40))).endsWith("KEY-----[masked]");
      assertThat(mask.text("-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----"))
          .contains("MIIE");
    }

    @Test
    void ofAddressesLoseThePasswordOnly() {
      assertThat(mask.text("psql postgres://app:p@ss:w0rd@db.test:5432/main?x=1"))
          .isEqualTo("psql postgres://app:[masked]@db.test:5432/main?x=1");
      for (var harmless :
          List.of("https://a.test:8080/x@y", "https://me@a.test", "ssh://git@a.test:22/x")) {
        assertThat(mask.text(harmless)).isEqualTo(harmless);
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "task-force-management-of-everything-there-is",
          "git log --oneline 3f2a81c09b7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f",
          "risk-0123456789abcdefghijklmnop",
          "AKIA, an airport",
          "xoxb-",
          "ghp_short",
          "eyJust.a.word",
          "the bearer of this letter",
          "550e8400-e29b-41d4-a716-446655440000",
        })
    void areNotSeenInOrdinaryText(String text) {
      assertThat(mask.text(text)).isSameAs(text);
    }
  }

  @Nested
  class NamedValues {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '~',
        textBlock =
            """
            password=hunter2 rest                | password=[masked] rest
            DB_PASSWORD: hunter2, next           | DB_PASSWORD: [masked], next
            mysql --password hunter2 -h db       | mysql --password [masked] -h db
            mysql --password=hunter2 -h db       | mysql --password=[masked] -h db
            login(token="a b\\"c", x=1)           | login(token="[masked]", x=1)
            {"api_key": "abc", "n": 1}           | {"api_key": "[masked]", "n": 1}
            {\\"secret\\":\\"abc\\",\\"n\\":1}         | {\\"secret\\":\\"[masked]\\",\\"n\\":1}
            GET /x?access_token=abc&b=2          | GET /x?access_token=[masked]&b=2
            curl -H 'Authorization: Bearer abc'  | curl -H 'Authorization: Bearer [masked]'
            curl -H "Authorization: Basic eDp5"  | curl -H "Authorization: Basic [masked]"
            Authorization: Token x then go       | Authorization: Token [masked] then go
            env["TOKEN"] = 'abc'                 | env["TOKEN"] = '[masked]'
            :secret => "abc"                     | :secret => "[masked]"
            Server=a;Password=b;User=c           | Server=a;Password=[masked];User=c
            aws_secret_access_key = wJalr/K7+x   | aws_secret_access_key = [masked]
            say 'passphrase: x                   | say 'passphrase: [masked]
            """)
    void areMaskedAndTheRestStays(String text, String told) {
      assertThat(mask.text(text)).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "token_count: 5",
          "total tokens: 4096",
          "the secretary: Ada",
          "deploy --token $TOKEN --password ${DB_PASS}",
          "password={{ secrets.db }}",
          "password: ***",
          "password=[masked]",
          "secret=",
          "password:\n  next line",
          "--token --verbose",
          "a token is needed",
          "token://x",
          "secret: null",
        })
    void thatStandForNoSecretStay(String text) {
      assertThat(mask.text(text)).isEqualTo(text);
    }

    @Test
    void ofJsonAreMaskedByTheirName() {
      assertThat(
              mask.json(
                  new Json(
                      "{\"user\":\"ada\",\"dbPassword\":\"x\",\"pin\":7,\"token\":12345,"
                          + "\"credentials\":{\"a\":\"b\",\"c\":[1,null,true]},\"api_key\":\"\","
                          + "\"deep\":[{\"Authorization\":\"Bearer abc\"}]}")))
          .isEqualTo(
              new Json(
                  "{\"user\":\"ada\",\"dbPassword\":\"[masked]\",\"pin\":7,\"token\":\"[masked]\","
                      + "\"credentials\":{\"a\":\"[masked]\",\"c\":[\"[masked]\",null,true]},\"api_key\":\"\","
                      + "\"deep\":[{\"Authorization\":\"[masked]\"}]}"));
    }

    @Test
    void ofJsonLeaveCountsAlone() {
      var usage = new Json("{\"total_tokens\":4096,\"tokens\":12,\"token_type\":\"bearer\"}");
      assertThat(mask.json(usage)).isSameAs(usage);
    }

    @Test
    void inNamesOfJsonAreMaskedToo() {
      assertThat(mask.json(new Json("{\"" + GITHUB + "\":1,\"" + AWS + "\":2}")))
          .isEqualTo(new Json("{\"[masked]\":1,\"[masked]'\":2}"));
    }
  }

  @Nested
  class OwnPatterns {

    @Test
    void maskTheirFirstGroupOrTheWholeMatch() {
      var own = Mask.with(List.of("session=(\\w+);", "ACME-[0-9]{4,6}"));
      assertThat(own.text("a session=abc; ACME-1234 b " + SLACK))
          .isEqualTo("a session=[masked]; [masked] b [masked]");
    }

    @Test
    void areAppliedToTextsAndNumbersOfJson() {
      var own = Mask.with(List.of("4[0-9]{15}", "multi\nline"));
      assertThat(own.json(new Json("{\"card\":4111111111111111,\"n\":4,\"t\":\"multi\\nline\"}")))
          .isEqualTo(new Json("{\"card\":\"[masked]\",\"n\":4,\"t\":\"[masked]\"}"));
    }

    @Test
    void maskWhatComesAfterTooManyMatches() {
      var own = Mask.with(List.of("x"));
      assertThat(own.text("x".repeat(OwnPattern.MATCHES) + " rest"))
          .isEqualTo("[masked]".repeat(OwnPattern.MATCHES));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "(",
          "a*",
          "(?=x)y",
          "a{2000}",
          "((a{100}){100}){100}",
          "(x{1,9}|y){2}",
          "(" + "abcdefghij){600}",
          "\\1"
        })
    void areRefusedWhereTheyCantBeUsed(String pattern) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Mask.with(List.of(pattern)))
          .withMessageContaining("'");
    }

    @Test
    void areBoundedInNumberAndLength() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Mask.with(List.of("a".repeat(OwnPattern.CHARS + 1))));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Mask.with(java.util.Collections.nCopies(Mask.PATTERNS + 1, "a")));
    }

    @Test
    void takeLinearTimeWhateverTheyAre() {
      var own = Mask.with(List.of("(a+)+$", "(a|aa)+b", "(.*)*x"));
      assertThat(own.text("a".repeat(50_000) + "c")).endsWith("c");
    }
  }

  @Nested
  class HostileText {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "eyJ",
          "eyJ-",
          "eyJaaaaaaaaa.",
          "sk-",
          "sk-a-",
          "-----BEGIN ",
          "-----BEGIN PRIVATE KEY-----",
          "://",
          "://a:b",
          "token=",
          "token=\"",
          "token={{",
          "token=$A",
          "--token ",
          "password: ",
          "bearer ",
          "AKIA",
          "ghp_",
          "hooks.slack.com/services/",
          "token=\"{{ ",
          "token='***",
          "Authorization: Bearer ",
          "secret\\\"",
          "://:@",
          "xoxb-",
          "\\u0000",
          "token=****",
        })
    void ofAMegabyteIsReadInLinearTime(String piece) {
      var small = piece.repeat((1 << 16) / piece.length());
      var large = piece.repeat((1 << 20) / piece.length());
      mask.text(small);
      long before = System.nanoTime();
      mask.text(large);
      // Quadratic time would be minutes.
      assertThat(System.nanoTime() - before).as(piece).isLessThan(10_000_000_000L);
    }

    @Test
    void isNeverLeftWithASecret() {
      var random = new SplittableRandom(7);
      var glue =
          List.of(
              " ", "\n", "\"", "'", "=", ":", ",", "ä", "\\", "password", "}", "{", "token=", "€ ");
      var secrets = List.of(GITHUB, AWS, SLACK, WEB);
      for (int i = 0; i < 20_000; i++) {
        var parts = new ArrayList<String>();
        for (int j = random.nextInt(1, 6); j > 0; j--) {
          parts.add(glue.get(random.nextInt(glue.size())));
        }
        var secret = secrets.get(random.nextInt(secrets.size()));
        // A letter before a token makes it another word.
        var before = String.join("", parts);
        var text = (before.endsWith("password") ? before + " " : before) + secret + " end";
        assertThat(mask.text(text)).as(text).doesNotContain(secret.substring(0, 20));
        var json =
            dev.skillwire.wire.JsonText.free(
                dev.skillwire.wire.JsonText.object(java.util.Map.of("t", text)));
        assertThat(mask.json(json).text()).as(text).doesNotContain(secret.substring(0, 20));
      }
    }

    @Test
    void isTheSameWhenMaskedTwice() {
      for (var text :
          List.of("password=a token: b " + GITHUB, "postgres://a:b@c", "Authorization: Bearer x")) {
        var once = mask.text(text);
        assertThat(mask.text(once)).isEqualTo(once);
      }
    }
  }
}
