package io.tajo.stripe.pipeline;

import io.tajo.stripe.ledger.Inbox;
import io.tajo.stripe.ledger.NewEvent;
import io.tajo.stripe.pipeline.events.EventRules;
import io.tajo.stripe.pipeline.events.MalformedEvent;
import io.tajo.stripe.pipeline.events.StripeEvent;
import io.tajo.stripe.pipeline.metrics.EventMetrics;
import java.nio.charset.StandardCharsets;

/** Stores what webhooks bring, and says so to whoever works it off. */
final class EventIntake implements Intake {
  private final EventRules rules;
  private final InboxWriter writer;
  private final EventMetrics metrics;
  private final Runnable stored;

  /**
   * An intake of one connector.
   *
   * @param stored told of each new event
   */
  EventIntake(EventRules rules, Inbox inbox, EventMetrics metrics, Runnable stored) {
    this.rules = rules;
    this.writer = new InboxWriter(inbox);
    this.metrics = metrics;
    this.stored = stored;
  }

  @Override
  public Receipt accept(byte[] body) {
    StripeEvent event;
    try {
      event = StripeEvent.parse(body);
    } catch (MalformedEvent e) {
      return new Receipt(Receipt.Outcome.MALFORMED, "", "", null, String.valueOf(e.getMessage()));
    }
    String foreign = rules.foreign(event).orElse(null);
    boolean fresh =
        writer.store(
            new NewEvent(
                event.id(),
                event.type(),
                event.created(),
                NewEvent.Source.WEBHOOK,
                foreign,
                new String(body, StandardCharsets.UTF_8)));
    if (foreign != null) {
      return receipt(event, Receipt.Outcome.FOREIGN, foreign);
    }
    if (fresh) {
      metrics.received(NewEvent.Source.WEBHOOK, 1);
      stored.run();
    }
    return receipt(event, fresh ? Receipt.Outcome.STORED : Receipt.Outcome.DUPLICATE, "");
  }

  private static Receipt receipt(StripeEvent event, Receipt.Outcome outcome, String reason) {
    return new Receipt(outcome, event.id(), event.type(), event.created(), reason);
  }
}
