package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Commands.answer;
import static dev.skillwire.core.Given.ANNA;
import static dev.skillwire.core.Given.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RulePreviewTest {

  private static final Scope PUSH = new Scope(null, null, null, null, null, "Push*");

  private final Given hub = nothing();
  private final List<PastQuestion> past = new ArrayList<>();

  private void was(Asking asking, @Nullable String choice) {
    var id = "q" + past.size();
    var question = hub.when(asking.done()).event(Event.ConfirmationRequired.class).question();
    if (choice == null) {
      past.add(new PastQuestion(question, null));
      return;
    }
    hub.and(asking.done());
    var event = hub.when(ANNA, answer(id, choice)).event(Event.ConfirmationAnswered.class);
    past.add(new PastQuestion(question, event));
  }

  private Asking asking(String prompt) {
    return ask("q" + past.size()).prompt(prompt);
  }

  @Test
  void countsWhatItWouldHaveAnsweredAndWhatWasAnsweredDifferently() {
    was(asking("Push?"), "yes");
    was(asking("Pull?"), "no");
    was(asking("Push again?"), "no");
    was(asking("Push?").options("ja", "nein"), "ja");
    was(asking("Push?"), null);
    was(asking("Push?").risk(Risk.HIGH), "yes");

    var preview = RulePreview.of(PUSH, "yes", past);

    assertThat(preview.questions()).isEqualTo(6);
    assertThat(preview.matched()).isEqualTo(3);
    assertThat(preview.differently()).isEqualTo(1);
    assertThat(preview.unanswered()).isEqualTo(1);
    assertThat(preview.risky()).isEqualTo(1);
    assertThat(preview.examples()).containsExactly(past.get(2), past.get(0), past.get(4));
  }

  @Test
  void tellsSoManyExamples() {
    for (int i = 0; i < 2 * RulePreview.EXAMPLES; i++) {
      was(asking("Push?"), "no");
    }
    var preview = RulePreview.of(PUSH, "yes", past);

    assertThat(preview.differently()).isEqualTo(2 * RulePreview.EXAMPLES);
    assertThat(preview.examples()).hasSize(RulePreview.EXAMPLES);
  }

  @Test
  void ofNothingIsNothing() {
    assertThat(RulePreview.of(PUSH, "yes", List.of()))
        .isEqualTo(new RulePreview(0, 0, 0, 0, 0, List.of()));
  }
}
