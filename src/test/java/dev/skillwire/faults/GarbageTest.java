package dev.skillwire.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.contract.HubUnderTest;
import dev.skillwire.contract.Json;
import dev.skillwire.contract.RawConnection;
import dev.skillwire.contract.Say;
import dev.skillwire.contract.WireClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nonsense from clients, by seed: the hub refuses it and goes on serving the others.
class GarbageTest {

  private static final int ROUNDS = 120;
  private static final int MESSAGES = 20;
  private static final int LOOK_EVERY = 20;
  private static final long GROWTH_MAX_BYTES = 300L << 20;

  private static final List<String> SENTENCES =
      List.of(
          Say.started("run", "inputs", Json.object("a", List.of(1, 2.5, "x"))).toString(),
          Say.step("step_progress", "run", 0, "percent", 40, "message", "half").toString(),
          Say.question("ask", "action", Json.object("k", 1), "risk", "high").toString(),
          Say.answer("ask", "yes", "remember_for", Json.object("seconds", 5)).toString(),
          "{\"type\":\"save_rule\",\"scope\":{\"prompt_pattern\":\"a*b\"},\"response\":\"x\"}",
          "{\"type\":\"preview_rule\",\"scope\":{\"skill_name\":\"s\"},\"response\":\"x\",\"last\":9}",
          "{\"type\":\"delete_rule\",\"rule_id\":\"rule-1\"}",
          Say.about("extend_timer", "ask", "seconds", 5).toString(),
          "{\"type\":\"subscribe\",\"types\":[\"a\"],\"skill_ids\":[\"b\"],\"sources\":[]}",
          "{\"type\":\"own_word\",\"deep\":[[[[{\"a\":null}]]]],\"n\":-1.5e300}");

  private static final List<String> PATHS =
      List.of(
          "/api/v1/events",
          "/api/v1/confirmations",
          "/api/v1/confirmations/ask/answer",
          "/api/v1/rules",
          "/api/v1/rules/import",
          "/api/v1/rules/preview",
          "/api/v1/rules/rule-1/enable",
          "/api/v1/skills/run/cancel",
          "/api/v1/events?since=%zz&limit=-1",
          "/");

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void leavesTheHubStanding(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    var canary = hub.client("/?types=sign_of_life");
    long before = resident();
    for (int round = 0; round < ROUNDS; round++) {
      var raw = hub.raw();
      try {
        switch (random.nextInt(4)) {
          case 0 -> raw.write(bytes(random, 2_000));
          case 1 -> frames(random, raw.upgraded(random.nextBoolean() ? "/" : "/events"));
          case 2 -> sentences(random, raw.upgraded("/"));
          default -> raw.write(request(random));
        }
      } catch (IOException e) {
        // the hub has closed, which is one of its rights here
      }
      raw.close();
      if (round % LOOK_EVERY == 0) {
        assertServes(canary);
      }
    }
    assertServes(canary);
    assertThat(resident() - before).isLessThan(GROWTH_MAX_BYTES);
    assertThat(hub.process().errors()).doesNotContain("Exception", "ERROR");
  }

  private static void assertServes(WireClient canary) {
    var id = Say.fresh("sign");
    var seq = canary.acked(Json.object("type", "sign_of_life", "sign", id)).path("seq");
    assertThat(canary.expect("sign_of_life", "sign", id).path("seq")).isEqualTo(seq);
    assertThat(hub.api().get("/healthz").status()).isEqualTo(200);
  }

  private static long resident() throws IOException {
    return Files.exists(Path.of("/proc/self/status")) ? Memory.residentBytes(hub.process()) : 0;
  }

  private static void frames(SplittableRandom random, RawConnection raw) throws IOException {
    for (int i = 0; i < MESSAGES; i++) {
      if (random.nextInt(10) == 0) {
        raw.write(bytes(random, 200));
      }
      raw.write(
          RawConnection.frame(
              random.nextInt(4) > 0,
              random.nextInt(20) == 0 ? random.nextInt(8) : 0,
              random.nextInt(10) == 0 ? random.nextInt(16) : random.nextInt(3),
              random.nextBoolean() ? bytes(random, 300) : mutated(random)));
    }
  }

  private static void sentences(SplittableRandom random, RawConnection raw) throws IOException {
    for (int i = 0; i < MESSAGES; i++) {
      raw.write(RawConnection.frame(true, 0, RawConnection.TEXT, mutated(random)));
    }
  }

  private static byte[] request(SplittableRandom random) {
    var body = mutated(random);
    var path = PATHS.get(random.nextInt(PATHS.size()));
    var length = random.nextInt(8) == 0 ? random.nextInt(5_000) : body.length;
    var head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, hub.authority(), length)
            .getBytes(ISO_8859_1);
    if (random.nextInt(3) == 0) {
      head[random.nextInt(head.length)] = (byte) random.nextInt(256);
    }
    var out = new ByteArrayOutputStream();
    out.writeBytes(head);
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static byte[] mutated(SplittableRandom random) {
    var text = SENTENCES.get(random.nextInt(SENTENCES.size())).getBytes(UTF_8);
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(text.length);
      switch (random.nextInt(4)) {
        case 0 -> text[at] = (byte) random.nextInt(256);
        case 1 -> text[at] = (byte) "{}[]\",:0e-\\u".charAt(random.nextInt(12));
        case 2 -> text = Arrays.copyOf(text, at + 1);
        default -> {
          var part = Arrays.copyOfRange(text, at, text.length);
          text = Arrays.copyOf(text, text.length + part.length);
          System.arraycopy(part, 0, text, text.length - part.length, part.length);
        }
      }
    }
    return text;
  }

  private static byte[] bytes(SplittableRandom random, int atMost) {
    var bytes = new byte[1 + random.nextInt(atMost)];
    random.nextBytes(bytes);
    return bytes;
  }
}
