package dev.skillwire.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class JsonTest {

  @Nested
  final class Cutting {

    @Test
    void leavesAloneWhatFits() {
      var json = new Json("{\"a\":1}");

      assertThat(json.cut(7)).isSameAs(json);
      assertThat(Json.isCut(json, json.cut(7))).isFalse();
    }

    @Test
    void showsTheBeginning() {
      var json = new Json("[1,2,3,4,5,6,7,8,9,10,11,12]");

      assertThat(json.cut(20)).isEqualTo(new Json("{\"preview\":\"[1,2,3\"}"));
      assertThat(Json.isCut(json, json.cut(20))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\\", "é", "🛠", "a", "\n", "\"\\🛠"})
    void keepsTheLimitAndIsJson(String letters) {
      var json = new Json(letters.repeat(200));

      for (int limit = 2; limit < 100; limit++) {
        var cut = json.cut(limit);

        assertThat(Text.utf8Length(cut.text())).isLessThanOrEqualTo(limit);
        var preview = JsonMapper.shared().readTree(cut.text()).path("preview").asString("");
        assertThat(json.text()).startsWith(preview);
        if (limit >= 20) {
          assertThat(preview).isNotEmpty();
        }
      }
    }

    @Test
    void saysNothingWhereThereIsNoRoom() {
      assertThat(new Json("[1,2,3,4,5,6]").cut(5)).isEqualTo(Json.EMPTY_OBJECT);
      assertThat(new Json("{}").cut(0)).isEqualTo(Json.EMPTY_OBJECT);
    }
  }
}
