package dev.skillwire.desktop.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Json;
import dev.skillwire.core.Risk;
import org.junit.jupiter.api.Test;

class CardTest {

  @Test
  void saysWhatAPersonNeedsToKnow() {
    var card = Questions.card("Go on?", "yes", "no");
    assertThat(card.title()).isEqualTo("Skillwire: deploy");
    assertThat(card.text())
        .isEqualTo("Go on?\n\nStep 3: apply\nWithout an answer by 10:21:30: abort");
    assertThat(card.brief()).isTrue();
    assertThat(card.simple()).isTrue();
  }

  @Test
  void namesTheDayWhereTheTimeEndsOnAnother() {
    var question = Questions.of("q", "Go?", 86_400_000L, Risk.LOW, null, "yes");
    assertThat(Questions.card(question).text()).contains("by 2026-05-05 10:20: abort");
  }

  @Test
  void showsAnActionWholeWithItsDigest() {
    var action = new Json("{\"args\":[\"rm\",\"-rf\",\"a\u202eb\"],\"env\":{}}");
    var card = Questions.card(Questions.of("q", "Go?", null, Risk.HIGH, action, "yes", "no"));
    assertThat(card.text())
        .contains("SHA-256 of the action: d1gest", "Risk: high")
        .contains("\"rm\",\n    \"-rf\",\n    \"a\\u202eb\"");
    assertThat(card.brief()).isFalse();
    assertThat(card.simple()).isFalse();
  }

  @Test
  void isNotSimpleWhereAWrongAnswerWouldBeBad() {
    var card = Questions.card(Questions.of("q", "Go?", null, Risk.HIGH, null, "yes", "no"));
    assertThat(card.brief()).isTrue();
    assertThat(card.simple()).isFalse();
  }

  @Test
  void isNotBriefWhereItIsLong() {
    assertThat(Questions.card("x".repeat(600), "yes").brief()).isFalse();
    assertThat(Questions.card("x\n".repeat(15), "yes").brief()).isFalse();
  }

  @Test
  void tellsOptionsApartThatLookAlike() {
    var card = Questions.card("Go?", "yes", "yes\u200b", "\u202e", "no");
    assertThat(card.labels()).containsExactly("yes", "yes (option 2)", "(option 3)", "no");
  }
}
