package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.PastQuestion;
import dev.skillwire.core.Reason;
import dev.skillwire.core.RememberFor;
import dev.skillwire.core.Rule;
import dev.skillwire.core.RuleId;
import dev.skillwire.core.RulePreview;
import dev.skillwire.core.Scope;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFieldsTest {

  private static Fields fields(String json) {
    return new Fields(Samples.parsed(json.replace('\'', '"')));
  }

  @Nested
  class WhatIsToBeRemembered {

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        quoteCharacter = '"',
        value = {
          "{}; ; ; false; none",
          "{'remember_for':null}; ; ; false; none",
          "{'remember_for':{'seconds':90.5}}; 90500; ; false; some",
          "{'remember_for':{'uses':3}}; ; 3; false; some",
          "{'remember_for':{'run':true,'uses':2.0}}; ; 2; true; some"
        })
    void isReadFromAnAnswer(String json, Long millis, Long uses, boolean run, String any)
        throws BadMessage {
      var expected = any.equals("none") ? null : new RememberFor(millis, uses, run);
      assertThat(RuleFields.rememberFor(fields(json))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "3",
          "'2h'",
          "[]",
          "{'hours':2}",
          "{'seconds':'2'}",
          "{'uses':1.5}",
          "{'run':1}"
        })
    void isRefusedWhereItIsAnythingElse(String value) {
      MessageReaderTest.assertRefused(
          ("{'type':'confirmation_response','id':'a','response':'yes','remember':'always',"
                  + "'remember_for':"
                  + value
                  + "}")
              .replace('\'', '"'),
          Reason.INVALID_MESSAGE,
          "remember_for");
    }

    @Test
    void isPassedOverWhereAnOlderLogHoldsAnythingElse() {
      assertThat(RuleFields.announced(fields("{'remember_for':{'until':'noon'}}"))).isNull();
    }
  }

  @Nested
  class WhatIsSaved {

    @Test
    void needsAScopeAndAResponse() throws BadMessage {
      assertThat(RuleFields.save(fields("{'scope':{},'response':'yes'}")))
          .isEqualTo(
              new Command.SaveRule(Scope.EVERYTHING, "yes", null, null, RememberFor.EVER, true));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        quoteCharacter = '"',
        value = {
          "'response':'yes'; scope",
          "'response':'yes','scope':[]; scope",
          "'response':'yes','scope':{'skil_name':'x'}; scope",
          "'response':'yes','scope':{'skill_name':1}; skill_name",
          "'scope':{}; response",
          "'scope':{},'response':'yes','enabled':1; enabled",
          "'scope':{},'response':'yes','expires_at':'noon'; expires_at",
          "'scope':{},'response':'yes','remember_for':{'run':true}; remember_for",
          "'scope':{},'response':'yes','remember_for':{'uses':1},'uses_left':2; remember_for",
          "'scope':{},'response':'yes','remember_for':{'seconds':1},'expires_at':'2030-01-01T00:00:00Z'; remember_for"
        })
    void isRefusedByTheFieldThatIsWrong(String fields, String wrong) {
      MessageReaderTest.assertRefused(
          ("{'type':'save_rule'," + fields + "}").replace('\'', '"'),
          Reason.INVALID_MESSAGE,
          wrong);
    }

    @Test
    void isWhatWasToldOfAnotherRule() throws BadMessage {
      var told = Samples.parsed(JsonText.write(out -> RuleFields.write(out, Samples.rule(true))));
      var rule = Samples.rule(true);
      assertThat(RuleFields.save(new Fields(told)))
          .isEqualTo(
              new Command.SaveRule(
                  rule.scope(),
                  "yes",
                  Samples.RUN,
                  rule.until(),
                  new RememberFor(null, 3L, false),
                  false));
    }
  }

  @Test
  void tellsWhatBecameOfARule() {
    var bare = Samples.rule(false);
    var rule =
        new Rule(
            bare.id(),
            bare.scope(),
            "yes",
            null,
            null,
            null,
            bare.origin(),
            true,
            "client:secret",
            new Rule.Tally(
                2,
                Samples.AT,
                1,
                new Rule.Contradiction(new ConfirmationId("q"), "no", Samples.ANN, Samples.AT)));
    var told = Samples.parsed(JsonText.write(out -> RuleFields.write(out, rule)));
    assertThat(told.path("used").intValue()).isEqualTo(2);
    assertThat(told.path("last_used_at").stringValue()).isEqualTo("2026-03-01T10:15:30.120Z");
    assertThat(told.path("contradicted").intValue()).isEqualTo(1);
    assertThat(told.path("last_contradiction").path("id").stringValue()).isEqualTo("q");
    assertThat(told.path("last_contradiction").path("response").stringValue()).isEqualTo("no");
    assertThat(told.toString()).doesNotContain("secret");
  }

  @Test
  void tellsAPreviewWithExamples() {
    var preview =
        new RulePreview(9, 3, 1, 2, 4, List.of(new PastQuestion(Samples.question(false), null)));
    var told = Samples.parsed(Replies.preview("7", preview));
    assertThat(told.path("type").stringValue()).isEqualTo("rule_preview");
    assertThat(told.path("request_id").intValue()).isEqualTo(7);
    assertThat(told.path("questions").intValue()).isEqualTo(9);
    assertThat(told.path("matched").intValue()).isEqualTo(3);
    assertThat(told.path("answered_differently").intValue()).isEqualTo(1);
    assertThat(told.path("unanswered").intValue()).isEqualTo(2);
    assertThat(told.path("left_for_risk").intValue()).isEqualTo(4);
    assertThat(told.path("examples").path(0).path("prompt").stringValue()).isEqualTo("Shall we?");
    assertThat(told.path("examples").path(0).has("response")).isFalse();
  }

  @Test
  void aPreviewLooksAtSoManyQuestions() throws BadMessage {
    var asked = MessageReader.preview(fields("{'scope':{},'response':'yes'}"));
    assertThat(asked.last()).isEqualTo(200);
    for (var last : List.of("0", "1001", "-1", "'x'")) {
      MessageReaderTest.assertRefused(
          ("{'type':'preview_rule','scope':{},'response':'yes','last':" + last + "}")
              .replace('\'', '"'),
          Reason.INVALID_MESSAGE,
          "last");
    }
    assertThat(new RuleId("rule-1")).hasToString("rule-1");
  }
}
