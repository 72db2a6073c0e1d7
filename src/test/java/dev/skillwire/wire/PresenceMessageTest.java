package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresenceMessageTest {

  private static final MessageReader READER = new MessageReader(() -> "made");

  private static ClientMessage read(String fields) throws BadMessage {
    return READER.read(JsonText.object("{\"type\":\"presence\"" + fields.replace('\'', '"') + "}"));
  }

  @Test
  void saysWhetherAPersonIsThere() throws BadMessage {
    assertThat(read(",'state':'focused','last_input':2.5"))
        .isEqualTo(new ClientMessage.Presence(ClientMessage.Attention.FOCUSED, 2.5, null));
    assertThat(read(",'state':'away','request_id':7"))
        .isEqualTo(new ClientMessage.Presence(ClientMessage.Attention.AWAY, null, "7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '"',
      value = {
        "{} state",
        ",'state':'asleep' state",
        ",'state':7 state",
        ",'state':'away','last_input':-1 last_input",
        ",'state':'away','last_input':'now' last_input"
      })
  void isRefusedWhereAFieldIsWrong(String fields, String field) {
    var refused = catchBad(fields.replace("{}", ""));
    assertThat(refused.rejection().reason()).isEqualTo(Reason.INVALID_MESSAGE);
    assertThat(refused.rejection().field()).isEqualTo(field);
  }

  private static BadMessage catchBad(String fields) {
    try {
      throw new AssertionError("taken as " + read(fields));
    } catch (BadMessage e) {
      return e;
    }
  }
}
