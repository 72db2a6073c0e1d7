package dev.skillwire.net.fanout;

import dev.skillwire.net.transport.Frames;
import dev.skillwire.stream.Entry;
import dev.skillwire.wire.Vocabulary;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/// How an event is put on a connection: its words and what carries it. Clients of one framing get
/// the same bytes. On one event loop only.
public final class Framing {

  /// Smaller messages cost more to inflate than they save.
  private static final int COMPRESSED_FROM = 1_024;

  /// What carries the events.
  public enum Carrier {
    FRAMES,
    DEFLATED_FRAMES,
    EVENT_STREAM
  }

  private final Vocabulary vocabulary;
  private final Carrier carrier;
  private final byte[] idPrefix;
  private @Nullable Deflater deflater;

  Framing(Vocabulary vocabulary, Carrier carrier, String epoch) {
    this.vocabulary = vocabulary;
    this.carrier = carrier;
    this.idPrefix = ("id: " + epoch + ":").getBytes(StandardCharsets.US_ASCII);
  }

  /// Appends one event.
  void append(ByteBuf out, Entry entry) {
    message(out, vocabulary.translate(entry.body(), entry.kind()), entry.sequence());
  }

  /// Appends one message.
  ///
  /// @param position sequence that a client of an event stream resumes after
  public void message(ByteBuf out, byte[] json, long position) {
    switch (carrier) {
      case FRAMES -> Frames.appendText(out, json);
      case DEFLATED_FRAMES -> {
        if (json.length < COMPRESSED_FROM) {
          Frames.appendText(out, json);
        } else {
          Frames.appendDeflated(out, Unpooled.wrappedBuffer(json), deflater());
        }
      }
      case EVENT_STREAM -> {
        out.writeBytes(idPrefix);
        out.writeCharSequence(Long.toString(position), StandardCharsets.US_ASCII);
        out.writeCharSequence("\ndata: ", StandardCharsets.US_ASCII);
        out.writeBytes(json);
        out.writeCharSequence("\n\n", StandardCharsets.US_ASCII);
      }
    }
  }

  void end() {
    if (deflater != null) {
      deflater.end();
      deflater = null;
    }
  }

  private Deflater deflater() {
    var made = deflater;
    if (made == null) {
      made = Frames.newDeflater();
      deflater = made;
    }
    return made;
  }
}
