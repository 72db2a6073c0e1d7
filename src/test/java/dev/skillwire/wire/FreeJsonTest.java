package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skillwire.core.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreeJsonTest {

  private static final MessageReader READER = new MessageReader(() -> "made");

  private static void assertRefused(String message, @Nullable String field) {
    var refused =
        catchThrowableOfType(
            BadMessage.class, () -> READER.read(JsonText.message(message.replace('\'', '"'))));
    assertThat(refused).isNotNull();
    assertThat(refused.rejection().reason()).isEqualTo(Reason.INVALID_MESSAGE);
    assertThat(refused.rejection().field()).isEqualTo(field);
  }

  private static void assertTaken(String message) throws BadMessage {
    assertThat(READER.read(JsonText.message(message.replace('\'', '"')))).isNotNull();
  }

  @Nested
  class Numbers {

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1e1000000000", "1.8e308"})
    void beyondADoubleAreRefusedWhereverTheyAre(String number) {
      assertRefused("{'type':'own_event','x':" + number + "}", "x");
      assertRefused("{'type':'own_event','a':1,'x':[{'y':[" + number + "]}]}", "x");
      assertRefused(
          "{'type':'skill_started','skill_name':'s','inputs':{'a':" + number + "}}", "inputs");
      assertRefused(
          "{'type':'step_completed','skill_id':'s','step_index':0,'output':{'a':" + number + "}}",
          "output");
      assertRefused(
          "{'type':'confirmation_response','id':'q','response':'r','remember_for':{'seconds':"
              + number
              + "}}",
          "remember_for");
    }

    @Test
    void ofManyDigitsAreRefusedWhenTheyAreBeyondADouble() throws BadMessage {
      assertRefused("{'type':'own_event','x':" + "9".repeat(310) + "}", "x");
      assertTaken("{'type':'own_event','x':" + "9".repeat(300) + "}");
    }

    @Test
    void withinItAreTaken() throws BadMessage {
      assertTaken("{'type':'own_event','x':[1e308,-1e308,1e-400,0,7,9223372036854775807,true]}");
    }

    @Test
    void ofAProgramAreFinite() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> JsonText.finite(Map.of("a", Map.of("b", Double.NaN))));
      assertThat(JsonText.finite(Map.of("a", 1.5)).toString()).isEqualTo("{\"a\":1.5}");
    }
  }

  @Nested
  class HalfCharacters {

    @Test
    void inAnActionAreRefused() {
      for (var action :
          new String[] {"{'a':'\\ud83d'}", "{'\\ude80':1}", "{'a':[{'b':'x\\ud83dx'}]}"}) {
        assertRefused(
            "{'type':'request_confirmation','prompt':'p','action':" + action + "}", "action");
        assertRefused("{'prompt':'p','action':" + action + "}", "action");
      }
    }

    @Test
    void elsewhereAreReplaced() throws BadMessage {
      assertTaken("{'type':'own_event','action':{'a':'\\ud83d'}}");
      assertTaken(
          "{'type':'request_confirmation','prompt':'\\ud83d','action':{'a':'\\ud83d\\ude80'}}");
    }
  }

  @Nested
  class AMessage {

    @ParameterizedTest
    @ValueSource(ints = {62_000, 340_000})
    void ofTooManyPartsIsTooLarge(int parts) {
      var arrays = "{'type':'own_event','a':[" + "[],".repeat(parts) + "1]}";
      var refused =
          catchThrowableOfType(BadMessage.class, () -> JsonText.message(arrays.replace('\'', '"')));
      assertThat(refused.rejection().reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void thatIsReadBackMayHaveMore() throws BadMessage {
      var array = "{\"a\":[" + "[],".repeat(JsonText.TOKENS) + "1]}";
      assertThat(JsonText.object(array).path("a")).hasSize(JsonText.TOKENS + 1);
    }
  }
}
