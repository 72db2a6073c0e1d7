import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Questions while a hub is at work: N clients watch R events a second, one of them answers, and a
/// requester asks one question after the other.
///
/// Prints one line of JSON: from asking to the answerer and to the last of the N having the question, and from
/// answering to the requester having the answer. All times include what this program, one thread, needs to read
/// the deliveries before.
///
/// Arguments: port, N, R, seconds of warm-up, seconds of measurement.
public final class DecisionLoad extends FanoutLoad {

  static final long PAUSE_NANOS = 5_000_000; // between two questions

  final long eventNanos;
  final Client requester = new Client();
  final long[] shownFirst = new long[1 << 20];
  final long[] shownAll = new long[1 << 20];
  final long[] heard = new long[1 << 20];
  int questions;
  int firstMeasured;
  int shown;
  final String run = Long.toString(System.nanoTime(), 36) + "-"; // a question that was asked before would be told as it ended
  long nextEvent = System.nanoTime();
  long nextQuestion = System.nanoTime();
  long asked;
  long answered;
  boolean open;
  boolean told;

  DecisionLoad(int port, int n, int eventsPerSecond) throws IOException {
    super(port, n, 1);
    this.eventNanos = 1_000_000_000L / eventsPerSecond;
  }

  public static void main(String[] args) throws Exception {
    var load = new DecisionLoad(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    load.connect();
    load.open(load.requester, "/?types=");
    load.requester.watches = true;
    load.run(Double.parseDouble(args[3]));
    load.firstMeasured = load.questions;
    long before = load.deliveries;
    long began = System.nanoTime();
    load.run(Double.parseDouble(args[4]));
    double perSecond = (load.deliveries - before) / ((System.nanoTime() - began) / 1e9);
    System.out.printf(
        Locale.ROOT,
        "{\"n\":%d,\"deliveries_per_s\":%.0f,\"questions\":%d,%s,%s,%s}%n",
        load.n,
        perSecond,
        load.questions - load.firstMeasured,
        load.times("shown_answerer", load.shownFirst),
        load.times("shown_all", load.shownAll),
        load.times("answer_heard", load.heard));
  }

  String times(String what, long[] nanos) {
    var sorted = Arrays.copyOfRange(nanos, firstMeasured, questions);
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "\"%s_p50_ms\":%.3f,\"%s_p99_ms\":%.3f",
        what,
        at(sorted, 0.5) / 1e6,
        what,
        at(sorted, 0.99) / 1e6);
  }

  @Override
  void run(double seconds) throws IOException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end || open) {
      publish();
      selector.select(this::read, 1);
    }
  }

  @Override
  void publish() throws IOException {
    long now = System.nanoTime();
    for (; nextEvent <= now; nextEvent += eventNanos) {
      write(publisher, event.duplicate());
    }
    if (!open && now >= nextQuestion) {
      open = true;
      told = false;
      shown = 0;
      asked = System.nanoTime();
      write(
          requester,
          frame(
              "{\"type\":\"request_confirmation\",\"id\":\""
                  + run
                  + questions
                  + "\",\"skill_name\":\"bench\",\"prompt\":\"Go on?\",\"options\":[\"yes\",\"no\"]}"));
    }
  }

  @Override
  void message(Client client, int at, int length) {
    if (length > PREFIX.length() && in.get(at + 9) == 's' && in.get(at + 13) == '_' && in.get(at + 14) == 'p') {
      deliveries++;
      return;
    }
    other(client, at, length);
  }

  @Override
  void other(Client client, int at, int length) {
    var bytes = new byte[length];
    in.get(at, bytes);
    var text = new String(bytes, StandardCharsets.UTF_8);
    if (!text.contains("\"id\":\"" + run + questions + "\"")) {
      return;
    }
    if (text.startsWith("{\"type\":\"confirmation_required\"") && client != requester) {
      shown(client);
    } else if (text.startsWith("{\"type\":\"confirmation_answered\"") && client == requester) {
      heard[questions] = System.nanoTime() - answered;
      told = true;
      closeIfDone();
    } else if (text.startsWith("{\"type\":\"error\"")) {
      throw new IllegalStateException(text);
    }
  }

  void shown(Client client) {
    long now = System.nanoTime();
    if (client == clients[0]) {
      shownFirst[questions] = now - asked;
      answered = System.nanoTime();
      write(
          client,
          frame("{\"type\":\"confirmation_response\",\"id\":\"" + run + questions + "\",\"response\":\"yes\"}"));
    }
    if (++shown == n) {
      shownAll[questions] = now - asked;
      closeIfDone();
    }
  }

  void closeIfDone() {
    if (told && shown == n) {
      open = false;
      questions++;
      nextQuestion = System.nanoTime() + PAUSE_NANOS;
    }
  }

  static void write(Client client, ByteBuffer frame) {
    try {
      while (frame.hasRemaining()) {
        client.channel.write(frame);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
