package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonGenerator;

class OutTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "100, 100",
    "33.5, 33.5",
    "0.1, 0.1",
    "1e14, 100000000000000",
    "1e15, 1.0E15"
  })
  void aMeasureHasAFractionOnlyWhereItNeedsOne(double value, String expected) {
    assertThat(written(out -> Out.number(out, "f", value))).isEqualTo("{\"f\":" + expected + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "30000, 30",
    "30500, 30.5",
    "1, 0.001",
    "0, 0",
    "2592000000, 2592000",
    "2591999999, 2591999.999",
    ", null"
  })
  void millisecondsAreToldAsSeconds(Long millis, String expected) {
    assertThat(written(out -> Out.seconds(out, "f", millis))).isEqualTo("{\"f\":" + expected + "}");
  }

  private static String written(Consumer<JsonGenerator> body) {
    return Samples.text(JsonText.write(body));
  }
}
