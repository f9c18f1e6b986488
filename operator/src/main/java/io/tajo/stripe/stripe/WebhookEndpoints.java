package io.tajo.stripe.stripe;

import com.google.gson.JsonObject;
import com.stripe.param.WebhookEndpointCreateParams.EnabledEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Where a Stripe account sends its events. Reading takes the permission {@code webhook_read},
 * writing {@code webhook_write}. Calls end like those of {@link Stripe}.
 */
public final class WebhookEndpoints {
  /** The types of events that endpoints of {@link Stripe#API_VERSION} can have, {@code *} apart. */
  public static final Set<String> TYPES =
      Arrays.stream(EnabledEvent.values())
          .map(EnabledEvent::getValue)
          .filter(type -> !type.equals("*"))
          .collect(Collectors.toUnmodifiableSet());

  /** So many an account can have in each mode (https://docs.stripe.com/webhooks). */
  public static final int MOST = 16;

  private static final String PATH = Endpoint.WEBHOOK_ENDPOINTS;
  private static final String PAGE = PATH + "?limit=100";

  private final Api api;

  WebhookEndpoints(Api api) {
    this.api = api;
  }

  /** All of the account. */
  public List<WebhookEndpoint> list() {
    List<WebhookEndpoint> endpoints = new ArrayList<>();
    Optional<String> page = Optional.of(PAGE);
    while (page.isPresent()) {
      RawList list = RawList.of(api.get(page.get(), List.of()).body(), PATH);
      list.data().forEach(json -> endpoints.add(WebhookEndpoint.of(json)));
      page = list.cursor().map(id -> PAGE + "&starting_after=" + Api.encoded(id));
    }
    return endpoints;
  }

  /**
   * Makes one that is enabled.
   *
   * @param url https, reachable from Stripe
   * @param enabledEvents types, at least one
   * @param apiVersion that its events are to be written in, best {@link Stripe#API_VERSION}; it
   *     cannot be changed
   * @param idempotencyKey 1 to 255 characters; the same request with the same key within a day
   *     makes no second one and answers the same, its secret too
   */
  public CreatedWebhookEndpoint create(
      String url,
      List<String> enabledEvents,
      String apiVersion,
      String description,
      Map<String, String> metadata,
      String idempotencyKey) {
    Form form =
        new Form()
            .put("url", url)
            .putAll("enabled_events", enabledEvents)
            .put("api_version", apiVersion)
            .put("description", description)
            .putAll("metadata", metadata);
    JsonObject json = Shape.json(api.post(PATH, form, idempotencyKey).body());
    String secret = Shape.text(json, "secret");
    if (secret.isEmpty() || Shape.text(json, "id").isEmpty()) {
      throw Shape.unreadable(PATH);
    }
    return new CreatedWebhookEndpoint(WebhookEndpoint.of(json), secret);
  }

  /**
   * Changes one as a whole; its API version, metadata and secret stay.
   *
   * @throws StripeFailure.NotFound where there is none
   */
  public WebhookEndpoint update(
      String id, String url, List<String> enabledEvents, String description, boolean enabled) {
    Form form =
        new Form()
            .put("url", url)
            .putAll("enabled_events", enabledEvents)
            .put("description", description)
            .put("disabled", String.valueOf(!enabled));
    String path = PATH + "/" + Api.encoded(id);
    return WebhookEndpoint.of(
        Shape.json(api.post(path, form, UUID.randomUUID().toString()).body()));
  }

  /** Removes one, if there is one. */
  public void delete(String id) {
    api.delete(PATH + "/" + Api.encoded(id));
  }
}
