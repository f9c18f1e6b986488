package io.tajo.stripe.cli;

import io.tajo.stripe.api.GoDuration;
import io.tajo.stripe.pipeline.EndToEndRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Whether a customer is followed through the connector, and which. */
final class EndToEndOptions {
  static final String LIVE_KEY =
      "test --end-to-end makes and deletes a customer in Stripe, so it takes a key of test mode"
          + " (sk_test_... or rk_test_...), but the manifest has a live one: nothing was done.";

  static final String WAITING =
      "A test customer goes through the connector now, which must be running elsewhere; Ctrl-C"
          + " cleans up and stops.";

  private static final Duration USUAL = Duration.ofMinutes(2);
  private static final int RANDOM = 12;

  @Option(
      names = "--end-to-end",
      description =
          "Also make a customer in Stripe (test mode only), wait for its contact in Brevo, change"
              + " it, and delete both. The key needs the permission customer_write.")
  private boolean wanted;

  @Option(
      names = "--email",
      paramLabel = "ADDRESS",
      description =
          "The customer's e-mail, new to Brevo (default:"
              + " stripe-connector-test+RANDOM@example.com).")
  private @Nullable String email;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Time.class,
      description = "How long each change may take, like 90s (default: 2m).")
  private @Nullable Duration timeout;

  /** What is asked for; empty: the connection test alone. */
  Optional<EndToEndRequest> request(CommandSpec command) {
    if (!wanted) {
      if (email != null || timeout != null) {
        throw new ParameterException(
            command.commandLine(), "--email and --timeout belong to --end-to-end");
      }
      return Optional.empty();
    }
    try {
      return Optional.of(
          new EndToEndRequest(
              email == null ? address() : email, timeout == null ? USUAL : timeout));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--email: " + e.getMessage());
    }
  }

  private static String address() {
    String random = UUID.randomUUID().toString().replace("-", "").substring(0, RANDOM);
    return "stripe-connector-test+" + random + "@example.com";
  }

  /** Reads {@code 90s}, {@code 2m}. */
  static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return GoDuration.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "' " + e.getMessage());
      }
    }
  }
}
