package io.tajo.stripe.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.WebhookEndpoint;
import java.net.URI;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook endpoint as a connector wants it.
 *
 * @param connector {@code NAMESPACE/NAME}; it tells the connector's endpoints from others
 * @param address where Stripe is to send events; null: not known, and what is there can be removed
 * @param types that are to be sent to it
 */
record WantedEndpoint(String connector, @Nullable URI address, NavigableSet<String> types) {
  private static final String CONNECTOR = "stripe_connector";

  /** Where Stripe is to send events; asked only where that is known. */
  URI url() {
    return Objects.requireNonNull(address, "where events are to be sent is not known");
  }

  String description() {
    return "stripe-connector " + connector;
  }

  Map<String, String> metadata() {
    return Map.of(CONNECTOR, connector);
  }

  /** Whether an endpoint was made for this connector. */
  boolean owns(WebhookEndpoint endpoint) {
    return owns(connector, endpoint);
  }

  static boolean owns(String connector, WebhookEndpoint endpoint) {
    return connector.equals(endpoint.metadata().get(CONNECTOR));
  }

  /** Whether an endpoint's events are written in the version that is read without a look-up. */
  static boolean isPinned(WebhookEndpoint endpoint) {
    return Stripe.API_VERSION.equals(endpoint.apiVersion());
  }

  /** Whether nothing of an endpoint that can be changed has to be. */
  boolean isMet(WebhookEndpoint endpoint) {
    return endpoint.isEnabled()
        && endpoint.url().equals(url().toString())
        && endpoint.description().equals(description())
        && types.equals(new TreeSet<>(endpoint.enabledEvents()));
  }

  /** An idempotency key of one attempt to make just this endpoint. */
  String idempotencyKey(String attempt) {
    String request = String.join(" ", attempt, url().toString(), Stripe.API_VERSION) + types;
    return UUID.nameUUIDFromBytes(request.getBytes(UTF_8)).toString();
  }
}
