package io.tajo.stripe.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIGTERM and Ctrl-C are heeded whenever they come, and leave no PostgreSQL behind. */
class StopIT extends JarScene {
  private static final int SIGTERM = 128 + 15;

  @Test
  void anInterruptedRunEndsPromptlyAndGoesOn() throws Exception {
    String manifest = acme(400);
    Running running =
        here.start("local", "--once", "-o", "json", "-f", manifest).awaitPrinted("Reading Stripe");
    assertThat(running.outlives(Duration.ofSeconds(1))).isTrue();

    long signal = System.nanoTime();
    Ended stopped = running.terminate().end(Duration.ofSeconds(15));
    Duration took = Duration.ofNanos(System.nanoTime() - signal);
    assertThat(here.postgres("data")).isEmpty();
    Ended again = here.run("local", "--once", "-f", manifest).exits(0);

    assertThat(stopped.exit()).isNotZero();
    assertThat(took).isLessThan(Duration.ofSeconds(10));
    assertThat(stopped.err()).contains("Run it again to go on").doesNotContain("\tat ");
    assertThat(stopped.whyUnhealthy()).contains("Run it again to go on");
    assertThat(again.err()).contains("Going on with the run of");
  }

  /** The sign is a file of the data directory. */
  @ParameterizedTest
  @CsvSource({"local, *", "local, pg.new*", "local, pg", "sync, *", "receiver, pg.new*"})
  void aStopWhileFreshDataIsMade(String command, String sign) throws Exception {
    here.with("STRIPE_WEBHOOK_SECRET", "whsec_stop");
    acme(5);
    here.file(
        "acme.yaml",
        Manifests.SMALL
            .replace("brevo: \"", "signing: \"${STRIPE_WEBHOOK_SECRET}\", brevo: \"")
            .replace("spec:", "spec:\n  webhook: {signingSecrets: [{name: keys, key: signing}]}"));
    Running running =
        command.equals("sync")
            ? here.start(command, "-f", "acme.yaml")
            : here.start(command, "-f", "acme.yaml", "--port", "0", "--health-port", "0");
    await(sign)
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> isThere("data", sign));

    Ended stopped = running.terminate().end(Duration.ofMinutes(1)).exits(SIGTERM);

    assertThat(here.postgres("data")).isEmpty();
    assertThat(stopped.err()).contains("Stopped").doesNotContain("Run it again with -v", "\tat ");
    assertThat(stopped.out()).isEmpty();
  }

  private boolean isThere(String data, String pattern) throws IOException {
    if (!Files.isDirectory(here.path(data))) {
      return false;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(here.path(data), pattern)) {
      return found.iterator().hasNext();
    }
  }
}
