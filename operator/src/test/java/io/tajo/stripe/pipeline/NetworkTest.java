package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.brevo.BrevoFailure;
import io.tajo.stripe.brevo.BrevoSettings;
import io.tajo.stripe.brevo.Credentials;
import io.tajo.stripe.stripe.Access;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.StripeFailure;
import io.tajo.stripe.stripe.StripeSettings;
import io.tajo.stripe.stripe.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both accounts through real proxies, and behind a certificate that the JVM does not know. */
class NetworkTest {
  private static final String HOST = "accounts.test";
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String ADA = "Basic YWRhOnAgdzo="; // ada, and "p w:"

  @TempDir private static Path keys;
  private final Map<String, String> variables = new TreeMap<>();
  private HttpServer plain;
  private HttpsServer secure;

  @BeforeAll
  static void makeCertificate() throws IOException, InterruptedException {
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + HOST, "-ext", "san=dns:" + HOST);
    keytool("-exportcert", "-rfc", "-file", keys.resolve("ca.crt").toString());
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "it", "-storepass", new String(PASSWORD), "-keystore"));
    command.add(keys.resolve("keys.p12").toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @BeforeEach
  void serve() throws IOException, GeneralSecurityException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    plain = HttpServer.create(anyPort, 0);
    secure = HttpsServer.create(anyPort, 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(ownContext()));
    for (HttpServer server : List.of(plain, secure)) {
      answer(server, "/v1/customers", "{\"object\":\"list\",\"data\":[]}");
      answer(server, "/v3/account", "{\"email\":\"x\",\"organization_id\":\"1\"}");
      server.start();
    }
  }

  private static SSLContext ownContext() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys.resolve("keys.p12"))) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), null, null);
    return context;
  }

  private static void answer(HttpServer server, String path, String json) {
    server.createContext(
        path,
        exchange -> {
          byte[] body = json.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    plain.stop(0);
    secure.stop(0);
  }

  private void trustTheCertificate() {
    variables.put("STRIPE_CONNECTOR_CA_FILE", keys.resolve("ca.crt").toString());
  }

  /** Reads from both accounts, in haste: what fails fails soon. */
  private void read(String scheme) {
    Network network = Network.of(variables);
    InstantSource clock = InstantSource.system();
    URI base = URI.create(scheme + "://" + HOST);
    try (Stripe stripe =
            new Stripe(
                StripeSettings.of(base, "sk_test_1", null, 20), network, clock, Traffic.NONE);
        Brevo brevo =
            new Brevo(
                BrevoSettings.of(new Credentials.ApiKey("xkeysib-1")).at(base.resolve("/v3")),
                network,
                clock,
                new BrevoWaits())) {
      assertThat(stripe.inHaste().access(Resource.CUSTOMERS)).isInstanceOf(Access.Granted.class);
      assertThat(brevo.inHaste().account()).isNotNull();
    }
  }

  @Test
  void httpsGoesThroughATunnelAsWhoTheVariableSays() throws IOException {
    trustTheCertificate();
    try (HttpProxy proxy = new HttpProxy(secure.getAddress().getPort(), ADA)) {
      variables.put("https_proxy", "http://ada:p%20w%3A@127.0.0.1:" + proxy.port());
      variables.put("HTTP_PROXY", "http://127.0.0.1:1");

      read("https");

      assertThat(proxy.asked)
          .hasSize(2)
          .allMatch(line -> line.startsWith("CONNECT " + HOST + ":443"));
    }
  }

  @Test
  void httpIsPassedOnAsWhoTheVariableSays() throws IOException {
    try (HttpProxy proxy = new HttpProxy(plain.getAddress().getPort(), ADA)) {
      variables.put("HTTP_PROXY", "ada:p%20w%3A@127.0.0.1:" + proxy.port() + "/");

      read("http");

      assertThat(proxy.asked)
          .contains("GET http://accounts.test/v1/customers?limit=1 HTTP/1.1")
          .contains("GET http://accounts.test/v3/account HTTP/1.1");
    }
  }

  @Test
  void aPasswordThatIsWrongIsTriedOnceARequest() throws IOException {
    try (HttpProxy proxy = new HttpProxy(plain.getAddress().getPort(), ADA)) {
      variables.put("HTTP_PROXY", "http://ada:wrong@127.0.0.1:" + proxy.port());
      assertThatThrownBy(() -> read("http"))
          .isInstanceOf(StripeFailure.Unavailable.class)
          .hasMessageContaining("407")
          .message()
          .doesNotContain("wrong");
      assertThat(proxy.asked).hasSizeLessThanOrEqualTo(6).allMatch(line -> line.startsWith("407"));
    }
  }

  @Test
  void whatIsExcludedGoesDirectly() throws IOException {
    try (HttpProxy proxy = new HttpProxy(plain.getAddress().getPort(), "")) {
      variables.put("HTTP_PROXY", "http://127.0.0.1:" + proxy.port());
      variables.put("no_proxy", ".test");
      assertThatThrownBy(() -> read("http")).isInstanceOf(StripeFailure.Unavailable.class);
      assertThat(proxy.asked).isEmpty();
    }
  }

  @Test
  void aCertificateThatNobodyNamedIsNotTrusted() throws IOException {
    try (HttpProxy proxy = new HttpProxy(secure.getAddress().getPort(), "")) {
      variables.put("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port());
      assertThatThrownBy(() -> read("https"))
          .isInstanceOf(StripeFailure.Unavailable.class)
          .hasMessageContaining("SSLHandshakeException");
      trustTheCertificate();
      read("https");
    }
  }

  /** With the JVM's own beside them. */
  @Test
  void aFileMayHoldSeveralCertificates() throws IOException {
    Path two = keys.resolve("two.crt");
    String one = Files.readString(keys.resolve("ca.crt"));
    Files.writeString(two, "# ours\n" + one + "\n" + one);
    int known = Trust.with("X", two.toString()).getAcceptedIssuers().length;
    assertThat(known).isGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS_PROXY,socks5://u:hidden@proxy:1080",
    "HTTPS_PROXY,https://u:hidden@proxy",
    "HTTP_PROXY,http://u:hidden@",
    "http_proxy,http://u:hidden@proxy:port",
    "HTTP_PROXY,http://u:hidden@proxy/path",
    "HTTP_PROXY,http://u:hidden%zz@proxy",
  })
  void aProxyThatIsNoneIsNamedWithoutItsPassword(String name, String value) {
    variables.put(name, value);
    assertThatThrownBy(() -> Network.of(variables))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name.toUpperCase(Locale.ROOT) + " must be the URL")
        .message()
        .doesNotContain("hidden");
  }

  @Test
  void aFileWithoutCertificatesIsNamed() throws IOException {
    Path empty = Files.writeString(keys.resolve("empty.crt"), "");
    Path other = Files.writeString(keys.resolve("other.crt"), "-----BEGIN CERTIFICATE-----\nx\n");
    for (Path wrong : List.of(empty, other, keys.resolve("none.crt"), keys)) {
      variables.put("STRIPE_CONNECTOR_CA_FILE", wrong.toString());
      assertThatThrownBy(() -> Network.of(variables))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("STRIPE_CONNECTOR_CA_FILE: ")
          .hasMessageContaining("PEM file");
    }
  }

  @Test
  void aBrevoFailureSaysWhatToCheckToo() {
    variables.put("HTTP_PROXY", "http://127.0.0.1:1");
    try (Brevo brevo =
        new Brevo(
            BrevoSettings.of(new Credentials.ApiKey("xkeysib-1")).at(URI.create("http://" + HOST)),
            Network.of(variables),
            InstantSource.system(),
            new BrevoWaits())) {
      assertThatThrownBy(() -> brevo.inHaste().account())
          .isInstanceOf(BrevoFailure.Unavailable.class)
          .hasMessageContaining("check the network");
    }
  }
}
