package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiTest {

  private static final Path SERVED = Path.of("src/main/resources/dev/skillwire/net/openapi.yaml");
  private static final Path PAGE = Path.of("docs/protocol.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| (GET|POST|DELETE) \\| `([^`]+)` \\|", Pattern.MULTILINE);
  private static final Pattern REFERENCE = Pattern.compile("\\$ref: \"#/([^\"]+)\"");
  private static final Set<String> METHODS = Set.of("get", "post", "delete", "put", "patch");

  @Test
  void hasThePathsOfThePage() throws IOException {
    var told =
        ROW.matcher(Files.readString(PAGE))
            .results()
            .map(found -> found.group(1) + " " + found.group(2))
            .collect(Collectors.toSet());
    var described = new LinkedHashSet<String>();
    var paths = AsyncApiTest.map(document().get("paths"));
    for (var path : paths.entrySet()) {
      AsyncApiTest.map(path.getValue()).keySet().stream()
          .map(Object::toString)
          .filter(METHODS::contains)
          .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }
    assertThat(described).hasSizeGreaterThan(10).isEqualTo(told);
  }

  @Test
  void refersToWhatItDescribes() throws IOException {
    var document = document();
    assertThat(document.get("openapi")).isEqualTo("3.1.0");
    var references = REFERENCE.matcher(Files.readString(SERVED)).results().toList();
    assertThat(references).isNotEmpty();
    for (var reference : references) {
      Object at = document;
      for (var name : reference.group(1).split("/", -1)) {
        at = AsyncApiTest.map(at).get(name);
      }
      assertThat(at).as(reference.group()).isNotNull();
    }
  }

  private static Map<?, ?> document() throws IOException {
    return AsyncApiTest.map(AsyncApiTest.load(Files.readString(SERVED)));
  }
}
