package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// The grammar of transcripts, what their patterns match, and that a broken promise is noticed.
class TranscriptTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.skillwire.contract.TranscriptWithPortsTest#transcripts")
  void everyGoldenTranscriptIsWellFormed(java.nio.file.Path file) throws IOException {
    assertThat(Transcript.read(file).steps()).isNotEmpty();
  }

  @Test
  void thereAreAtLeastFifteen() throws IOException, URISyntaxException {
    assertThat(TranscriptWithPortsTest.transcripts()).hasSizeGreaterThanOrEqualTo(15);
  }

  @Nested
  class Reading {

    @Test
    void knowsEveryKindOfLine() {
      var transcript =
          Transcript.parse(
              """
              # a title
              # a remark
              ! hub --memory --require-token

              A> {"type":"heartbeat"}
              B(page,/events?types=a)< {"type":"connected"}
              *< {"type":"note"}
              A>> {"type":
              A< close 1008
              ! leave B
              A< {"type":"connected"}
              ! wait 2s
              ! kill
              ! open A(token,/x)
              ! cut A
              """
                  .lines()
                  .toList());
      assertThat(transcript.title()).isEqualTo("a title");
      assertThat(transcript.hubOptions()).containsExactly("--memory", "--require-token");
      assertThat(transcript.steps())
          .containsExactly(
              new Transcript.Step.Open(5, "A", Transcript.Credential.PEER, "/"),
              new Transcript.Step.Say(5, "A", Say.heartbeat()),
              new Transcript.Step.Open(6, "B", Transcript.Credential.PAGE, "/events?types=a"),
              new Transcript.Step.Hear(6, "B", Json.object("type", "connected")),
              new Transcript.Step.Hear(7, "*", Json.object("type", "note")),
              new Transcript.Step.Utter(8, "A", "{\"type\":"),
              new Transcript.Step.HearClose(9, "A", 1008),
              new Transcript.Step.Leave(10, "B", false),
              new Transcript.Step.Open(11, "A", Transcript.Credential.PEER, "/"),
              new Transcript.Step.Hear(11, "A", Json.object("type", "connected")),
              new Transcript.Step.Wait(12, Duration.ofSeconds(2)),
              new Transcript.Step.Restart(13, true),
              new Transcript.Step.Open(14, "A", Transcript.Credential.TOKEN, "/x"),
              new Transcript.Step.Leave(15, "A", true));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "A> not json",
          "A> [1]",
          "a> {}",
          "AB> {}",
          "A(nobody)> {}",
          "*> {}",
          "*(page)< {}",
          "A{}",
          "! dance",
          "! leave A",
          "! wait long",
          "A>{}",
          "A< close soon"
        })
    void refusesALineThatBreaksTheGrammar(String line) {
      assertThatThrownBy(() -> Transcript.parse(List.of("# title", line)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("line 2");
    }

    @Test
    void refusesASecondOpening() {
      assertThatThrownBy(() -> Transcript.parse(List.of("# t", "A> {}", "A(page)> {}")))
          .hasMessageContaining("line 3");
    }
  }

  @Nested
  class Patterns {

    private final Expected expected = new Expected();

    @Test
    void matchASubsetOfTheFields() {
      assertThat(difference("{\"a\":1}", "{\"a\":1.0,\"b\":2}")).isNull();
      assertThat(difference("{\"a\":{\"b\":[1,\"…\"]}}", "{\"a\":{\"b\":[1,2,3],\"c\":4}}"))
          .isNull();
      assertThat(difference("{\"a\":\"…\",\"!c\":\"…\"}", "{\"a\":null}")).isNull();
    }

    @Test
    void differWhereTheyMust() {
      assertThat(difference("{\"a\":1}", "{\"a\":2}")).contains(".a");
      assertThat(difference("{\"a\":\"…\"}", "{\"b\":2}")).contains("missing");
      assertThat(difference("{\"!a\":\"…\"}", "{\"a\":null}")).contains("must not");
      assertThat(difference("{\"a\":[1]}", "{\"a\":[1,2]}")).contains("elements");
      assertThat(difference("{\"a\":\"1\"}", "{\"a\":1}")).isNotNull();
    }

    @Test
    void keepAValueUnderItsName() {
      assertThat(difference("{\"id\":\"$id\"}", "{\"id\":\"x-1\"}")).isNull();
      assertThat(difference("{\"id\":\"$id\"}", "{\"id\":\"x-2\"}")).contains("x-1");
      assertThat(expected.filledIn(Json.object("n", List.of("$id"), "m", "$5")))
          .isEqualTo(Json.object("n", List.of("x-1"), "m", "$5"));
      assertThat(expected.filledIn("/?since=$id")).isEqualTo("/?since=x-1");
      assertThatThrownBy(() -> expected.filledIn("$other")).isInstanceOf(AssertionError.class);
    }

    @Test
    void keepNothingFromAMessageThatDiffers() {
      assertThat(difference("{\"id\":\"$id\",\"z\":1}", "{\"id\":\"x-1\",\"z\":2}")).isNotNull();
      assertThat(difference("{\"id\":\"$id\"}", "{\"id\":\"x-2\"}")).isNull();
    }

    private @org.jspecify.annotations.Nullable String difference(String pattern, String actual) {
      return expected.difference(Json.read(pattern), Json.read(actual));
    }
  }

  @Nested
  class Playing {

    @Test
    void succeedsWhenEverythingIsHeard() {
      play("A> {\"type\":\"echo\",\"n\":1}", "A< {\"type\":\"echo\",\"n\":1}");
    }

    @Test
    void failsAtTheLineThatDidNotComeTrue() {
      assertThatThrownBy(
              () -> play("A> {\"type\":\"echo\",\"n\":1}", "A< {\"type\":\"echo\",\"n\":2}"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("line 3");
    }

    @Test
    void failsWhenSomethingIsLeftUnheard() {
      assertThatThrownBy(() -> play("A> {\"type\":\"echo\",\"n\":1}"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("still heard");
    }

    private void play(String... lines) {
      var all = new ArrayList<>(List.of("# on an echoing stage"));
      all.addAll(List.of(lines));
      Performance.play(Transcript.parse(all), new EchoStage());
    }
  }

  /// Tells everyone whatever anyone says; a heartbeat is acknowledged to its sender.
  private static final class EchoStage implements Stage {
    private final List<Echo> open = new ArrayList<>();

    @Override
    public Connection open(Transcript.Credential credential, String path) {
      var echo = new Echo();
      open.add(echo);
      return echo;
    }

    @Override
    public void restart(boolean killed) {
      open.clear();
    }

    @Override
    public void pass(Duration time) {}

    private final class Echo implements Connection {
      private final Queue<ObjectNode> events = new ArrayDeque<>();
      private final Queue<ObjectNode> replies = new ArrayDeque<>();

      @Override
      public ObjectNode connected() {
        return Json.object("type", "connected");
      }

      @Override
      public void send(String text) {
        var message = Json.readObject(text);
        if (Json.has(message, "type", "heartbeat")) {
          replies.add(Json.object("type", "heartbeat_ack"));
        } else {
          open.forEach(echo -> echo.events.add(message));
        }
      }

      @Override
      public ObjectNode nextEvent() {
        return events.remove();
      }

      @Override
      public ObjectNode nextReply() {
        return replies.remove();
      }

      @Override
      public int closeCode() {
        return -1;
      }

      @Override
      public void leave() {
        open.remove(this);
      }

      @Override
      public void cut() {
        open.remove(this);
      }
    }
  }
}
