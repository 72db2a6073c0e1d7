package dev.skillwire.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachedFilesTest {

  @ParameterizedTest
  @ValueSource(strings = {"diff --git a/x b/x", "--- a\n+++ b", "@@ -1 +1 @@", "Index: x"})
  void knowsADiffByItsBeginning(String text) {
    assertThat(AttachedFiles.isDiff(text)).isTrue();
  }

  @Test
  void anythingElseIsAText() {
    assertThat(AttachedFiles.isDiff("- a list\n+ more")).isFalse();
    assertThat(AttachedFiles.isDiff("")).isFalse();
  }
}
