package dev.skillwire.session.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.ConfirmationId;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AnswerLinksTest {

  private static final ConfirmationId FIRST = new ConfirmationId("first");
  private static final ConfirmationId SECOND = new ConfirmationId("second");

  private final AnswerLinks links = new AnswerLinks();

  @Test
  void standForOneQuestionAndWhoeverTheyWereSentTo() {
    var code = links.issue(FIRST, "ntfy");
    assertThat(links.find(code)).isEqualTo(new AnswerLinks.Link(FIRST, "ntfy"));
    assertThat(Base64.getUrlDecoder().decode(code)).hasSize(16);
    assertThat(links.issue(FIRST, "ntfy")).isNotEqualTo(code);
  }

  @Test
  void endWithTheirQuestion() {
    var first = links.issue(FIRST, "ntfy");
    var again = links.issue(FIRST, "webhook");
    var second = links.issue(SECOND, "ntfy");
    links.close(FIRST);
    assertThat(links.find(first)).isNull();
    assertThat(links.find(again)).isNull();
    assertThat(links.find(second)).isNotNull();
  }

  @Test
  void areUnknownWhenTheyAreNone() {
    assertThat(links.find("")).isNull();
    assertThat(links.find("x".repeat(10_000))).isNull();
  }

  @Test
  void makeRoomForNewOnes() {
    var oldest = links.issue(FIRST, "ntfy");
    var next = links.issue(FIRST, "ntfy");
    for (int i = 2; i < AnswerLinks.MAX_LINKS + 1; i++) {
      links.issue(SECOND, "ntfy");
    }
    assertThat(links.find(oldest)).isNull();
    assertThat(links.find(next)).isNotNull();
  }
}
