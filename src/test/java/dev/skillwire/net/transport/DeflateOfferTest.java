package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateOfferTest {

  private static final String PLAIN =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate",
        "Permessage-Deflate; client_max_window_bits",
        "permessage-deflate; client_max_window_bits=10",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        "x-unknown; a=b, permessage-deflate",
        "permessage-deflate; server_max_window_bits=10, permessage-deflate",
        "permessage-deflate; x=1, permessage-deflate; client_max_window_bits"
      })
  void acceptsWithoutNamingAWindow(String offer) {
    assertThat(DeflateOffer.answer(List.of(offer))).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x-webkit-deflate-frame",
        "permessage-deflate; server_max_window_bits=14",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; client_max_window_bits=7",
        "permessage-deflate; client_max_window_bits=08",
        "permessage-deflate; client_max_window_bits=x",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; unknown"
      })
  void declines(String offer) {
    assertThat(DeflateOffer.answer(List.of(offer))).isNull();
  }

  @Test
  void namesTheServersWindowOnlyWhenItWasOffered() {
    assertThat(DeflateOffer.answer(List.of("permessage-deflate; server_max_window_bits=15")))
        .isEqualTo(PLAIN + "; server_max_window_bits=15");
  }

  @Test
  void looksAtEveryHeader() {
    assertThat(DeflateOffer.answer(List.of("a, b", "permessage-deflate"))).isEqualTo(PLAIN);
  }
}
