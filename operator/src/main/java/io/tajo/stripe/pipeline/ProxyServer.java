package io.tajo.stripe.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Optional;
import okhttp3.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy.
 *
 * @param credentials the value of {@code Proxy-Authorization}; empty: it wants none
 */
record ProxyServer(Proxy proxy, Optional<String> credentials) {
  private static final int USUAL_PORT = 80;

  /**
   * Reads {@code http://user:password@host:port}; scheme, user and port may be missing.
   *
   * @param name of the variable, for messages
   * @throws IllegalArgumentException where it is something else
   */
  static ProxyServer parse(String name, String text) {
    try {
      URI uri = new URI(text.contains("://") ? text : "http://" + text);
      String path = uri.getRawPath();
      if ("http".equalsIgnoreCase(uri.getScheme())
          && uri.getHost() != null
          && (path == null || path.isEmpty() || path.equals("/"))
          && uri.getQuery() == null) {
        int port = uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        return new ProxyServer(
            new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)),
            credentials(uri.getRawUserInfo()));
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Told below, like any other text that is no such URL, and without the password in it.
    }
    throw new IllegalArgumentException(
        name + " must be the URL of an HTTP proxy, like http://user:password@proxy.example:3128");
  }

  private static Optional<String> credentials(@Nullable String user) {
    if (user == null || user.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = user.split(":", 2);
    return Optional.of(
        Credentials.basic(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "", UTF_8));
  }

  /** A plus stands for itself here. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "ProxyServer[" + proxy + "]";
  }
}
