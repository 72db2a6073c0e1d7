package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakWatch.class)
class TlsTest {

  private static final String PASSWORD = "password";

  @TempDir Path directory;
  private final FakeApplication application = new FakeApplication();
  private TlsFiles files;

  @BeforeEach
  void makeCertificate() throws Exception {
    var store = directory.resolve("store.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "hub",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    var key = keys.getKey("hub", PASSWORD.toCharArray());
    files =
        new TlsFiles(
            pem("CERTIFICATE", keys.getCertificate("hub").getEncoded()),
            pem("PRIVATE KEY", key.getEncoded()));
  }

  private Path pem(String what, byte[] bytes) throws IOException {
    var text =
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(what, Base64.getMimeEncoder().encodeToString(bytes), what);
    return Files.writeString(directory.resolve(what + ".pem"), text);
  }

  private Transport listen() throws IOException {
    var time = Duration.ofSeconds(20);
    return Transport.listen(
        new TransportSettings("127.0.0.1", 0, 1, 1_000, 10, time, time, time, files), application);
  }

  @Test
  void servesHttpAndWebSockets() throws Exception {
    try (var transport = listen();
        var http = new RawClient(trusting().createSocket("127.0.0.1", transport.port()));
        var socket = new RawClient(trusting().createSocket("127.0.0.1", transport.port()))) {
      http.send("GET /s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(http.response().body()).isEqualTo("GET /s 0");
      assertThat(http.ended()).isTrue();
      assertThat(application.admitted.getFirst().tls()).isTrue();

      assertThat(socket.upgrade().status()).isEqualTo(101);
      assertThat(socket.sendText("secret").answer().text()).isEqualTo("secret");
      socket.send(RawClient.frame(0x81, new byte[] {(byte) 0xFF}));
      assertThat(socket.answer().closeCode()).isEqualTo(1007);
      assertThat(socket.ended()).isTrue();
    }
  }

  @Test
  void dropsWhoSpeaksPlainly() throws IOException {
    try (var transport = listen();
        var client = new RawClient(transport.port())) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThatThrownBy(client::response).isInstanceOf(IOException.class);
      assertThat(application.admitted).isEmpty();
    }
  }

  @Test
  void saysWhatIsWrongWithTheFiles() throws IOException {
    Files.writeString(files.key(), "nonsense");

    assertThatThrownBy(this::listen)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("certificate or its key");
  }

  private static SSLSocketFactory trusting() throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustAll()}, null);
    return context.getSocketFactory();
  }

  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
