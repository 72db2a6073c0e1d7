package dev.skillwire.desktop.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Event;
import dev.skillwire.core.Json;
import dev.skillwire.core.Question;
import dev.skillwire.core.Risk;
import dev.skillwire.desktop.show.Questions;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@Timeout(60)
class NtfyTest {

  private static final URI LINK = URI.create("https://hub.example/a/code");

  private final Receiver receiver = new Receiver();
  private final Post post = new Post();
  private final Ntfy ntfy = new Ntfy(receiver.uri("/base/alerts"), "tk_1", post);

  @AfterEach
  void close() {
    post.close();
    receiver.close();
  }

  private JsonNode asked(Question question, @Nullable URI link) throws Exception {
    ntfy.asked(question, link);
    var got = receiver.received().getLast();
    assertThat(got.path()).isEqualTo("/base/");
    assertThat(got.headers()).containsEntry("authorization", "Bearer tk_1");
    return new ObjectMapper().readTree(got.body());
  }

  @Test
  void offersButtonsForWhatIsSeenWhole() throws Exception {
    var json = asked(Questions.of("q", "Go?", "yes", "no"), LINK);
    assertThat(json.path("topic").asString()).isEqualTo("alerts");
    assertThat(json.path("message").asString()).isEqualTo("Go?");
    assertThat(json.path("priority").asInt()).isEqualTo(4);
    assertThat(json.path("click").asString()).isEqualTo(LINK.toString());
    var no = json.path("actions").get(1);
    assertThat(no.path("action").asString()).isEqualTo("http");
    assertThat(no.path("label").asString()).isEqualTo("no");
    assertThat(no.path("body").asString()).isEqualTo("option=1");
  }

  @Test
  void leadsToThePageWhereMoreMustBeReadFirst() throws Exception {
    var action = new Json("{\"cmd\":\"x\"}");
    for (var question :
        new Question[] {
          Questions.of("q", "Go?", null, Risk.LOW, action, "yes", "no"),
          Questions.of("q", "Go?", null, Risk.HIGH, null, "yes", "no"),
          Questions.of("q", "long ".repeat(200), "yes", "no"),
          Questions.of("q", "Where?", "a", "b", "c", "d")
        }) {
      var json = asked(question, LINK);
      assertThat(json.path("actions").size()).isEqualTo(1);
      assertThat(json.path("actions").get(0).path("action").asString()).isEqualTo("view");
    }
  }

  @Test
  void onlyTellsWhereThereIsNoLink() throws Exception {
    var json = asked(Questions.of("q", "Go?", "yes"), null);
    assertThat(json.has("actions")).isFalse();
    assertThat(json.has("click")).isFalse();
  }

  @Test
  void replacesTheMessageQuietlyOnceItIsSettled() throws Exception {
    var question = Questions.of("any id / at all", "Go?", "yes");
    var first = asked(question, LINK);
    ntfy.closed(
        question,
        new Event.ConfirmationExpired(
            question.id(), question.run(), "abort", Event.CloseReason.TIMEOUT));
    var second = new ObjectMapper().readTree(receiver.received().getLast().body());
    assertThat(second.path("sequence_id")).isEqualTo(first.path("sequence_id"));
    assertThat(second.path("sequence_id").asString()).matches("[0-9a-f]{32}");
    assertThat(second.path("priority").asInt()).isEqualTo(1);
    assertThat(second.path("message").asString()).isEqualTo("Closed, taken as: abort");
  }
}
