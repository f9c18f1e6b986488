package io.tajo.stripe.cli;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.WebhookSpec;
import io.tajo.stripe.receiver.ReceiverSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where webhooks are received. */
final class ReceptionOptions {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address that both ports listen on; 0.0.0.0 for all (default: ${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Where webhooks are received; 0: any that is free (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "Where /livez, /readyz, /status and /metrics are served (default: any that is free).")
  private int healthPort;

  @Option(
      names = "--signing-secrets",
      paramLabel = "PATH",
      description =
          "A file that holds one signing secret, or a directory of such files, read again when they"
              + " change; instead of those of the manifest.")
  private List<Path> secrets = List.of();

  @Option(
      names = "--trusted-proxies",
      paramLabel = "CIDR",
      split = ",",
      description =
          "Address ranges of proxies whose X-Forwarded-For counts for"
              + " spec.webhook.allowedSourceRanges.")
  private List<String> proxies = List.of();

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "How long to go on receiving after being told to stop, not ready any more, so that load"
              + " balancers see it (default: ${DEFAULT-VALUE}).")
  private int drain;

  /**
   * The receiver's settings.
   *
   * @throws IllegalArgumentException that says which option is wrong
   */
  ReceiverSettings settings(Manifest manifest) {
    @Nullable WebhookSpec webhook = manifest.spec().webhook();
    return new ReceiverSettings(
        manifest.namespace(),
        manifest.name(),
        host,
        port,
        healthPort,
        webhook == null || webhook.allowedSourceRanges() == null
            ? List.of()
            : webhook.allowedSourceRanges(),
        proxies,
        ReceiverSettings.Limits.USUAL,
        Duration.ofSeconds(drain));
  }

  /** Files of signing secrets; empty: those of the manifest count. */
  List<Path> secrets() {
    return secrets;
  }
}
