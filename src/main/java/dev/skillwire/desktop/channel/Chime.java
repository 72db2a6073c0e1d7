package dev.skillwire.desktop.channel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The sound of a question: two soft tones, a fifth apart, that ring out.
final class Chime {

  static final int RATE = 22_050; // samples a second
  static final double LOW = 587.33; // Hz, a D
  static final double HIGH = 880.0; // Hz, an A

  private static final int HEADER = 44;
  private static final double SECONDS = 0.9;
  private static final double SECOND_TONE = 0.14; // seconds after the first
  private static final double LOUDNESS = 0.28;
  private static final double RING = 5.5; // how fast a tone fades
  private static final double ATTACK = 0.008; // seconds; a tone that begins at once would click

  private Chime() {}

  /// A RIFF file: 16 bits, one channel.
  static byte[] wav() {
    int samples = (int) (RATE * SECONDS);
    var out = ByteBuffer.allocate(HEADER + samples * 2).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(HEADER - 8 + samples * 2).put(ascii("WAVEfmt ")).putInt(16);
    out.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * 2);
    out.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(samples * 2);
    for (int i = 0; i < samples; i++) {
      double t = i / (double) RATE;
      double value = tone(LOW, t) + tone(HIGH, t - SECOND_TONE);
      // The end is faded out, so that it does not click either.
      double end = Math.min(1, (SECONDS - t) / 0.05);
      out.putShort((short) (Short.MAX_VALUE * LOUDNESS * value * end));
    }
    return out.array();
  }

  private static double tone(double hertz, double t) {
    if (t < 0) {
      return 0;
    }
    double wave = Math.sin(2 * Math.PI * hertz * t) + 0.2 * Math.sin(4 * Math.PI * hertz * t);
    return wave * Math.exp(-RING * t) * Math.min(1, t / ATTACK);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
