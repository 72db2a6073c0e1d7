package dev.skillwire.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextOutputTest {

  private static final String SIGNS = "▶ · ✓ ✗ ■ … ä?";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<IOException> unwritable = new ArrayList<>();

  private String printed(Charset charset, boolean plain) {
    new TextOutput(bytes, charset, plain, unwritable::add).println(SIGNS);
    return bytes.toString(charset);
  }

  @Test
  void keepsSignsWhereTheyCanBeWritten() {
    assertThat(printed(StandardCharsets.UTF_8, false)).isEqualTo(SIGNS + System.lineSeparator());
  }

  @Test
  void writesSignsInAsciiWhereTheyCantOrMustNotBeWritten() {
    assertThat(printed(StandardCharsets.ISO_8859_1, false)).startsWith("> . * x # ... ä?");
    bytes.reset();
    assertThat(printed(StandardCharsets.US_ASCII, false)).startsWith("> . * x # ... ??");
    bytes.reset();
    assertThat(printed(StandardCharsets.UTF_8, true)).startsWith("> . * x # ... ä?");
  }

  @Test
  void tellsThatNobodyReads() {
    var gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    var out = new TextOutput(gone, StandardCharsets.UTF_8, false, unwritable::add);
    out.println("to nobody");
    assertThat(unwritable).isNotEmpty();
    assertThat(out.checkError()).isTrue();
  }

  @Test
  void writesForALibraryAsForItself() {
    var out = new TextOutput(bytes, StandardCharsets.US_ASCII, false, unwritable::add);
    TextOutput.writer(out).println("✓");
    assertThat(bytes.toString(StandardCharsets.US_ASCII)).isEqualTo("*" + System.lineSeparator());
  }
}
