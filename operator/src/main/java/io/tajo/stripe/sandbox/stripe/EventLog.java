package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What happened in the account, as {@code GET /v1/events} tells it: appended only, each event with
 * the object as it was then.
 */
public final class EventLog {
  private final StripeAccount account;
  private final List<Consumer<ObjectNode>> listeners = new CopyOnWriteArrayList<>();

  EventLog(StripeAccount account) {
    this.account = account;
  }

  /**
   * Is told each event before it can be read; may set {@code pending_webhooks}, and returns at
   * once.
   */
  public void listen(Consumer<ObjectNode> listener) {
    listeners.add(listener);
  }

  /** An event of now. */
  public ObjectNode append(String type, ObjectNode object) {
    return append(type, object, Optional.empty());
  }

  /**
   * An event of now.
   *
   * @param object as the account has it; the event gets it collapsed
   * @param previous the old values of what changed; empty where Stripe does not tell them
   */
  public ObjectNode append(String type, ObjectNode object, Optional<ObjectNode> previous) {
    synchronized (account) {
      ObjectNode event = Json.object().put("id", "evt_" + account.newSerial());
      event.put("object", "event");
      if (account.options().connected()) {
        event.put("account", account.id());
      }
      event.put("api_version", StripeOptions.API_VERSION).put("created", account.now());
      ObjectNode data = Json.object().set("object", account.collapsed(object));
      previous.ifPresent(values -> data.set("previous_attributes", values));
      event.set("data", data);
      event.put("livemode", account.livemode()).put("pending_webhooks", 0);
      event.set("request", Json.object().putNull("id").putNull("idempotency_key"));
      event.put("type", type);
      listeners.forEach(listener -> listener.accept(event));
      account.put(event);
      return event;
    }
  }
}
