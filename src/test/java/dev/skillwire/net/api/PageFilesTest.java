package dev.skillwire.net.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.net.api.PageFiles.Coding;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class PageFilesTest {

  private final PageFiles files = new PageFiles("/dev/skillwire/net/page-fixture/");

  @Test
  void areThoseOfTheListAndNoOthers() throws IOException {
    assertThat(files.find("index.html")).isNotNull();
    assertThat(files.find("unlisted.html")).isNull();
    assertThat(files.find("files.tsv")).isNull();
    assertThat(files.find("assets/../unlisted.html")).isNull();
  }

  @Test
  void areThereInTheCodingsThatTheBuildMade() throws IOException {
    var document = Objects.requireNonNull(files.find("index.html"));
    assertThat(files.content(document, Coding.PLAIN)).isEqualTo("plain".getBytes(UTF_8));
    assertThat(files.content(document, Coding.GZIP)).isEqualTo("gzipped".getBytes(UTF_8));
    var script = Objects.requireNonNull(files.find("assets/a-1.js"));
    assertThat(files.content(script, Coding.BROTLI)).isNull();
  }

  @Test
  void stayForeverWhereTheNameSaysTheContent() throws IOException {
    assertThat(Objects.requireNonNull(files.find("assets/a-1.js")).immutable()).isTrue();
    assertThat(Objects.requireNonNull(files.find("index.html")).immutable()).isFalse();
  }

  @Test
  void areNoneInAProgramBuiltWithoutThePage() throws IOException {
    assertThat(new PageFiles("/dev/skillwire/net/no-page/").find("index.html")).isNull();
  }
}
