package io.tajo.stripe.pipeline;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/**
 * The way to both accounts: through a proxy where one is named, and trusting certificates beside
 * the JVM's own. Every HTTP client is built with it.
 */
public final class Network implements UnaryOperator<OkHttpClient.Builder> {
  /** Without anything in between that the JVM does not know of. */
  public static final Network DIRECT = new Network(Optional.empty(), Optional.empty());

  /** The environment variable that names a PEM file of certificates to trust besides. */
  public static final String CA_FILE = "STRIPE_CONNECTOR_CA_FILE";

  private final Optional<Proxies> proxies;
  private final Optional<X509TrustManager> trust;

  private Network(Optional<Proxies> proxies, Optional<X509TrustManager> trust) {
    this.proxies = proxies;
    this.trust = trust;
  }

  /**
   * As a process's environment says: {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY},
   * also in lower case, and {@code STRIPE_CONNECTOR_CA_FILE}, a PEM file of certificates to trust
   * besides.
   *
   * @throws IllegalArgumentException that says which is wrong and what to write, without the value
   */
  public static Network of(Map<String, String> variables) {
    String file = variables.getOrDefault(CA_FILE, "").strip();
    return new Network(
        Proxies.of(variables),
        file.isEmpty() ? Optional.empty() : Optional.of(Trust.with(CA_FILE, file)));
  }

  @Override
  public OkHttpClient.Builder apply(OkHttpClient.Builder builder) {
    proxies.ifPresent(through -> builder.proxySelector(through).proxyAuthenticator(through));
    trust.ifPresent(trusted -> trust(builder, trusted));
    return builder;
  }

  private static void trust(OkHttpClient.Builder builder, X509TrustManager trusted) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trusted}, null);
      builder.sslSocketFactory(context.getSocketFactory(), trusted);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no TLS: use another.", e);
    }
  }
}
