package io.tajo.stripe.receiver;

import io.tajo.stripe.pipeline.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code spec.logging.webhooks}: a line a delivery. */
final class DeliveryLines implements DeliveryLog {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLines.class);
  private final InstantSource clock;

  DeliveryLines(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void delivered(Receipt receipt, int status, Duration took, byte[] body) {
    Instant created = receipt.created();
    LOG.atInfo()
        .addKeyValue("event", receipt.id())
        .addKeyValue("type", receipt.type())
        .addKeyValue(
            "ageMs",
            created == null ? "unknown" : Duration.between(created, clock.instant()).toMillis())
        .addKeyValue("result", receipt.outcome().name().toLowerCase(Locale.ROOT))
        .addKeyValue("status", status)
        .addKeyValue("tookMs", took.toMillis())
        .log("Webhook");
    if (LOG.isTraceEnabled()) {
      LOG.atTrace()
          .addKeyValue("event", receipt.id())
          .addKeyValue("payload", PayloadMask.mask(body))
          .log("Webhook payload");
    }
  }
}
