package io.tajo.stripe.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificates that are trusted: the JVM's own, and those of a file. */
final class Trust {
  private Trust() {}

  /**
   * Reads the file.
   *
   * @param name the setting's, for messages
   * @throws IllegalArgumentException where the file is not there or holds no certificate
   */
  static X509TrustManager with(String name, String file) {
    Collection<? extends Certificate> more = read(name, file);
    try {
      KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      int number = 0;
      for (X509Certificate known : manager(null).getAcceptedIssuers()) {
        all.setCertificateEntry("own" + number++, known);
      }
      for (Certificate certificate : more) {
        all.setCertificateEntry("more" + number++, certificate);
      }
      return manager(all);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This Java cannot keep certificates: use another.", e);
    }
  }

  private static Collection<? extends Certificate> read(String name, String file) {
    try (InputStream pem = Files.newInputStream(Path.of(file))) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException(
            name + ": there is no certificate in " + file + ": it must be a PEM file");
      }
      return certificates;
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          name + ": " + file + " is no PEM file of certificates (-----BEGIN CERTIFICATE-----)", e);
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          name
              + ": "
              + file
              + " cannot be read ("
              + e.getClass().getSimpleName()
              + "): name a PEM file of certificates",
          e);
    }
  }

  /** With a store's certificates; null: the JVM's own. */
  private static X509TrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
