package io.tajo.stripe.cli;

import com.sun.net.httpserver.HttpHandler;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.FaultOptions;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.SandboxOptions;
import io.tajo.stripe.sandbox.stripe.ApiKey;
import io.tajo.stripe.sandbox.stripe.Spread;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import io.tajo.stripe.sandbox.stripe.life.Activity;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sandbox}: serves simulated Stripe and Brevo accounts until it is interrupted. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description = "Serves simulated Stripe and Brevo accounts over HTTP until it is interrupted.")
public final class SandboxCommand implements Callable<Integer> {
  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description =
          "Address to bind; 0.0.0.0 to be reached from a cluster (default: ${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      defaultValue = "12111",
      description = "0: any that is free (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--customers",
      defaultValue = "250",
      description = "Up to 1000000 (default: ${DEFAULT-VALUE}).")
  private long customers;

  @Option(
      names = "--charges-per-customer",
      defaultValue = "3",
      description = "On average (default: ${DEFAULT-VALUE}).")
  private int chargesPerCustomer;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Another number, another account (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--skewed", description = "90 %% of everything lies within one month.")
  private boolean skewed;

  @Option(names = "--live", description = "A live account: Stripe allows 100 requests/s, not 25.")
  private boolean live;

  @Option(
      names = "--latency",
      defaultValue = "0ms",
      converter = Latency.class,
      description = "Of each answer of Stripe: 300ms, 1s (default: ${DEFAULT-VALUE}).")
  private Duration latency = Duration.ZERO;

  @Option(
      names = "--import-delay",
      defaultValue = "0ms",
      converter = Latency.class,
      description =
          "How long each of Brevo's imports takes: 500ms, 3s (default: ${DEFAULT-VALUE}).")
  private Duration importDelay = Duration.ZERO;

  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      description =
          "The present of the account, like 2026-11-23T00:00:00Z: the same account on another day"
              + " (default: the start of this day).")
  private @Nullable Instant now;

  @Option(
      names = "--faults",
      defaultValue = "",
      description = "Percentages, of both services: 429=5,500=5,reset=5,truncate=5.")
  private String faults = "";

  @Option(
      names = "--stripe-key",
      description = "Keys that the simulated Stripe takes (default: one that is printed).")
  private List<String> stripeKeys = List.of();

  @Mixin private LiveOptions alive = new LiveOptions();

  @Spec private CommandSpec spec;

  private final Function<BrevoOptions, HttpHandler> brevo;

  /** Serves the simulated Brevo that this makes besides. */
  public SandboxCommand(Function<BrevoOptions, HttpHandler> brevo) {
    this.brevo = brevo;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Sandbox sandbox = Sandbox.start(options())) {
      Optional<Activity> activity = alive.start(sandbox, seed);
      try {
        announce(sandbox);
        new CountDownLatch(1).await();
        return 0;
      } finally {
        activity.ifPresent(Activity::close);
      }
    }
  }

  private SandboxOptions options() {
    try {
      StripeOptions stripe =
          StripeOptions.at(Instant.now())
              .withSeed(seed)
              .withCustomers(customers, chargesPerCustomer)
              .withSpread(skewed ? Spread.SKEWED : Spread.EVEN)
              .withLatency(latency);
      stripe = live ? stripe.live() : stripe;
      stripe = now == null ? stripe : stripe.withAsOf(now);
      HttpHandler contacts = brevo.apply(BrevoOptions.builder().importDelay(importDelay).build());
      return SandboxOptions.of(stripe.withKeys(keys()), contacts)
          .at(host, port)
          .with(alive.webhooks(seed))
          .withFaults(FaultOptions.parse(faults, seed), FaultOptions.parse(faults, ~seed));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private ApiKey[] keys() {
    List<String> given =
        !stripeKeys.isEmpty()
            ? stripeKeys
            : List.of(
                live
                    ? StripeOptions.DEFAULT_KEY.replace("_test_", "_live_")
                    : StripeOptions.DEFAULT_KEY);
    return given.stream().map(ApiKey::secret).toArray(ApiKey[]::new);
  }

  private void announce(Sandbox sandbox) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        """
        export STRIPE_API_BASE=%s BREVO_API_BASE=%s
        export STRIPE_SECRET_KEY=%s BREVO_API_KEY=xkeysib-sandbox
        %s

        # %s
        # What a full sync must report: %s/sandbox/account
        # What became of webhooks: %s/sandbox/stripe/deliveries; Brevo's events: %s/sandbox/brevo/events
        # In a manifest's spec: brevo: {lists: {allCustomers: 20, subscribers: 21, churned: 22}}
        # Then, in another terminal: stripe-connector local -f examples/local.yaml --data rehearsal
        # Ctrl-C ends the sandbox.
        """,
        sandbox.stripeBase(),
        sandbox.brevoBase(),
        keys()[0].secret(),
        alive.export(),
        alive.summary(),
        sandbox.stripeBase(),
        sandbox.stripeBase(),
        sandbox.stripeBase());
    out.flush();
  }

  /** A duration as people write it: {@code 300ms}, {@code 1s}. */
  static final class Latency implements CommandLine.ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      String number = text.replaceFirst("(ms|s)$", "");
      try {
        long value = Long.parseLong(number);
        return text.endsWith("ms") || number.equals(text)
            ? Duration.ofMillis(value)
            : Duration.ofSeconds(value);
      } catch (NumberFormatException e) {
        throw new CommandLine.TypeConversionException(
            "'" + text + "' is not a duration such as 300ms or 1s");
      }
    }
  }
}
