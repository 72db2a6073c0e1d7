package dev.skillwire.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "Push to main?,Push to main?",
    "*,anything",
    "*,''",
    "Push *,Push to main?",
    "*main?,Push to main?",
    "P*to*?,Push to main?",
    "**a**,xaz",
    "*ab*ab*,abxab",
    "a*a,aa",
    "'',''",
    "\\*,*",
    "a\\\\b,a\\b",
    "a\\b,a\\b",
    "a\\,a\\",
    "*aab*,aaab",
    "*abab*c,abaababc"
  })
  void fits(String pattern, String text) {
    assertThat(Glob.matches(pattern, text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Push,Push to main?",
    "push *,Push to main?",
    "a*a,a",
    "*ab*ab*,xabx",
    "'',a",
    "\\*,a",
    "P.*,Push",
    "?,a",
    "*b*b,ab"
  })
  void doesNotFit(String pattern, String text) {
    assertThat(Glob.matches(pattern, text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Push to main?", "rm *", "a\\*b\\\\*", "\\", "**"})
  void exactlyFitsThisTextAlone(String text) {
    assertThat(Glob.matches(Glob.exactly(text), text)).isTrue();
    assertThat(Glob.matches(Glob.exactly(text), text + "x")).isFalse();
    assertThat(Glob.matches(Glob.exactly(text), "x" + text)).isFalse();
  }

  @Test
  void saysTheSameAsARegularExpression() {
    var random = new SplittableRandom(7);
    int fits = 0;
    for (int i = 0; i < 20_000; i++) {
      var pattern = word(random, "ab*");
      var text = word(random, "ab");
      boolean expected =
          Pattern.compile(pattern.replace("*", ".*"), Pattern.DOTALL).matcher(text).matches();
      assertThat(Glob.matches(pattern, text)).as("%s %s", pattern, text).isEqualTo(expected);
      fits += expected ? 1 : 0;
    }
    assertThat(fits).isGreaterThan(1_000);
  }

  /// A backtracking matcher would need longer than the universe has been there.
  @Test
  @Timeout(60)
  void takesTimeInProportionToTheText() {
    var pattern = "*" + "a*".repeat(1_000) + "a".repeat(1_000) + "b*c";
    var text = "a".repeat(Limits.PROMPT_BYTES) + "c";
    var least = Duration.ofDays(1);
    for (int i = 0; i < 100; i++) {
      long begun = System.nanoTime();
      assertThat(Glob.matches(pattern, text)).isFalse();
      var took = Duration.ofNanos(System.nanoTime() - begun);
      least = took.compareTo(least) < 0 ? took : least;
    }
    assertThat(least).isLessThan(Duration.ofMillis(100));
  }

  private static String word(SplittableRandom random, String letters) {
    var word = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }
}
