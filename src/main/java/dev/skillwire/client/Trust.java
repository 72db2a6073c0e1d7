package dev.skillwire.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Whose certificates a client takes for a hub's: those that Java trusts, and those of a file.
///
/// Trusting a certificate never switches off that the name in it must be the one that was dialled.
public final class Trust {

  /// Whom Java trusts.
  public static final Trust OF_JAVA = new Trust(null);

  /// Bytes of a file of certificates that are read; all authorities of the web take a quarter of it.
  private static final long FILE_BYTES = 1_024 * 1_024;

  private final @Nullable SSLContext own;

  private Trust(@Nullable SSLContext own) {
    this.own = own;
  }

  /// Whom Java trusts, and the certificates of a file besides: authorities, or a hub's very own.
  ///
  /// @param pem one or more certificates (RFC 7468)
  /// @throws IOException if the file can't be read or holds none; the message says which
  public static Trust also(Path pem) throws IOException {
    var trusted = new ArrayList<>(ofJava());
    trusted.addAll(read(pem));
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < trusted.size(); i++) {
        store.setCertificateEntry("trusted-" + i, trusted.get(i));
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return new Trust(context);
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificates of " + pem + " can't be used: " + e.getMessage(), e);
    }
  }

  SSLContext context() {
    try {
      return own == null ? SSLContext.getDefault() : own;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no TLS", e);
    }
  }

  private static List<X509Certificate> read(Path pem) throws IOException {
    if (Files.size(pem) > FILE_BYTES) {
      throw new IOException(pem + " is larger than " + FILE_BYTES + " bytes");
    }
    try (InputStream in = Files.newInputStream(pem)) {
      var found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new IOException(pem + " holds no certificate");
      }
      return found;
    } catch (CertificateException e) {
      throw new IOException(pem + " holds no certificates in PEM form", e);
    }
  }

  private static List<X509Certificate> ofJava() throws IOException {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (var manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          return List.of(x509.getAcceptedIssuers());
        }
      }
      return List.of();
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java's own certificates can't be read: " + e.getMessage(), e);
    }
  }
}
