package dev.skillwire.net.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.stream.Entry;
import dev.skillwire.wire.Vocabulary;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class FramingTest {

  private static byte[] framed(Vocabulary vocabulary, Framing.Carrier carrier, String json) {
    var framing = new Framing(vocabulary, carrier, "e1");
    var out = Unpooled.buffer();
    framing.append(out, new Entry(7, 1, "skill_failed", "", "", "", json.getBytes(UTF_8)));
    framing.end();
    var bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    out.release();
    return bytes;
  }

  @Test
  void putsAMessageIntoATextFrame() {
    var json = "{\"type\":\"skill_failed\",\"seq\":7}";
    var bytes = framed(Vocabulary.S1, Framing.Carrier.FRAMES, json);
    assertThat(bytes).startsWith(0x81, json.length());
    assertThat(new String(bytes, UTF_8)).endsWith(json);
  }

  @Test
  void speaksTheClientsWords() {
    var json = "{\"type\":\"skill_failed\",\"seq\":7}";
    assertThat(new String(framed(Vocabulary.S2, Framing.Carrier.FRAMES, json), UTF_8))
        .contains("\"skill_error\"");
  }

  @Test
  void namesThePositionInAnEventStream() {
    var json = "{\"type\":\"skill_failed\",\"seq\":7}";
    assertThat(new String(framed(Vocabulary.S1, Framing.Carrier.EVENT_STREAM, json), UTF_8))
        .isEqualTo("id: e1:7\ndata: " + json + "\n\n");
  }

  @Test
  void compressesWhatIsWorthIt() {
    var small = "{\"type\":\"skill_failed\",\"seq\":7}";
    var large = "{\"type\":\"skill_failed\",\"error\":\"" + "x".repeat(5_000) + "\"}";
    assertThat(framed(Vocabulary.S1, Framing.Carrier.DEFLATED_FRAMES, small)).startsWith(0x81);
    var bytes = framed(Vocabulary.S1, Framing.Carrier.DEFLATED_FRAMES, large);
    assertThat(bytes).startsWith(0xC1).hasSizeLessThan(500);
  }
}
