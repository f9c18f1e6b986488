package io.tajo.stripe.pipeline;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.stripe.ListQuery;
import io.tajo.stripe.stripe.RawEvent;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.StripeFailure;
import java.util.Optional;

/**
 * Tells for people where an event that did not reach Brevo got stuck: two reads of Stripe at most.
 */
final class EventTrace {
  private final Stripe stripe;
  private final EndpointCheck endpoint;

  EventTrace(Stripe stripe, EndpointCheck endpoint) {
    this.stripe = stripe;
    this.endpoint = endpoint;
  }

  /** Where the newest event of a type about an object is, and what to do. */
  String whereIs(String type, String object) {
    try {
      return stripe.events(ListQuery.where("type", type, null)).events().stream()
          .map(EventTrace::read)
          .filter(event -> event.object().equals(object))
          .findFirst()
          .map(event -> whereIs(type, event.pending()))
          .orElse(
              "Stripe shows no event " + type + " of it yet: try again with a longer --timeout");
    } catch (StripeFailure failure) {
      return "it cannot be seen whether Stripe delivered the event "
          + type
          + ": "
          + failure.getMessage();
    }
  }

  private String whereIs(String type, int pending) {
    if (pending > 0) {
      return "Stripe has not delivered the event "
          + type
          + " (endpoints without an answer: "
          + pending
          + "): look in the Stripe Dashboard (Developers, Webhooks) at what the endpoint answers,"
          + " and whether its URL leads to the receiver";
    }
    Check check = endpoint.of(stripe.webhookEndpoints());
    return switch (check.status()) {
      case PASSED ->
          "Stripe has delivered the event "
              + type
              + ": see the logs of the receiver and of the process that works events off";
      case SKIPPED, FAILED ->
          "Stripe has nothing left to deliver of the event "
              + type
              + "; "
              + Optional.ofNullable(check.message()).orElse("");
    };
  }

  /**
   * What matters of an event.
   *
   * @param pending endpoints that have not answered 2xx
   */
  private record Seen(String object, int pending) {}

  private static Seen read(RawEvent event) {
    JsonObject json = JsonParser.parseString(event.json()).getAsJsonObject();
    JsonElement id = json.getAsJsonObject("data").getAsJsonObject("object").get("id");
    JsonElement pending = json.get("pending_webhooks");
    return new Seen(
        id == null ? "" : id.getAsString(),
        pending == null || pending.isJsonNull() ? 0 : pending.getAsInt());
  }
}
