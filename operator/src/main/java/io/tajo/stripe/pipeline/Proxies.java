package io.tajo.stripe.pipeline;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.Authenticator;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Which proxy requests go through, by the variables that most programs know, and as whom. */
final class Proxies extends ProxySelector implements Authenticator {
  private static final String HEADER = "Proxy-Authorization";

  private final Optional<ProxyServer> http;
  private final Optional<ProxyServer> https;
  private final DirectHosts direct;

  private Proxies(Optional<ProxyServer> http, Optional<ProxyServer> https, DirectHosts direct) {
    this.http = http;
    this.https = https;
    this.direct = direct;
  }

  /**
   * As the environment says; empty: it names no proxy.
   *
   * @throws IllegalArgumentException that names the variable that is wrong, without its value
   */
  static Optional<Proxies> of(Map<String, String> variables) {
    Optional<ProxyServer> http = server("HTTP_PROXY", variables);
    Optional<ProxyServer> https = server("HTTPS_PROXY", variables);
    return http.isEmpty() && https.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Proxies(http, https, DirectHosts.parse(value("NO_PROXY", variables).orElse(""))));
  }

  private static Optional<ProxyServer> server(String name, Map<String, String> variables) {
    return value(name, variables).map(text -> ProxyServer.parse(name, text));
  }

  private static Optional<String> value(String name, Map<String, String> variables) {
    return Stream.of(name, name.toLowerCase(Locale.ROOT))
        .map(spelt -> variables.getOrDefault(spelt, "").strip())
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  @Override
  public List<Proxy> select(URI uri) {
    Optional<ProxyServer> server = "https".equals(uri.getScheme()) ? https : http;
    return List.of(
        server.filter(_ -> !direct.contains(uri)).map(ProxyServer::proxy).orElse(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The request fails with it, and says so.
  }

  /** Asked before a tunnel is made, and after a proxy has refused. */
  @Override
  public @Nullable Request authenticate(@Nullable Route route, Response response) {
    if (route == null || response.request().header(HEADER) != null) {
      return null; // Once refused, for good.
    }
    return Stream.of(http, https)
        .flatMap(Optional::stream)
        .filter(server -> server.proxy().equals(route.proxy()))
        .flatMap(server -> server.credentials().stream())
        .findFirst()
        .map(credentials -> response.request().newBuilder().header(HEADER, credentials).build())
        .orElse(null);
  }
}
