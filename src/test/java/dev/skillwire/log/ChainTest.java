package dev.skillwire.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainTest {
  private final Chain chain = new Chain();

  private static LogRecord of(String kind, String subject, String key, int body, int secret) {
    return new LogRecord(7, 8, kind, subject, key, new byte[body], new byte[secret]);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "0, 1", "300, 40", "8100, 20", "8192, 8192", "100000, 9000"})
  void hashesTheDocumentedEncoding(int body, int secret) throws Exception {
    var entry = of("kind", "subject ä", "key", body, secret);
    assertThat(chain.next(Chain.origin(), entry)).isEqualTo(documented(entry));
    assertThat(chain.next(Chain.origin(), entry)).isEqualTo(documented(entry));
  }

  /// The definition of `docs/log-format.md`, written once more.
  private static byte[] documented(LogRecord entry) throws Exception {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.write(new byte[32]);
    out.writeLong(entry.sequence());
    out.writeLong(entry.atMillis());
    writeField(out, entry.kind().getBytes(UTF_8));
    writeField(out, entry.subject().getBytes(UTF_8));
    writeField(out, entry.key().getBytes(UTF_8));
    writeField(out, entry.body());
    writeField(out, entry.secret());
    return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
  }

  private static void writeField(DataOutputStream out, byte[] field) throws IOException {
    out.writeInt(field.length);
    out.write(field);
  }

  @Test
  void tellsApartWhatOnlyConcatenatesToTheSame() {
    var entries =
        List.of(
            of("ab", "", "", 0, 0),
            of("a", "b", "", 0, 0),
            of("a", "", "b", 0, 0),
            of("", "ab", "", 0, 0),
            of("", "", "", 2, 0),
            of("", "", "", 1, 1),
            of("", "", "", 0, 2));
    var hashes = new HashSet<String>();
    for (var entry : entries) {
      hashes.add(HexFormat.of().formatHex(chain.next(Chain.origin(), entry)));
    }
    assertThat(hashes).hasSameSizeAs(entries);
  }

  @Test
  void dependsOnTheRecordBefore() {
    var entry = of("a", "b", "c", 1, 1);
    var first = chain.next(Chain.origin(), entry);
    assertThat(chain.next(first, entry)).isNotEqualTo(first);
  }
}
