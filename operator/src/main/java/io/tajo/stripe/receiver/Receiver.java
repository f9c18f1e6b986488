package io.tajo.stripe.receiver;

import io.tajo.stripe.pipeline.Intake;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one connector's webhooks in, and serves the health port beside them. */
public final class Receiver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

  private enum Stage {
    STARTING,
    SERVING,
    STOPPING
  }

  private final ReceiverSettings settings;
  private final Port webhooks;
  private final HealthServer health;
  private volatile Stage stage = Stage.STARTING;

  /** Listens once it is started. */
  public Receiver(
      ReceiverSettings settings,
      SigningSecrets secrets,
      Intake intake,
      Health health,
      DeliveryLog log,
      InstantSource clock) {
    this.settings = settings;
    ReceiverSettings.Limits limits = settings.limits();
    Admission admission = new Admission(limits);
    Connections open = new Connections(limits.idleTime());
    WebhookHandler.Traffic traffic =
        new WebhookHandler.Traffic(admission, new WebhookMetrics(health.meters(), admission, open));
    this.webhooks =
        new Port(
            "webhooks",
            settings.host(),
            settings.port(),
            limits.connections(),
            limits,
            open,
            new WebhookHandler(
                settings, secrets, intake, log, traffic, () -> stage == Stage.STOPPING, clock));
    this.health =
        new HealthServer(
            settings.host(), settings.healthPort(), limits, health, () -> stage == Stage.SERVING);
  }

  /**
   * Opens the health port, then the one for Stripe.
   *
   * @throws IOException where a port cannot be had; nothing is left open then
   */
  public void start() throws IOException {
    try {
      health.start();
      webhooks.start();
    } catch (IOException | RuntimeException e) {
      webhooks.close();
      health.close();
      throw e;
    }
    stage = Stage.SERVING;
    // Not before: a pod's first events need not wait for it.
    health.measureTheProcess();
    LOG.atInfo()
        .addKeyValue("path", settings.path())
        .addKeyValue("port", port())
        .addKeyValue("healthPort", healthPort())
        .log("Webhooks are received");
  }

  /** The port for Stripe. */
  public int port() {
    return webhooks.number();
  }

  /** The port for probes, status and metrics. */
  public int healthPort() {
    return health.port();
  }

  /**
   * Stops in order: not ready any more, then after the drain delay no new connections, then every
   * request in work is answered, within the limits' time.
   */
  @Override
  public void close() {
    boolean served = stage == Stage.SERVING;
    stage = Stage.STOPPING;
    try {
      if (served) {
        pause(settings.drainDelay());
      }
      webhooks.close();
    } finally {
      health.close();
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
