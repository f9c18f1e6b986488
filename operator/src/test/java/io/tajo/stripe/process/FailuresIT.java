package io.tajo.stripe.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Runs that cannot succeed: each ends with exit status 1, soon, and says what to do. */
class FailuresIT extends JarScene {
  private static final Duration SOON = Duration.ofSeconds(40);

  @Test
  void aKeyThatStripeRefuses() throws Exception {
    String manifest = acme(5);
    here.with("STRIPE_SECRET_KEY", "sk_test_51WrongWrongWrong");

    Ended ended = here.run("local", "--once", "-o", "json", "-f", manifest).exits(2).within(SOON);

    assertThat(ended.whyUnhealthy()).contains("Stripe", "key");
    assertThat(ended.err())
        .contains("✗ Stripe does not know the key")
        .doesNotContain("51WrongWrongWrong");
    assertThat(ended.out()).doesNotContain("51WrongWrongWrong");
  }

  @Test
  void aKeyThatBrevoRefuses() throws Exception {
    String manifest = acme(5);
    here.with("BREVO_API_KEY", "xkeysib-wrongwrongwrong");

    Ended ended = here.run("local", "--once", "-f", manifest).exits(2).within(SOON);

    assertThat(ended.out())
        .contains("is NOT complete", "put a valid API key (Brevo: Settings")
        .doesNotContain("wrongwrongwrong");
  }

  @Test
  void servicesThatAreNotThere() throws Exception {
    String nobody = "http://127.0.0.1:" + closedPort();
    here.with("STRIPE_API_BASE", nobody).with("BREVO_API_BASE", nobody + "/v3");
    String manifest = here.file("acme.yaml", Manifests.SMALL);

    Ended ended = here.run("local", "--once", "-o", "json", "-f", manifest).exits(1).within(SOON);

    assertThat(ended.whyUnhealthy())
        .contains("Stripe cannot be read", "Check the network")
        .contains("check the network, the API's base URL and https://status.brevo.com");
    assertThat(ended.json().path("connected").asBoolean()).isFalse();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aSecondProcessOnTheSameData() throws Exception {
    String manifest = acme(400);
    Running first = here.start("local", "--once", "-f", manifest).awaitPrinted("Reading Stripe");

    Ended second = here.run("local", "--once", "-o", "json", "-f", manifest).exits(1).within(SOON);

    assertThat(second.whyUnhealthy())
        .contains("data is in use by process", "choose another directory");
    first.end(Duration.ofMinutes(1)).exits(0);
  }

  @Test
  void aRunWhoseDatabaseDiesFailsAndTheNextOneGoesOn() throws Exception {
    SandboxProcess sandbox = SandboxProcess.start(here, "--customers", "600");
    here.at(sandbox);
    String manifest = here.file("acme.yaml", Manifests.EVERY_FIGURE);
    Running running =
        here.start("local", "--once", "-o", "json", "-f", manifest).awaitPrinted("Reading Stripe");
    assertThat(running.outlives(Duration.ofSeconds(1))).isTrue();

    here.postgres("data").orElseThrow().destroyForcibly();
    Ended failed = running.end(Duration.ofSeconds(90)).exits(1);
    Ended next = here.run("local", "--once", "-o", "json", "-f", manifest).exits(0);

    assertThat(failed.whyUnhealthy()).contains("PostgreSQL", "check that it runs");
    assertThat(failed.err()).doesNotContain("\tat ");
    assertThat(next.err()).contains("Going on with the run of");
    sandbox.assertCounts(next.json().path("synced"));
  }
}
