package dev.skillwire.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {

  private static final char[] PASSWORD = "password".toCharArray();

  @TempDir Path directory;
  private HttpsServer hub;
  private Path pem;

  @BeforeEach
  void serveWithACertificateThatNobodyKnows() throws Exception {
    var store = directory.resolve("store.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                (keytool
                        + " -genkeypair -alias hub -keyalg EC -dname CN=hub -ext SAN=dns:localhost"
                        + " -storetype PKCS12 -storepass password -keystore "
                        + store)
                    .split(" "))
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    var certificate =
        Base64.getMimeEncoder().encodeToString(keys.getCertificate("hub").getEncoded());
    pem =
        Files.writeString(
            directory.resolve("hub.pem"),
            "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----\n");
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    hub = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    hub.setHttpsConfigurator(new HttpsConfigurator(context));
    hub.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var answer = "{\"served\":true}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    hub.start();
  }

  @AfterEach
  void end() {
    hub.stop(0);
  }

  private Message ask(String host, Trust trust) throws IOException {
    var address = URI.create("wss://" + host + ":" + hub.getAddress().getPort());
    try (var api = new HubApi(address, null, "t", trust)) {
      return api.get("/api/v1/skills");
    }
  }

  @Test
  void takesTheCertificateOfTheFile() throws Exception {
    assertThat(ask("localhost", Trust.also(pem)).truth("served")).isTrue();
  }

  @Test
  void takesNobodyElses() {
    assertThatThrownBy(() -> ask("localhost", Trust.OF_JAVA))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void stillWantsTheNameThatWasDialled() {
    assertThatThrownBy(() -> ask("127.0.0.1", Trust.also(pem)))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void saysWhichFileIsOfNoUse() throws Exception {
    var empty = Files.createFile(directory.resolve("empty.pem"));
    var garbage = Files.writeString(directory.resolve("garbage.pem"), "no certificate");
    assertThatThrownBy(() -> Trust.also(empty)).hasMessage(empty + " holds no certificate");
    assertThatThrownBy(() -> Trust.also(garbage)).hasMessageContaining(garbage.toString());
  }
}
