package dev.skillwire.net.transport;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A client that sends exactly the bytes it is told to. Reading gives up after 20 seconds.
final class RawClient implements AutoCloseable {

  record Response(int status, Map<String, String> headers, String body) {}

  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Frame(int first, byte[] payload) {
    int opcode() {
      return first & 0x0F;
    }

    boolean compressed() {
      return (first & 0x40) != 0;
    }

    int closeCode() {
      return payload.length < 2 ? -1 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
    }

    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  private static final byte[] MASK = {1, 2, 3, 4};

  final Socket socket;
  private final DataInputStream in;

  RawClient(int port) throws IOException {
    this(new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
  }

  RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(20_000);
    in = new DataInputStream(socket.getInputStream());
  }

  /// Opens a WebSocket on `/`.
  static RawClient webSocket(int port, String... headers) throws IOException {
    var client = new RawClient(port);
    var response = client.upgrade(headers);
    if (response.status() != 101) {
      throw new IOException("no handshake: " + response);
    }
    return client;
  }

  Response upgrade(String... headers) throws IOException {
    send(upgradeRequest(headers));
    return response();
  }

  static String upgradeRequest(String... headers) {
    return "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + String.join("", Arrays.stream(headers).map(h -> h + "\r\n").toList())
        + "\r\n";
  }

  RawClient send(String bytes) throws IOException {
    return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  RawClient sendText(String text) throws IOException {
    return send(frame(0x81, text.getBytes(StandardCharsets.UTF_8)));
  }

  static byte[] frame(int first, byte[] payload) {
    var out = new ByteArrayOutputStream();
    out.write(first);
    if (payload.length < 126) {
      out.write(0x80 | payload.length);
    } else if (payload.length < 65_536) {
      out.write(0x80 | 126);
      out.write(payload.length >> 8);
      out.write(payload.length);
    } else {
      out.write(0x80 | 127);
      for (var shift = 56; shift >= 0; shift -= 8) {
        out.write((int) ((long) payload.length >> shift));
      }
    }
    out.writeBytes(MASK);
    for (var i = 0; i < payload.length; i++) {
      out.write(payload[i] ^ MASK[i % 4]);
    }
    return out.toByteArray();
  }

  Frame frame() throws IOException {
    var first = in.readUnsignedByte();
    long length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    return new Frame(first, in.readNBytes((int) length));
  }

  /// The next frame that is no ping.
  Frame answer() throws IOException {
    var frame = frame();
    return frame.opcode() == Frames.PING ? answer() : frame;
  }

  /// A response with its whole body, by length or chunked, or empty.
  Response response() throws IOException {
    return response(false);
  }

  Response response(boolean head) throws IOException {
    var status = Integer.parseInt(line().split(" ", -1)[1]);
    var headers = new LinkedHashMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      var colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    var length = headers.get("content-length");
    var body = new StringBuilder();
    if (!head && length != null) {
      body.append(text(in.readNBytes(Integer.parseInt(length))));
    }
    return new Response(status, headers, body.toString());
  }

  /// One chunk of a chunked body; null at its end.
  @Nullable String chunk() throws IOException {
    var size = Integer.parseInt(line(), 16);
    var bytes = text(in.readNBytes(size));
    line();
    return size == 0 ? null : bytes;
  }

  /// Whether the server ended the connection; waits for it, and fails if there is something to read.
  boolean ended() throws IOException {
    try {
      var next = in.read();
      if (next >= 0) {
        throw new IOException("not the end but " + next);
      }
    } catch (SocketException _) {
      return true;
    }
    return true;
  }

  private String line() throws IOException {
    var out = new ByteArrayOutputStream();
    for (var b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("ended in a line");
      }
      out.write(b);
    }
    return text(out.toByteArray()).stripTrailing();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
