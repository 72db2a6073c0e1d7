package dev.skillwire.session.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebOriginTest {
  @Test
  void defaultPortsAreWrittenOut() {
    assertThat(WebOrigin.parse("HTTP://A.example")).hasToString("http://a.example:80");
    assertThat(WebOrigin.parse("https://a.example")).hasToString("https://a.example:443");
    assertThat(WebOrigin.parse("https://a.example:8443")).hasToString("https://a.example:8443");
    assertThat(WebOrigin.parse("app://notes")).hasToString("app://notes");
  }

  @Test
  void editorWebviewIsKnownByItsScheme() {
    assertThat(Objects.requireNonNull(WebOrigin.parse("vscode-webview://x")).editorWebview())
        .isTrue();
    assertThat(Objects.requireNonNull(WebOrigin.parse("https://vscode-webview")).editorWebview())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "", "*", "https://", "https://a/", "https://a b", "://a", "1http://a"})
  void anythingElseIsNone(String text) {
    assertThat(WebOrigin.parse(text)).isNull();
  }
}
