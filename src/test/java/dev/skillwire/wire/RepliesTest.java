package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Reply;
import dev.skillwire.wire.Replies.Missing;
import dev.skillwire.wire.Replies.Opening;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepliesTest {

  @Nested
  class AnAck {

    @Test
    void repeatsTheRequestIdAsItWas() {
      assertThat(
              Samples.text(
                  Replies.ack("\"r-1\"", new Reply.Done(9, Samples.RUN, Samples.ASK, null))))
          .isEqualTo(
              "{\"type\":\"ack\",\"request_id\":\"r-1\",\"seq\":9,\"id\":\"ask-1\","
                  + "\"skill_id\":\"run-1\"}");
    }

    @Test
    void leavesOutWhatWasNotMeant() {
      assertThat(Samples.text(Replies.ack("17", new Reply.Done(9, null, null, null))))
          .isEqualTo("{\"type\":\"ack\",\"request_id\":17,\"seq\":9}");
    }
  }

  @Nested
  class AnError {

    @Test
    void saysWhoWasFirst() {
      var rejection =
          new Rejection(
              Reason.ALREADY_ANSWERED, "Too late.", null, "ask-1", Samples.ANN, "Yes, go on");
      var error = Samples.parsed(Replies.error("\"r\"", rejection));
      assertThat(error.path("type").stringValue()).isEqualTo("error");
      assertThat(error.path("request_id").stringValue()).isEqualTo("r");
      assertThat(error.path("code").stringValue()).isEqualTo("already_answered");
      assertThat(error.path("id").stringValue()).isEqualTo("ask-1");
      assertThat(error.path("answered_by").path("client_id").stringValue()).isEqualTo("client-7");
      assertThat(error.path("response").stringValue()).isEqualTo("Yes, go on");
    }

    @Test
    void leavesOutWhatItDoesNotKnow() {
      assertThat(Samples.text(Replies.error(null, Rejection.of(Reason.BUSY, "Later."))))
          .isEqualTo("{\"type\":\"error\",\"code\":\"busy\",\"message\":\"Later.\"}");
    }
  }

  @Test
  void aHeartbeatIsAcknowledged() {
    assertThat(Samples.text(Replies.heartbeatAck())).isEqualTo("{\"type\":\"heartbeat_ack\"}");
  }

  @Nested
  class AnOpening {

    @Test
    void endsWhereTheStateBegins() {
      var head =
          new String(
              Replies.openingHead(
                  new Opening(
                      "connected",
                      "1.2",
                      "e1",
                      7,
                      9,
                      "client-1",
                      List.of("answerer", "observer"),
                      false,
                      new Missing(3, 7))),
              StandardCharsets.UTF_8);
      assertThat(head)
          .isEqualTo(
              "{\"type\":\"connected\",\"protocol\":1,"
                  + "\"server\":{\"name\":\"skillwire\",\"version\":\"1.2\"},\"epoch\":\"e1\","
                  + "\"seq\":7,\"head\":9,\"client_id\":\"client-1\",\"role\":\"answerer\","
                  + "\"roles\":[\"answerer\",\"observer\"],\"resumed\":false,"
                  + "\"missing\":{\"from\":3,\"to\":7}");
    }

    @Test
    void tellsWhatWasMissed() {
      var away = new Replies.Away(7, new dev.skillwire.core.Json("{\"until\":9,\"open\":[]}"));
      var opening = new Opening("connected", "1", "e", 7, 9, "c", List.of(), true, null, away);
      var told = "\"resumed\":true,\"away\":{\"since\":7,\"until\":9,\"open\":[]}";
      assertThat(Samples.text(Replies.opening(opening))).contains(told + ",\"running_skills\":[]");
      assertThat(Samples.text(Replies.openingHead(opening))).endsWith(told);
    }

    @Test
    void ofAResumedClientIsEmpty() {
      var opening = opening(List.of("observer"));
      assertThat(opening.path("resumed").isBoolean()).isTrue();
      assertThat(opening.path("missing").isMissingNode()).isTrue();
      assertThat(opening.path("running_skills").toString()).isEqualTo("[]");
      assertThat(opening.path("pending_confirmations").toString()).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource({
      "observer publisher answerer admin, admin",
      "observer publisher answerer, answerer",
      "observer publisher, publisher",
      "observer, observer",
      "'', observer"
    })
    void tellsTheMostThatTheClientMayDo(String roles, String role) {
      assertThat(opening(List.of(roles.split(" "))).path("role").stringValue()).isEqualTo(role);
    }

    private tools.jackson.databind.node.ObjectNode opening(List<String> roles) {
      return Samples.parsed(
          Replies.opening(new Opening("connected", "1.2", "e1", 7, 9, "c", roles, true, null)));
    }
  }
}
