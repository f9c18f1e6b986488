package io.tajo.stripe.cli;

import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.stripe.life.Activity;
import io.tajo.stripe.sandbox.stripe.life.RandomLife;
import io.tajo.stripe.sandbox.webhooks.RoughDelivery;
import io.tajo.stripe.sandbox.webhooks.WebhookOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of {@code sandbox} by which its Stripe account lives, and tells of it by webhooks. */
final class LiveOptions {
  private static final int RETRIES = 5;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Option(
      names = "--webhook-url",
      paramLabel = "URL",
      description = "Deliver every event to it: http://127.0.0.1:8080/stripe/NAMESPACE/NAME.")
  private @Nullable URI url;

  @Option(
      names = "--webhook-secret",
      paramLabel = "SECRET",
      defaultValue = "whsec_sandbox",
      description = "Signs what is delivered (default: ${DEFAULT-VALUE}).")
  private String secret = "whsec_sandbox";

  @Option(
      names = "--activity",
      paramLabel = "ACTS",
      defaultValue = "0",
      description = "Acts a second of a random life in the account (default: none).")
  private double activity;

  @Option(
      names = "--rough",
      defaultValue = "",
      description =
          "How badly webhooks are delivered, in percent: loss=5,twice=5,delay=500ms,shuffle.")
  private String rough = "";

  /**
   * How webhooks are delivered: retried within a minute or so, for people who look on.
   *
   * @throws IllegalArgumentException that says what can be written
   */
  WebhookOptions webhooks(long seed) {
    if (activity < 0) {
      throw new IllegalArgumentException("--activity: acts a second, from 0");
    }
    if (url != null
        && (url.getHost() == null
            || !Set.of("http", "https").contains(String.valueOf(url.getScheme())))) {
      throw new IllegalArgumentException(
          "--webhook-url: an address such as http://127.0.0.1:8080/");
    }
    return WebhookOptions.STRIPE.withRetries(RETRIES, PAUSE).with(RoughDelivery.parse(rough, seed));
  }

  /** Starts what was asked for; empty without activity. */
  Optional<Activity> start(Sandbox sandbox, long seed) {
    if (url != null) {
      sandbox.webhooks().endpoint(url.toString(), secret);
    }
    return activity > 0
        ? Optional.of(new Activity(new RandomLife(sandbox.stripe(), seed), activity))
        : Optional.empty();
  }

  /** The line that tells the secret. */
  String export() {
    return "export STRIPE_WEBHOOK_SECRET=" + secret;
  }

  /** What happens, in a line. */
  String summary() {
    String acts =
        activity > 0
            ? "%s acts a second of a random life.".formatted(Double.toString(activity))
            : "Nothing happens by itself: --activity 2 lets the account live.";
    return url == null
        ? acts + " Webhooks: to endpoints made by the API; --webhook-url URL adds one."
        : acts + " Webhooks: to " + url + ".";
  }
}
