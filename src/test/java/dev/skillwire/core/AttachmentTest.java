package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Given.given;
import static dev.skillwire.core.Given.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

final class AttachmentTest {

  private static Attachment of(String text) {
    return new Attachment(Attachment.Kind.DIFF, "a.diff", "text/x-diff", text);
  }

  @Test
  void isPartOfTheQuestion() {
    var hub = given(ask("q1").attach(of("+a")).done());
    assertThat(hub.open("q1").question().extras().attachments()).containsExactly(of("+a"));
    assertThat(hub.when(ask("q1").attach(of("+a")).done()).reattached().settled()).isNull();
    hub.when(ask("q1").attach(of("+b")).done()).refused(Reason.DUPLICATE_ID);
  }

  @Test
  void isRefusedAndNeverCutWhereItIsTooLarge() {
    var half = of("x".repeat(Limits.ATTACHMENTS_BYTES / 2));
    assertThat(nothing().when(ask("q1").attach(half, half).done()).events()).hasSize(1);
    nothing()
        .when(ask("q1").attach(half, half, of("y")).done())
        .refused(Reason.TOO_LARGE, "attachments");
    var many = Collections.nCopies(Limits.ATTACHMENTS + 1, of("")).toArray(Attachment[]::new);
    nothing().when(ask("q1").attach(many).done()).refused(Reason.TOO_LARGE, "attachments");
    var named = new Attachment(Attachment.Kind.TEXT, "n".repeat(Limits.NAME_CHARS + 1), "", "");
    nothing().when(ask("q1").attach(named).done()).refused(Reason.TOO_LARGE, "attachments");
  }

  @Test
  void countsAmongWhatAllOpenQuestionsTake() {
    var large = of("x".repeat(Limits.ATTACHMENTS_BYTES));
    int fit = Limits.OPEN_CONFIRMATIONS_BYTES / (Limits.ATTACHMENTS_BYTES + 2_000);
    var hub = nothing();
    for (int i = 0; i < fit; i++) {
      hub.and(ask("q" + i).attach(large).done());
    }
    assertThat(hub.state.openBytes()).isGreaterThan((long) fit * Limits.ATTACHMENTS_BYTES);
    hub.when(ask("more").attach(large).done()).refused(Reason.BUSY);
  }
}
