package dev.skillwire.session.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplyHeadersTest {
  @Test
  void everyAnswerForbidsSniffingAndEmbeddingElsewhere() {
    assertThat(ReplyHeaders.EVERY)
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("cross-origin-resource-policy", "same-origin");
    assertThat(ReplyHeaders.PAGE).containsAllEntriesOf(ReplyHeaders.EVERY);
  }

  @Test
  void pageForbidsFramesInlineScriptsAndReferrers() {
    assertThat(ReplyHeaders.PAGE)
        .containsEntry("x-frame-options", "DENY")
        .containsEntry("referrer-policy", "no-referrer");
    assertThat(ReplyHeaders.CONTENT_SECURITY_POLICY)
        .contains(
            "default-src 'none'",
            "require-trusted-types-for 'script'",
            "frame-ancestors 'none'",
            "base-uri 'none'")
        .doesNotContain("unsafe", "*", "http:", "https:");
  }
}
