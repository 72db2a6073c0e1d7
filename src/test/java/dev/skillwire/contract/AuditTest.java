package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Every question with who asked, who decided what, when and how, and what ran then.
class AuditTest {

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  private static List<JsonNode> audit(String query) {
    return hub.api()
        .get("/api/v1/audit?" + query)
        .json(200)
        .path("questions")
        .valueStream()
        .toList();
  }

  private static JsonNode only(String query) {
    var all = audit(query);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static HttpResponse<String> csv(String query) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(hub.http("/api/v1/audit?" + query)).header("Accept", "text/csv");
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void tellsTheWholeStoryOfAQuestion() {
    var publisher = hub.client();
    var ann = hub.client("/?name=Ann");
    var run = Say.fresh("run");
    var asked = Say.fresh("ask");
    var _ = publisher.acked(Say.started(run, "total_steps", 2));
    var _ = publisher.acked(Say.step("step_started", run, 1, "step_name", "deploy"));
    var question =
        Say.question(
            asked, "skill_id", run, "step_index", 1, "risk", "high", "action", Map.of("run", "ls"));
    var _ = publisher.acked(question);
    var shown = ann.expect("confirmation_required", "id", asked);
    var _ = ann.acked(Say.about("pause_timer", asked));
    var _ = ann.acked(Say.about("resume_timer", asked));
    var _ = ann.acked(Say.about("extend_timer", asked, "seconds", 5));
    var digest = shown.path("action_digest").asString("");
    var _ = ann.acked(Say.answer(asked, "yes", "comment", "fine", "action_digest", digest));
    var _ = publisher.acked(Say.step("step_progress", run, 1, "output", "…"));
    var _ = publisher.acked(Say.step("step_failed", run, 1, "error", "no disk\nat all"));
    var _ = publisher.acked(Say.failed(run, "no disk"));

    var told = only("skill_id=" + run);
    assertThat(
            Json.has(
                told,
                "id",
                asked,
                "seq",
                shown.path("seq").asLong(),
                "prompt",
                "Shall we?",
                "risk",
                "high",
                "step_name",
                "deploy",
                "status",
                "answered",
                "response",
                "yes",
                "comment",
                "fine",
                "action_digest",
                digest))
        .as(told.toString())
        .isTrue();
    assertThat(told.path("asked_by").path("client_id"))
        .isEqualTo(publisher.connected().path("client_id"));
    assertThat(Json.has(told.path("answered_by"), "name", "Ann", "kind", "human")).isTrue();
    assertThat(told.path("closed_seq").asLong()).isGreaterThan(told.path("seq").asLong());
    assertThat(told.path("waited_ms").asLong(-1)).isNotNegative();
    assertThat(told.path("seen_by").valueStream().map(who -> who.path("name").asString("")))
        .containsExactly("Ann");
    assertThat(told.path("events").valueStream().map(e -> e.path("type").asString("")))
        .containsExactly("confirmation_paused", "confirmation_resumed", "confirmation_extended");
    assertThat(told.path("then").size()).isEqualTo(1);
    assertThat(
            Json.has(
                told.path("then").path(0),
                "type",
                "step_failed",
                "step_index",
                1,
                "error",
                "no disk"))
        .isTrue();
  }

  @Nested
  class Filters {

    @Test
    void areTheRunWhoDecidedAndTheTime() {
      var publisher = hub.client();
      var name = Say.fresh("Bea");
      var answered = Say.fresh("ask");
      var late = Say.fresh("ask");
      var open = Say.fresh("ask");
      var before = publisher.acked(Json.object("type", "mark")).path("seq").asLong();
      var _ = publisher.acked(Say.question(answered));
      var _ = hub.client("/?name=" + name).acked(Say.answer(answered, "no"));
      var _ = publisher.acked(Say.question(late, "timeout_seconds", 0.1));
      var expired = publisher.expect("confirmation_expired", "id", late);
      var _ = publisher.acked(Say.question(open, "timeout_seconds", null));

      assertThat(only("by=" + name).path("id").asString("")).isEqualTo(answered);
      assertThat(ids("by=timeout&since=" + before)).containsExactly(late);
      assertThat(ids("since=" + before)).containsExactly(answered, late, open);
      assertThat(ids("since=" + before + "&limit=1")).containsExactly(open);
      assertThat(ids("since=" + before + "&until=" + expired.path("seq").asLong()))
          .containsExactly(answered, late);
      assertThat(ids("outcome=expired&since=" + before)).containsExactly(late);
      assertThat(ids("outcome=answered&since=" + before)).containsExactly(answered);
      assertThat(ids("outcome=pending&since=" + before)).containsExactly(open);
      assertThat(ids("outcome=NO&since=" + before)).containsExactly(answered);
      assertThat(ids("outcome=let_claude&since=" + before)).containsExactly(late);
      assertThat(ids("outcome=&since=" + before)).hasSize(3);
      assertThat(ids("since=2020-01-01T00:00:00Z")).contains(answered);
      assertThat(ids("until=2020-01-01T00:00:00Z")).isEmpty();
      assertThat(only("since=" + before + "&limit=1").path("status").asString(""))
          .isEqualTo("pending");
    }

    private List<String> ids(String query) {
      return audit(query).stream().map(q -> q.path("id").asString("")).toList();
    }

    @Test
    void thatCantBeReadAreRefused() {
      for (var query :
          List.of("since=yesterday", "until=-1", "limit=x", "since=99999999999999999999")) {
        assertThat(hub.api().get("/api/v1/audit?" + query).status()).as(query).isEqualTo(400);
      }
      assertThat(hub.api().get("/api/v1/audit/x").status()).isEqualTo(404);
      assertThat(hub.api().delete("/api/v1/audit").status()).isEqualTo(405);
    }

    @Test
    void pageBack() {
      var publisher = hub.client();
      var since = publisher.acked(Json.object("type", "mark")).path("seq").asLong();
      for (int i = 0; i < 5; i++) {
        var _ = publisher.acked(Say.question(Say.fresh("ask")));
      }
      var page = hub.api().get("/api/v1/audit?limit=3&since=" + since).json(200);
      assertThat(page.path("questions").size()).isEqualTo(3);
      var earlier = page.path("earlier").asLong();
      var rest = hub.api().get("/api/v1/audit?since=" + since + "&until=" + earlier).json(200);
      assertThat(rest.path("questions").size()).isEqualTo(2);
      assertThat(rest.has("earlier")).isFalse();
    }
  }

  @Test
  void tellsWhatARuleDecided() {
    var publisher = hub.client();
    var name = Say.fresh("skill");
    var run = Say.fresh("run");
    var _ = publisher.acked(Say.started(run, "skill_name", name));
    var first = Say.fresh("ask");
    var _ = publisher.acked(Say.question(first, "skill_id", run));
    var _ = hub.client("/?name=Eve").acked(Say.answer(first, "yes", "remember", "this-skill"));
    var second = Say.fresh("ask");
    var _ = publisher.acked(Say.question(second, "skill_id", run));
    var decided = publisher.expect("confirmation_answered", "id", second);
    var rule = decided.path("rule_id").asString("");
    var _ = publisher.acked(Say.completed(run));

    var told = only("by=" + rule);
    assertThat(Json.has(told, "id", second, "response", "yes", "rule_id", rule)).isTrue();
    assertThat(Json.has(told, "seq", decided.path("seq").asLong(), "waited_ms", 0)).isTrue();
    assertThat(told.path("asked_by").path("client_id"))
        .isEqualTo(publisher.connected().path("client_id"));
    assertThat(told.path("then").path(0).path("type").asString("")).isEqualTo("skill_completed");
    assertThat(audit("skill_name=" + name + "&by=Eve")).hasSize(1);
    assertThat(audit("skill_name=" + name.substring(1))).isEmpty();
    assertThat(audit("skill_id=" + run).stream().map(q -> q.path("id").asString("")))
        .containsExactly(first, second);
    assertThat(audit("skill_id=" + run).getFirst().path("saved_as").asString("")).isEqualTo(rule);
  }

  @Nested
  class AsATable {

    @Test
    void isSafeToOpenInASpreadsheet() throws Exception {
      var publisher = hub.client();
      var since = publisher.acked(Json.object("type", "mark")).path("seq").asLong();
      var _ = publisher.acked(Say.question(Say.fresh("ask"), "prompt", "=cmd|' /C calc'!A0"));
      var _ = publisher.acked(Say.question(Say.fresh("ask")));
      var answer = csv("limit=1&since=" + since);
      assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/csv");
      assertThat(answer.headers().firstValue("link").orElse(""))
          .contains("since=" + since + "&limit=1&until=", "rel=\"prev\"");
      var all = csv("since=" + since);
      assertThat(all.headers().firstValue("link")).isEmpty();
      assertThat(all.body()).startsWith("seq,asked_at,").contains(",'=cmd|' /C calc'!A0,");
      assertThat(all.body().split("\r\n", -1)).hasSize(4);
    }
  }

  @Nested
  class OnTheTerminal {

    private HubProcess.Ended run(String... arguments) {
      var all = new java.util.ArrayList<>(List.of("audit", "--url", hub.socket("/").toString()));
      all.addAll(List.of(arguments));
      return HubProcess.runToEnd(hub.data(), all.toArray(String[]::new));
    }

    @Test
    void isAnAlignedTableJsonOrCsv() {
      var publisher = hub.client();
      var number = Long.toString(publisher.acked(Json.object("type", "mark")).path("seq").asLong());
      var asked = Say.fresh("ask");
      var _ = publisher.acked(Say.question(asked, "prompt", "Shall we \u202e go?"));
      var _ = hub.client("/?name=Cleo").acked(Say.answer(asked, "yes"));
      var table = run("--since", number, "--by", "Cleo");
      assertThat(table.exitCode()).as(table.output()).isZero();
      assertThat(table.output())
          .contains("ASKED", "DECISION", "Shall we go?", "yes", "Cleo")
          .doesNotContain("\u202e");
      assertThat(table.output().lines()).allMatch(line -> line.length() <= 80);
      var json = run("--since", number, "--json");
      assertThat(json.output()).contains("\"id\":\"" + asked + "\"", "\"questions\":");
      var csv = run("--since", "2h", "--csv");
      assertThat(csv.output()).contains("seq,asked_at,", asked);
    }

    @Test
    void goesOnFromPageToPage() {
      var publisher = hub.client();
      var since = publisher.acked(Json.object("type", "mark")).path("seq").asLong();
      var run = Say.fresh("run");
      var skill = Say.fresh("skill");
      var _ = publisher.acked(Say.started(run, "skill_name", skill));
      var prompt = "x".repeat(4_500);
      for (int i = 0; i < 300; i++) {
        var _ = publisher.acked(Say.question(skill + "-" + i, "skill_id", run, "prompt", prompt));
        if (i % 50 == 49) {
          var _ = publisher.acked(Say.about("cancel_confirmation", skill + "-" + i));
        }
      }
      var table = run("--since", Long.toString(since), "--skill", skill, "--limit", "299", "--csv");
      assertThat(table.exitCode()).as(table.output()).isZero();
      var rows = table.output().lines().filter(line -> line.contains(skill + "-")).toList();
      assertThat(rows).hasSize(299);
      assertThat(rows.getFirst()).contains("," + skill + "-1,");
      assertThat(rows.getLast()).contains("," + skill + "-299,", ",cancelled,");
      assertThat(table.output()).containsOnlyOnce("seq,asked_at,").contains("--until ");
      var all = run("--run", run, "--limit", "5000", "--json");
      assertThat(all.output().split("\"asked_by\"", -1)).hasSize(301);
      assertThat(all.output()).doesNotContain("\"earlier\"");
      var cancelled = run("--run", run, "--outcome", "cancelled", "--limit", "5000");
      assertThat(cancelled.output().split("cancelled", -1)).hasSize(7);
    }

    @Test
    void refusesWhatItCantRead() {
      assertThat(run("--since", "yesterday").exitCode()).isEqualTo(2);
      assertThat(run("--limit", "0").exitCode()).isEqualTo(2);
      assertThat(run("--json", "--csv").exitCode()).isEqualTo(2);
    }
  }

  @Test
  void survivesAKilledHub() throws Exception {
    try (var own = HubUnderTest.started()) {
      var publisher = own.client();
      var asked = Say.fresh("ask");
      var _ = publisher.acked(Say.question(asked));
      var _ = own.client("/?name=Dan").acked(Say.answer(asked, "no", "comment", "not now"));
      own.killAndStart();
      var told = own.api().get("/api/v1/audit").json(200).path("questions").path(0);
      assertThat(Json.has(told, "id", asked, "response", "no", "comment", "not now")).isTrue();
    }
  }
}
