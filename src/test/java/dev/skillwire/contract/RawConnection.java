package dev.skillwire.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import tools.jackson.databind.node.ObjectNode;

/// A bare TCP connection that can say what no well-bred client would say.
public final class RawConnection implements Closeable {

  /// An HTTP answer. Header names are in lower case.
  public record Answer(int status, List<String> headers, String body) {

    /// All values of a header.
    public List<String> all(String name) {
      return headers.stream()
          .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .map(h -> h.substring(name.length() + 1).strip())
          .toList();
    }

    public String header(String name) {
      return String.join(", ", all(name));
    }

    public String text() {
      return status + "\n" + String.join("\n", headers) + "\n\n" + body;
    }
  }

  /// A WebSocket frame as received.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Frame(boolean last, boolean rsv1, int opcode, byte[] payload) {}

  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  private static final int TIMEOUT_MS = 20_000;
  private static final byte[] MASK = {0x17, 0x2a, 0x5c, 0x71};

  private final Socket socket;
  private final InputStream in;
  private final Inflater inflater = new Inflater(true);

  private RawConnection(String host, int port, int receiveBuffer) throws IOException {
    socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setSoTimeout(TIMEOUT_MS);
    socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  public static RawConnection to(String host, int port) {
    return to(host, port, 0);
  }

  /// Connects.
  ///
  /// @param receiveBuffer bytes the kernel may hold for us; 0 = its default
  public static RawConnection to(String host, int port, int receiveBuffer) {
    try {
      return new RawConnection(host, port, receiveBuffer);
    } catch (IOException e) {
      throw new AssertionError("Cannot connect to " + host + " " + port, e);
    }
  }

  /// Waits for frames as long as it takes; the hub's pings tell it that the connection lives.
  public RawConnection patient() throws IOException {
    socket.setSoTimeout(0);
    return this;
  }

  public void write(String text) throws IOException {
    write(text.getBytes(UTF_8));
  }

  public void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /// Sends a request line with header lines and reads the answer.
  public Answer request(String requestLine, String... headers) throws IOException {
    write(requestLine + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    return readAnswer(requestLine.startsWith("HEAD "));
  }

  /// A WebSocket handshake with these header lines beside the needed ones; `Host` is not added.
  public Answer upgrade(String path, String... headers) throws IOException {
    var all = new ArrayList<String>();
    all.add("Upgrade: websocket");
    all.add("Connection: Upgrade");
    all.add("Sec-WebSocket-Version: 13");
    all.add("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    all.addAll(List.of(headers));
    return request("GET " + path, all.toArray(String[]::new));
  }

  /// A WebSocket handshake that must succeed, with the right `Host`.
  public RawConnection upgraded(String path, String... headers) throws IOException {
    var all = new ArrayList<String>();
    all.add("Host: 127.0.0.1:" + socket.getPort());
    all.addAll(List.of(headers));
    var answer = upgrade(path, all.toArray(String[]::new));
    if (answer.status() != 101) {
      throw new AssertionError("No upgrade: " + answer.text());
    }
    return this;
  }

  public Answer readAnswer(boolean withoutBody) throws IOException {
    var status = Integer.parseInt(readLine().substring(9, 12));
    var headers = new ArrayList<String>();
    for (var line = readLine(); !line.isEmpty(); line = readLine()) {
      headers.add(line);
    }
    var answer = new Answer(status, List.copyOf(headers), "");
    if (withoutBody || status == 101 || status == 204 || status == 304) {
      return answer;
    }
    return new Answer(status, answer.headers(), readBody(answer));
  }

  public void text(String message) throws IOException {
    write(frame(true, 0, TEXT, message.getBytes(UTF_8)));
  }

  /// A masked frame.
  ///
  /// @param rsv the three reserved bits, RSV1 the highest
  public static byte[] frame(boolean last, int rsv, int opcode, byte[] payload) {
    var out = new ByteArrayOutputStream();
    out.write((last ? 0x80 : 0) | rsv << 4 | opcode);
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
      out.write(payload[i] ^ MASK[i & 3]);
    }
    return out.toByteArray();
  }

  public Frame readFrame() throws IOException {
    var first = readByte();
    var second = readByte();
    long length = second & 0x7f;
    if (length >= 126) {
      var bytes = length == 126 ? 2 : 8;
      length = 0;
      for (var i = 0; i < bytes; i++) {
        length = length << 8 | readByte();
      }
    }
    if ((second & 0x80) != 0) {
      throw new AssertionError("The hub masked a frame");
    }
    var payload = in.readNBytes(Math.toIntExact(length));
    if (payload.length < length) {
      throw new EOFException();
    }
    return new Frame((first & 0x80) != 0, (first & 0x40) != 0, first & 0x0f, payload);
  }

  /// The next message that is no control frame; a compressed one is inflated.
  public ObjectNode readMessage() throws IOException {
    while (true) {
      var frame = readFrame();
      if (frame.opcode() == CLOSE) {
        throw new AssertionError("Closed with " + closeCode(frame));
      }
      if (frame.opcode() == PING || frame.opcode() == PONG) {
        continue;
      }
      var bytes = new ByteArrayOutputStream();
      bytes.writeBytes(frame.payload());
      for (var part = frame; !part.last(); ) {
        part = readFrame();
        bytes.writeBytes(part.payload());
      }
      var payload = frame.rsv1() ? inflate(bytes.toByteArray()) : bytes.toByteArray();
      return Json.readObject(new String(payload, UTF_8));
    }
  }

  /// Reads on until a message of that type comes.
  public ObjectNode readMessage(String type) throws IOException {
    while (true) {
      var message = readMessage();
      if (Json.has(message, "type", type)) {
        return message;
      }
    }
  }

  /// Reads on until the hub closes.
  ///
  /// @return the code of its close frame; 1005 for an empty one; -1 when TCP ended without one
  public int readCloseCode() throws IOException {
    try {
      while (true) {
        var frame = readFrame();
        if (frame.opcode() == CLOSE) {
          return closeCode(frame);
        }
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("The hub did not close the connection", e);
    } catch (IOException e) {
      return -1;
    }
  }

  public static int closeCode(Frame frame) {
    var payload = frame.payload();
    return payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    inflater.end();
  }

  private String readBody(Answer head) throws IOException {
    var body = new ByteArrayOutputStream();
    if (head.header("transfer-encoding").equalsIgnoreCase("chunked")) {
      for (var size = chunkSize(); size > 0; size = chunkSize()) {
        body.writeBytes(in.readNBytes(size));
        readLine();
      }
      readLine();
    } else if (!head.header("content-length").isEmpty()) {
      body.writeBytes(in.readNBytes(Integer.parseInt(head.header("content-length"))));
    } else {
      body.writeBytes(in.readAllBytes());
    }
    return body.toString(UTF_8);
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(readLine().strip(), 16);
  }

  private byte[] inflate(byte[] deflated) {
    try {
      var withTail = java.util.Arrays.copyOf(deflated, deflated.length + 4);
      withTail[deflated.length + 2] = (byte) 0xff;
      withTail[deflated.length + 3] = (byte) 0xff;
      inflater.setInput(withTail);
      var out = new ByteArrayOutputStream();
      var buffer = new byte[4096];
      for (var n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new AssertionError("Not deflated as RFC 7692 says", e);
    }
  }

  private int readByte() throws IOException {
    var b = in.read();
    if (b < 0) {
      throw new EOFException();
    }
    return b;
  }

  private String readLine() throws IOException {
    var line = new ByteArrayOutputStream();
    for (var b = readByte(); b != '\n'; b = readByte()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
