package dev.skillwire.client;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A hub that says what a test tells it to: RFC 6455 as far as a well-behaved client needs it.
public final class FakeHub implements AutoCloseable {

  private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final ServerSocket listening;
  private final BlockingQueue<Conversation> conversations = new LinkedBlockingQueue<>();
  private volatile int refuseWith;

  public FakeHub() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public URI address() {
    return URI.create("ws://localhost:" + listening.getLocalPort() + "/");
  }

  /// Answers upgrades with this HTTP status from now on; 0 accepts them.
  void refuseWith(int status) {
    refuseWith = status;
  }

  /// The next client that connects.
  public Conversation next() throws InterruptedException {
    var next = conversations.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no client came");
    }
    return next;
  }

  /// The next client, greeted with an empty state.
  public Conversation greeted(long sequence) throws Exception {
    var next = next();
    next.greet("E1", sequence);
    return next;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (var open : conversations) {
      open.drop();
    }
  }

  private void accept() {
    while (true) {
      try {
        var socket = listening.accept();
        Thread.ofVirtual().start(() -> upgrade(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void upgrade(Socket socket) {
    try {
      var head = new StringBuilder();
      // Byte by byte through a reader would take frames away from the stream: headers come alone
      // here.
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      var key = "";
      for (var line = reader.readLine();
          line != null && !line.isEmpty();
          line = reader.readLine()) {
        head.append(line).append('\n');
        if (line.startsWith("Sec-WebSocket-Key: ")) {
          key = line.substring(19);
        }
      }
      var out = socket.getOutputStream();
      if (refuseWith != 0) {
        out.write(
            ("HTTP/1.1 " + refuseWith + " No\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        socket.close();
        return;
      }
      var accept =
          Base64.getEncoder()
              .encodeToString(
                  MessageDigest.getInstance("SHA-1")
                      .digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII)));
      out.write(
          ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Protocol: skillwire.v1\r\nSec-WebSocket-Accept: "
                  + accept
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      conversations.add(new Conversation(socket, head.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// One client.
  public static final class Conversation {
    private final Socket socket;
    private final DataInputStream in;
    public final String head;

    /// What the client said of the person at it, as far as it was read.
    public final List<Message> presences = new ArrayList<>();

    private Conversation(Socket socket, String head) throws IOException {
      this.socket = socket;
      this.head = head;
      this.in = new DataInputStream(socket.getInputStream());
      socket.setSoTimeout(20_000);
    }

    public void greet(String epoch, long sequence) throws IOException {
      send(
          "{'type':'connected','protocol':1,'epoch':'"
              + epoch
              + "','seq':"
              + sequence
              + ",'head':"
              + sequence
              + ",'client_id':'c1','running_skills':[],'pending_confirmations':[]}");
    }

    /// Sends JSON written with single quotes.
    public void send(String json) throws IOException {
      frames(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
    }

    /// Sends JSON in frames of `size` bytes.
    void sendInParts(String json, int size) throws IOException {
      frames(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), size);
    }

    /// The next message of the client; heartbeats and what it says of the person are passed over.
    public Message read() throws Exception {
      while (true) {
        int head = in.readUnsignedShort();
        int opcode = (head >> 8) & 15;
        int length = head & 127;
        length =
            length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
        var mask = in.readNBytes(4);
        var payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
          payload[i] ^= mask[i & 3];
        }
        if (opcode == 8) {
          throw new IOException("the client closed");
        }
        var message = Message.parse(new String(payload, StandardCharsets.UTF_8));
        switch (message.type()) {
          case "heartbeat" -> send("{'type':'heartbeat_ack'}");
          case "presence" -> presences.add(message);
          default -> {
            return message;
          }
        }
      }
    }

    /// Replies `ack`.
    public void ack(Message request, long sequence) throws IOException {
      send(
          "{'type':'ack','request_id':'"
              + request.text("request_id")
              + "','seq':"
              + sequence
              + "}");
    }

    public void close(int code) throws IOException {
      frame(0x88, ByteBuffer.allocate(2).putShort((short) code).array(), 0, 2);
    }

    /// The connection breaks without a word.
    public void drop() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    private void frames(byte[] payload, int size) throws IOException {
      int at = 0;
      do {
        int length = Math.min(size, payload.length - at);
        boolean last = at + length == payload.length;
        frame((last ? 0x80 : 0) | (at == 0 ? 1 : 0), payload, at, length);
        at += length;
      } while (at < payload.length);
    }

    private synchronized void frame(int first, byte[] payload, int from, int length)
        throws IOException {
      var frame = ByteBuffer.allocate(length + 10).put((byte) first);
      if (length < 126) {
        frame.put((byte) length);
      } else if (length < 65_536) {
        frame.put((byte) 126).putShort((short) length);
      } else {
        frame.put((byte) 127).putLong(length);
      }
      frame.put(payload, from, length);
      socket.getOutputStream().write(frame.array(), 0, frame.position());
    }
  }
}
