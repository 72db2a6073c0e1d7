package dev.skillwire.engine.daemon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.skillwire.engine.daemon.plan.Entry;
import dev.skillwire.engine.daemon.plan.Plan;
import dev.skillwire.engine.daemon.plan.Trigger;
import dev.skillwire.engine.skill.InputException;
import dev.skillwire.engine.skill.InputValues;
import dev.skillwire.engine.skill.SkillLoadException;
import dev.skillwire.engine.skill.SkillLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Takes signed requests, `POST /hooks/NAME`, on loopback. Nobody is let in for being on this machine: the
/// signature alone counts (ADR 0037).
public final class HookServer implements AutoCloseable {

  static final String TIMESTAMP = "X-Skillwire-Timestamp";
  static final String SIGNATURE = "X-Skillwire-Signature";

  /// Bytes of a request's body.
  static final int BODY_BYTES = 64 * 1024;

  private static final int CONNECTIONS = 32;
  private static final int REQUEST_SECONDS = 10;
  private static final String PATH = "/hooks/";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  private static final Logger LOG = LoggerFactory.getLogger(HookServer.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, Entry> hooks = new HashMap<>();
  private final Map<String, Replays> replays = new HashMap<>();
  private final Daemon daemon;
  private final InstantSource clock;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private HookServer(Plan plan, Daemon daemon, InstantSource clock) throws IOException {
    this.daemon = daemon;
    this.clock = clock;
    for (var entry : plan.entries()) {
      if (entry.trigger() instanceof Trigger.Hook) {
        hooks.put(entry.name(), entry);
        replays.put(entry.name(), new Replays(daemon.note(entry.name()).signed()));
      }
    }
    var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    server = HttpServer.create(new InetSocketAddress(loopback, plan.port()), CONNECTIONS);
  }

  /// Listens.
  ///
  /// @throws IOException if the port is taken
  public static HookServer start(Plan plan, Daemon daemon, InstantSource clock) throws IOException {
    // The JDK's server reads its bounds from here, once.
    System.setProperty("jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS));
    System.setProperty("sun.net.httpserver.maxReqTime", String.valueOf(REQUEST_SECONDS));
    System.setProperty("sun.net.httpserver.maxRspTime", String.valueOf(REQUEST_SECONDS));
    System.setProperty("sun.net.httpserver.maxReqHeaders", "50");
    var hooks = new HookServer(plan, daemon, clock);
    hooks.server.createContext("/", hooks::exchange);
    hooks.server.setExecutor(hooks.threads);
    hooks.server.start();
    return hooks;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /// An answer; what is refused has a code and words.
  private record Answer(int status, Map<String, Object> body) {

    static Answer refused(int status, String code, String words) {
      var body = new LinkedHashMap<String, Object>();
      body.put("code", code);
      body.put("message", words);
      return new Answer(status, body);
    }
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answer(exchange);
      } catch (RuntimeException e) {
        LOG.error("A request broke", e);
        answer = Answer.refused(500, "internal", "The daemon broke.");
      }
      var bytes = JSON.writeValueAsBytes(answer.body());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      if (answer.status() >= 400) {
        exchange.getResponseHeaders().set("Connection", "close");
      }
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var entry = path.startsWith(PATH) ? hooks.get(path.substring(PATH.length())) : null;
    if (entry == null || !(entry.trigger() instanceof Trigger.Hook hook)) {
      return Answer.refused(404, "unknown_hook", "There is no such hook.");
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return Answer.refused(405, "method_not_allowed", "A hook takes POST.");
    }
    var body = exchange.getRequestBody().readNBytes(BODY_BYTES + 1);
    if (body.length > BODY_BYTES) {
      return Answer.refused(413, "too_large", "A body has at most " + BODY_BYTES + " bytes.");
    }
    var time = header(exchange, TIMESTAMP);
    var signature = header(exchange, SIGNATURE);
    if (!SECONDS.matcher(time).matches()
        || !Signed.by(hook.secret(), time, entry.name(), body, signature)) {
      return Answer.refused(401, "bad_signature", "The signature is missing or wrong.");
    }
    long seconds = Long.parseLong(time);
    return switch (admit(entry, signature, seconds)) {
      case STALE -> Answer.refused(401, "stale", "The request is too old or from the future.");
      case REPLAYED -> Answer.refused(409, "replayed", "This request was taken before.");
      case FULL -> Answer.refused(503, "busy", "Too many requests within the window.");
      case FRESH -> taken(entry, hook, body, seconds);
    };
  }

  private Replays.Verdict admit(Entry entry, String signature, long seconds) {
    var seen = replays.get(entry.name());
    if (seen == null) {
      return Replays.Verdict.STALE;
    }
    synchronized (seen) {
      return seen.admit(signature, seconds, clock.instant());
    }
  }

  private static String header(HttpExchange exchange, String name) {
    var value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value.strip();
  }

  private Answer taken(Entry entry, Trigger.Hook hook, byte[] body, long seconds) {
    var inputs = inputs(body);
    if (inputs == null) {
      return Answer.refused(400, "invalid_json", "The body is no JSON object.");
    }
    for (var name : inputs.keySet()) {
      if (!hook.takes().contains(name)) {
        return Answer.refused(400, "invalid_inputs", "This hook does not take '" + name + "'.");
      }
    }
    var all = new HashMap<>(entry.inputs());
    all.putAll(inputs);
    try {
      var _ = InputValues.bind(SkillLoader.load(entry.skill()), all);
    } catch (InputException e) {
      return Answer.refused(400, "invalid_inputs", String.valueOf(e.getMessage()));
    } catch (SkillLoadException e) {
      LOG.warn("'{}' can't be started: {}", entry.name(), e.getMessage());
      return Answer.refused(500, "unusable_skill", "The skill of this hook can't be used.");
    }
    return switch (daemon.request(entry, inputs, seconds)) {
      case Daemon.Turn.Begun(var run) -> new Answer(202, Map.of("skill_id", run.value()));
      case Daemon.Turn.Queued _ -> new Answer(202, Map.of("queued", true));
      case Daemon.Turn.Skipped _ ->
          Answer.refused(409, "at_work", "A run of this hook is at work.");
      case Daemon.Turn.Ending _ -> Answer.refused(503, "ending", "The daemon ends.");
    };
  }

  /// Those of a body that is a JSON object or empty; else null.
  private static @Nullable Map<String, Object> inputs(byte[] body) {
    var inputs = new HashMap<String, Object>();
    if (body.length == 0) {
      return inputs;
    }
    try {
      if (!(JSON.readValue(body, Object.class) instanceof Map<?, ?> map)) {
        return null;
      }
      for (var field : map.entrySet()) {
        if (field.getValue() != null) {
          inputs.put(String.valueOf(field.getKey()), field.getValue());
        }
      }
      return inputs;
    } catch (JacksonException _) {
      return null;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
