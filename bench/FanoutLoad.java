import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// Load for one hub: N clients that watch and one that publishes, on one thread.
///
/// W events are outstanding: the next one is published when one has reached all N clients. The
/// sequence is checked on every frame of every client. Prints one line of JSON: the hub's CPU
/// (user and system, from /proc) in microseconds for each delivery, deliveries a second, and the time
/// from publishing an event to its last delivery.
///
/// Arguments: port, pid of the hub, N, W, seconds of warm-up, seconds of measurement.
public class FanoutLoad {

  static final String PREFIX = "{\"type\":\"step_progress\",\"seq\":";
  static final int TICKS_PER_SECOND = 100;

  final int port;
  final int n;
  final int window;
  final Selector selector = Selector.open();
  final ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);
  final Client[] clients;
  final Client publisher = new Client();
  final ByteBuffer event = frame(event());
  int[] delivered = new int[1 << 20];
  long[] published = new long[1 << 20];
  long[] latencies = new long[1 << 22];
  int latencyCount;
  long firstSequence = -1;
  long sent;
  long complete;
  long deliveries;
  boolean measuring;

  static final class Client {
    SocketChannel channel;
    ByteBuffer rest = ByteBuffer.allocate(0);
    long next = -1;
    boolean watches;
  }

  FanoutLoad(int port, int n, int window) throws IOException {
    this.port = port;
    this.n = n;
    this.window = window;
    this.clients = new Client[n];
  }

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    long pid = Long.parseLong(args[1]);
    var load = new FanoutLoad(port, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    load.connect();
    load.run(Double.parseDouble(args[4]));
    long cpu = cpuTicks(pid);
    long before = load.deliveries;
    long events = load.complete;
    long began = System.nanoTime();
    load.measuring = true;
    load.run(Double.parseDouble(args[5]));
    double seconds = (System.nanoTime() - began) / 1e9;
    long made = load.deliveries - before;
    double micros = (cpuTicks(pid) - cpu) * (1e6 / TICKS_PER_SECOND) / made;
    var sorted = Arrays.copyOf(load.latencies, load.latencyCount);
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "{\"n\":%d,\"w\":%d,\"cpu_us_per_delivery\":%.3f,\"deliveries_per_s\":%.0f,"
            + "\"events_per_s\":%.0f,\"all_delivered_p50_ms\":%.3f,\"all_delivered_p99_ms\":%.3f}%n",
        load.n,
        load.window,
        micros,
        made / seconds,
        (load.complete - events) / seconds,
        at(sorted, 0.5) / 1e6,
        at(sorted, 0.99) / 1e6);
  }

  void connect() throws IOException {
    for (int i = 0; i < n; i++) {
      clients[i] = open(new Client(), "/");
      clients[i].watches = true;
    }
    open(publisher, "/?types=");
    publisher.channel.write(
        frame(
            "{\"type\":\"skill_started\",\"skill_id\":\"bench\",\"skill_name\":\"bench\","
                + "\"total_steps\":1}"));
  }

  Client open(Client client, String path) throws IOException {
    var channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
    channel.socket().setTcpNoDelay(true);
    client.channel = channel;
    channel.write(
        ByteBuffer.wrap(
            ("GET "
                    + path
                    + " HTTP/1.1\r\nHost: 127.0.0.1:"
                    + port
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
    var head = ByteBuffer.allocate(1);
    int matched = 0;
    while (matched < 4) {
      head.clear();
      if (channel.read(head) < 0) {
        throw new IOException("refused");
      }
      byte b = head.get(0);
      matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
    }
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, client);
    return client;
  }

  void run(double seconds) throws IOException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end) {
      publish();
      selector.select(this::read, 100);
    }
  }

  void publish() throws IOException {
    if (firstSequence < 0) {
      if (Arrays.stream(clients).anyMatch(c -> c.next < 0)) {
        return;
      }
      firstSequence = clients[0].next;
    }
    while (sent - complete < window) {
      int slot = (int) (sent & (delivered.length - 1));
      delivered[slot] = 0;
      published[slot] = System.nanoTime();
      var out = event.duplicate();
      while (out.hasRemaining()) {
        publisher.channel.write(out);
      }
      sent++;
    }
  }

  void read(SelectionKey key) {
    var client = (Client) key.attachment();
    try {
      in.clear();
      in.put(client.rest);
      if (client.channel.read(in) < 0) {
        throw new IllegalStateException("the hub closed a connection");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    in.flip();
    while (frameAt(client)) {
      // One after the other.
    }
    client.rest = ByteBuffer.allocate(in.remaining());
    client.rest.put(in).flip();
  }

  boolean frameAt(Client client) {
    int at = in.position();
    if (in.remaining() < 2) {
      return false;
    }
    int opcode = in.get(at) & 0x0f;
    int length = in.get(at + 1) & 0x7f;
    int header = length == 126 ? 4 : length == 127 ? 10 : 2;
    if (in.remaining() < header) {
      return false;
    }
    if (length == 126) {
      length = in.getShort(at + 2) & 0xffff;
    } else if (length == 127) {
      length = (int) in.getLong(at + 2);
    }
    if (in.remaining() < header + length) {
      return false;
    }
    if (opcode == 1 && client.watches) {
      message(client, at + header, length);
    }
    in.position(at + header + length);
    return true;
  }

  void message(Client client, int at, int length) {
    if (length <= PREFIX.length() || in.get(at + 9) != 's' || in.get(at + 13) != '_' || in.get(at + 14) != 'p') {
      other(client, at, length);
      return;
    }
    long sequence = digits(at + PREFIX.length());
    if (sequence != client.next) {
      throw new IllegalStateException("expected " + client.next + " but got " + sequence);
    }
    client.next = sequence + 1;
    deliveries++;
    int slot = (int) ((sequence - firstSequence) & (delivered.length - 1));
    if (++delivered[slot] == n) {
      complete++;
      if (measuring && latencyCount < latencies.length) {
        latencies[latencyCount++] = System.nanoTime() - published[slot];
      }
    }
  }

  void other(Client client, int at, int length) {
    var bytes = new byte[length];
    in.get(at, bytes);
    var text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith("{\"type\":\"skill_started\"")) {
      client.next = digits(at + text.indexOf("\"seq\":") + 6) + 1;
    }
  }

  long digits(int at) {
    long value = 0;
    for (int i = at; in.get(i) >= '0' && in.get(i) <= '9'; i++) {
      value = value * 10 + in.get(i) - '0';
    }
    return value;
  }

  /// An event that is about 254 bytes long when it goes out.
  static String event() {
    return "{\"type\":\"step_progress\",\"skill_id\":\"bench\",\"step_index\":0,\"step_name\":\"fan\","
        + "\"percent\":50,\"message\":\"" + "x".repeat(56) + "\"}";
  }

  /// A client's frame; a mask of zeros is a mask.
  static ByteBuffer frame(String text) {
    var payload = text.getBytes(StandardCharsets.UTF_8);
    var frame = ByteBuffer.allocate(payload.length + 8);
    frame.put((byte) 0x81);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else {
      frame.put((byte) 0xfe).putShort((short) payload.length);
    }
    return frame.putInt(0).put(payload).flip();
  }

  static long cpuTicks(long pid) throws IOException {
    var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  static double at(long[] sorted, double quantile) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * quantile)];
  }
}
