package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Limits;
import dev.skillwire.core.Reason;
import dev.skillwire.session.CloseCode;
import dev.skillwire.session.SessionLimits;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The normative page says what the code does.
class ProtocolDocTest {

  private static final Path PAGE = Path.of("docs/protocol.md");
  private static final Pattern FIELD = Pattern.compile("`(\\w+)` (\\w+)([?~]?)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "",
          1L,
          "KiB",
          1L << 10,
          "MiB",
          1L << 20,
          "s",
          1_000L,
          "min",
          60_000L,
          "h",
          3_600_000L,
          "d",
          86_400_000L);

  private final List<String> lines = lines();

  @Test
  void listsEveryEventWithItsFields() {
    var told =
        rows("| type | from | fields |").stream()
            .map(
                cells ->
                    new Catalogue.Entry(
                        word(cells.get(0)), cells.get(1).equals("source"), fields(cells.get(2))))
            .toList();
    assertThat(told).containsExactlyElementsOf(Catalogue.entries());
  }

  @Test
  void listsEveryRefusal() {
    assertThat(rows("| code | when | HTTP |"))
        .extracting(cells -> word(cells.getFirst()))
        .containsExactly(Stream.of(Reason.values()).map(Reason::code).toArray(String[]::new));
  }

  @Test
  void listsEveryCloseCode() {
    assertThat(rows("| close code | name |"))
        .extracting(cells -> cells.get(0) + " " + word(cells.get(1)))
        .containsExactlyElementsOf(
            Stream.of(CloseCode.values()).map(c -> c.code() + " " + c.name()).toList());
  }

  @Test
  void listsEveryLimit() {
    var told = new TreeMap<String, Long>();
    rows("| limit | value | of what |")
        .forEach(cells -> told.put(word(cells.get(0)), value(cells.get(1))));
    var coded = new TreeMap<String, Long>();
    coded.put("DEPTH", (long) JsonText.DEPTH);
    coded.put("TOKENS", (long) JsonText.TOKENS);
    Stream.of(Limits.class, SessionLimits.class)
        .flatMap(limits -> Stream.of(limits.getFields()))
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .forEach(field -> coded.put(field.getName(), value(field)));
    assertThat(told).isEqualTo(coded);
  }

  @Test
  void namesEveryReservedWord() {
    var page = String.join("\n", lines);
    var reserved = page.substring(page.indexOf("Reserved, refused with"));
    var words =
        Pattern.compile("`(\\w+)`")
            .matcher(reserved.substring(0, reserved.indexOf("every other")))
            .results()
            .map(found -> found.group(1))
            .filter(word -> !word.equals("forbidden"))
            .toList();
    assertThat(words).hasSizeGreaterThan(5).allMatch(Catalogue::reserved);
  }

  @Test
  void translatesTheWordsOfTheSecondVocabulary() {
    var told =
        rows("| S1, path `/`, canonical |").stream()
            .collect(Collectors.toMap(cells -> word(cells.get(0)), cells -> word(cells.get(1))));
    var coded =
        Catalogue.entries().stream()
            .map(Catalogue.Entry::word)
            .filter(word -> !Vocabulary.S2.word(word).equals(word))
            .collect(Collectors.toMap(word -> word, Vocabulary.S2::word));
    assertThat(told).isEqualTo(coded);
  }

  private static List<Catalogue.Field> fields(String cell) {
    return FIELD
        .matcher(cell)
        .results()
        .map(
            found ->
                new Catalogue.Field(
                    found.group(1),
                    Catalogue.Type.valueOf(found.group(2).toUpperCase(Locale.ROOT)),
                    found.group(3).equals("?"),
                    found.group(3).equals("~")))
        .toList();
  }

  /// Cells of the table under a heading that begins like this.
  private List<List<String>> rows(String heading) {
    int at = 0;
    while (!lines.get(at).startsWith(heading)) {
      at++;
    }
    return lines.subList(at + 2, lines.size()).stream()
        .takeWhile(line -> line.startsWith("| "))
        .map(line -> List.of(line.substring(2, line.length() - 1).split(" \\| ?", -1)))
        .toList();
  }

  private static String word(String cell) {
    return cell.replace("`", "").trim();
  }

  private static long value(String cell) {
    var parts = cell.replace(",", "").trim().split(" ", -1);
    var unit = UNITS.get(parts.length > 1 ? parts[1] : "");
    if (unit == null) {
      throw new AssertionError("not a unit: " + cell);
    }
    return Long.parseLong(parts[0]) * unit;
  }

  private static long value(Field field) {
    try {
      return switch (field.get(null)) {
        case Duration duration -> duration.toMillis();
        case Number number -> number.longValue();
        case Object other -> throw new AssertionError(field + ": " + other);
      };
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(PAGE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
