package dev.skillwire.net.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.net.transport.EventStream;
import dev.skillwire.net.transport.HttpReply;
import dev.skillwire.net.transport.RequestHead;
import dev.skillwire.session.Peer;
import dev.skillwire.session.admission.Grant;
import dev.skillwire.session.admission.PeerUser;
import dev.skillwire.session.admission.RequestFacts;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class PageCallsTest {

  private static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";

  private final PageCalls page =
      new PageCalls(new PageFiles("/dev/skillwire/net/page-fixture/"), "1.2.3");

  @Nested
  final class TheDocument {

    @Test
    void isForBrowsers() {
      var answer = get("/", Map.of("accept", HTML));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("plain");
      assertThat(answer.headers())
          .containsEntry("content-type", "text/html; charset=utf-8")
          .containsEntry("cache-control", "no-cache")
          .containsEntry("vary", "accept, accept-encoding")
          .containsEntry("x-frame-options", "DENY");
      assertThat(answer.headers().get("content-security-policy"))
          .contains("script-src 'self'", "require-trusted-types-for 'script'");
    }

    @Test
    void isNotForProgramsThatAskWhatIsHere() {
      assertThat(get("/", Map.of()).body()).startsWith("Skillwire 1.2.3 is running.");
      assertThat(get("/", Map.of("accept", "*/*")).body()).contains("/api/v1/skills");
    }

    @Test
    void saysInPlainWordsThatItWasLeftOut() {
      var without = new PageCalls(new PageFiles("/dev/skillwire/net/no-page/"), "1.2.3");
      var answer = answer(without, "GET", "/", Map.of("accept", HTML));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("built without it", "Node.js");
    }

    @Test
    void isNotSentAgainToWhoHasIt() {
      var tag = get("/", Map.of("accept", HTML)).headers().get("etag");
      var again = get("/", Map.of("accept", HTML, "if-none-match", "\"x\", W/" + tag));
      assertThat(again.status()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.headers()).containsEntry("etag", tag).containsKey("cache-control");
    }

    @Test
    void isSentInTheBestCodingThatIsWanted() {
      assertThat(coded("gzip, deflate, br")).isEqualTo("brotli");
      assertThat(coded("gzip, br;q=0")).isEqualTo("gzipped");
      assertThat(coded("GZIP;q=0.5")).isEqualTo("gzipped");
      assertThat(coded("identity")).isEqualTo("plain");
    }

    @Test
    void hasAnotherTagInAnotherCoding() {
      var plain = get("/", Map.of("accept", HTML));
      var coded = get("/", Map.of("accept", HTML, "accept-encoding", "br"));
      assertThat(coded.headers())
          .containsEntry("content-encoding", "br")
          .doesNotContainEntry("etag", plain.headers().get("etag"));
    }

    private String coded(String wanted) {
      return get("/", Map.of("accept", HTML, "accept-encoding", wanted)).body();
    }
  }

  @Nested
  final class TheOtherFiles {

    @Test
    void areKeptForEverWhenTheirNameSaysTheirContent() {
      var answer = get("/assets/a-1.js", Map.of("accept-encoding", "br"));
      assertThat(answer.body()).isEqualTo("script");
      assertThat(answer.headers())
          .containsEntry("cache-control", "public, max-age=31536000, immutable")
          .containsEntry("content-type", "text/javascript; charset=utf-8")
          .doesNotContainKey("content-encoding");
    }

    @Test
    void areOnlyThoseOfTheList() {
      assertThat(get("/assets/b.js", Map.of()).status()).isEqualTo(404);
      assertThat(get("/favicon.svg", Map.of()).status()).isEqualTo(404);
      assertThat(PageCalls.owns("/unlisted.html")).isFalse();
    }

    @Test
    void areOnlyRead() {
      assertThat(answer(page, "POST", "/", Map.of()).status()).isEqualTo(405);
    }
  }

  private Answer get(String path, Map<String, String> headers) {
    return answer(page, "GET", path, headers);
  }

  private static Answer answer(
      PageCalls page, String method, String path, Map<String, String> headers) {
    var many = new HashMap<String, List<String>>();
    headers.forEach((name, value) -> many.put(name, List.of(value)));
    var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9876);
    var head = new RequestHead(method, path, "", Map.copyOf(many), false, false, here, here, "c1");
    var facts =
        new RequestFacts(method, path, Map.copyOf(many), false, false, here, here, PeerUser.SAME);
    var reply = new Reply();
    var grant = new Grant(Set.of(), "", "", false);
    page.serve(
        new Call(head, new Peer("c", "", "", Set.of()), grant, facts, new byte[0], reply), method);
    return reply.sent.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private record Answer(int status, Map<String, String> headers, String body) {}

  private static final class Reply implements HttpReply {
    private final CompletableFuture<Answer> sent = new CompletableFuture<>();

    @Override
    public void send(int status, Map<String, String> headers, ByteBuf body) {
      sent.complete(new Answer(status, Map.copyOf(headers), body.toString(UTF_8)));
      body.release();
    }

    @Override
    public EventStream stream(Map<String, String> headers) {
      throw new AssertionError("the page does not stream");
    }

    @Override
    public void onAborted(Runnable then) {}
  }
}
