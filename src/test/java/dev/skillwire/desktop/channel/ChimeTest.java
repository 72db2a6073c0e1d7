package dev.skillwire.desktop.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class ChimeTest {

  @Test
  void isASoundThatJavaReads() throws Exception {
    try (var sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(Chime.wav()))) {
      assertThat(sound.getFormat().getSampleRate()).isEqualTo(Chime.RATE);
      assertThat(sound.getFormat().getChannels()).isEqualTo(1);
      var samples = ByteBuffer.wrap(sound.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      int loudest = 0;
      int last = 0;
      while (samples.hasRemaining()) {
        last = samples.getShort();
        loudest = Math.max(loudest, Math.abs(last));
      }
      assertThat(loudest).isBetween(5_000, 20_000);
      assertThat(Math.abs(last)).isLessThan(100);
    }
  }
}
