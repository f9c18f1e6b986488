package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command prints what the next terminal needs, and serves it. */
class SandboxCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private CommandLine command() {
    return new CommandLine(new SandboxCommand(_ -> exchange -> exchange.close()))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }

  @Test
  void itServesWhatItPrints() throws Exception {
    Thread running =
        Thread.ofVirtual().start(() -> command().execute("--port", "0", "--customers", "50"));
    Pattern base = Pattern.compile("export STRIPE_API_BASE=(\\S+) BREVO_API_BASE=(\\S+)/v3\n");
    await().until(() -> base.matcher(out.toString()).find());

    Matcher printed = base.matcher(out.toString());
    assertThat(printed.find()).isTrue();
    assertThat(printed.group(1)).isEqualTo(printed.group(2));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(printed.group(1) + "/sandbox/account")).build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
          .contains("\"charges\":150");
    }
    assertThat(out.toString())
        .contains("STRIPE_SECRET_KEY=sk_test_", "allCustomers: 20", "examples/local.yaml");
    running.interrupt();
    running.join();
  }

  @Test
  void itLivesAndDeliversWhatHappens() throws Exception {
    List<String> signatures = new CopyOnWriteArrayList<>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/stripe/shop/main",
        exchange -> {
          signatures.add(exchange.getRequestHeaders().getFirst("Stripe-Signature"));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
    String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/stripe/shop/main";
    Thread running =
        Thread.ofVirtual()
            .start(() ->
                command()
                    .execute(
                        "--port",
                        "0",
                        "--customers",
                        "0",
                        "--activity",
                        "200",
                        "--webhook-url",
                        url,
                        "--webhook-secret",
                        "whsec_mine",
                        "--rough",
                        "twice=50"));

    await().until(() -> signatures.size() > 50);
    assertThat(signatures).allMatch(signature -> signature.matches("t=\\d+,v1=[0-9a-f]{64}"));
    assertThat(out.toString())
        .contains("export STRIPE_WEBHOOK_SECRET=whsec_mine", "200.0 acts a second", url)
        .contains("/sandbox/stripe/deliveries", "/sandbox/brevo/events");
    running.interrupt();
    running.join();
    receiver.stop(0);
  }

  @Test
  void wrongOptionsAreExplained() {
    assertThat(command().execute("--customers", "2000000")).isEqualTo(2);
    assertThat(err.toString()).contains("customers: 0 to 1000000");
    assertThat(command().execute("--faults", "slow=1")).isEqualTo(2);
    assertThat(err.toString()).contains("429=5,500=5,reset=5,truncate=5");
    assertThat(command().execute("--latency", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("a duration such as 300ms or 1s");
    assertThat(command().execute("--rough", "late=1")).isEqualTo(2);
    assertThat(err.toString()).contains("loss=5,twice=5,delay=500ms,shuffle");
    assertThat(command().execute("--webhook-url", "localhost")).isEqualTo(2);
    assertThat(err.toString()).contains("--webhook-url: an address such as http://");
    assertThat(command().execute("--activity", "-1")).isEqualTo(2);
    assertThat(err.toString()).contains("--activity: acts a second, from 0");
    assertThat(command().execute("--now", "yesterday")).isEqualTo(2);
    assertThat(err.toString()).contains("--now");
  }
}
