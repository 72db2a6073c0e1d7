package dev.skillwire.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.cli.base.Ink;
import dev.skillwire.client.Message;
import dev.skillwire.wire.BadMessage;
import org.junit.jupiter.api.Test;

class PeopleLinesTest {

  private static Message message(String json) throws BadMessage {
    return Message.parse(json.replace('\'', '"'));
  }

  private static String line(String type, String fields) throws BadMessage {
    return PeopleLines.of(
        message("{'type':'confirmation_" + type + "'" + fields + "}"), new Ink(false));
  }

  @Test
  void tellsWhatPeopleDo() throws BadMessage {
    var ada = ",'by':{'client_id':'c','name':'Ada','kind':'human'}";
    assertThat(line("voted", ",'response':'yes','missing':1" + ada))
        .isEqualTo("= yes by Ada, one more is needed");
    assertThat(
            line("voted", ",'response':'no','previous':'yes','missing':2,'comment':'wait'" + ada))
        .isEqualTo("= no by Ada: \"wait\", 2 more are needed (was: yes)");
    assertThat(line("claimed", ada)).isEqualTo("question looked into by Ada");
    assertThat(line("released", ",'reason':'expired'" + ada))
        .isEqualTo("question looked into no more: expired");
    assertThat(line("delegated", ",'to':'ben'" + ada)).isEqualTo("question handed to ben by Ada");
    assertThat(line("escalated", ",'to':['ben','role:admin']"))
        .isEqualTo("question is now also for ben, role:admin");
    assertThat(line("reminder", ",'number':1,'remaining_seconds':10"))
        .isEqualTo("! a question still waits, 10 s left");
  }

  @Test
  void tellsWhoDecides() throws BadMessage {
    assertThat(PeopleLines.terms(message("{'prompt':'Go?'}"))).isEmpty();
    assertThat(
            PeopleLines.terms(
                message(
                    "{'quorum':2,'veto':['no'],'answerers':['ann','ben'],'delegated_to':['cid'],"
                        + "'votes':[{'response':'yes','by':{'name':'Ann','kind':'human'}}],"
                        + "'claimed_by':{'name':'Ben','kind':'human'}}")))
        .containsExactly(
            "2 people must say the same; one is enough for: no.",
            "  said so far: yes by Ann",
            "It is for: ann, ben",
            "Handed to: cid",
            "Looked into by Ben");
  }
}
