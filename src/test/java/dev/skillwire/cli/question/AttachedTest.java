package dev.skillwire.cli.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.cli.base.Ink;
import dev.skillwire.client.Message;
import dev.skillwire.client.MessageBuilder;
import org.junit.jupiter.api.Test;

class AttachedTest {

  private static Message attached(String kind, String title, String text) {
    return new MessageBuilder().put("kind", kind).put("title", title).put("text", text).build();
  }

  @Test
  void aDiffIsColouredLineByLine() {
    var lines =
        Attached.lines(
            attached("diff", "a.diff", "--- a\n@@ -1 @@\n-old\n+new\n same"), new Ink(true));
    assertThat(lines)
        .containsExactly(
            "  \u001b[1ma.diff:\u001b[0m",
            "  \u001b[2m|\u001b[0m \u001b[1m--- a\u001b[0m",
            "  \u001b[2m|\u001b[0m \u001b[36m@@ -1 @@\u001b[0m",
            "  \u001b[2m|\u001b[0m \u001b[31m-old\u001b[0m",
            "  \u001b[2m|\u001b[0m \u001b[32m+new\u001b[0m",
            "  \u001b[2m|\u001b[0m  same");
  }

  @Test
  void nothingInItMovesTheCursor() {
    var lines = Attached.lines(attached("text", "", "a\u001b[2Jb\u202ec\n- d"), new Ink(false));
    assertThat(lines).hasSize(3).first().isEqualTo("  Attached:");
    assertThat(String.join("", lines)).doesNotContain("\u001b").doesNotContain("\u202e");
    assertThat(lines.getLast()).isEqualTo("  | - d");
  }
}
