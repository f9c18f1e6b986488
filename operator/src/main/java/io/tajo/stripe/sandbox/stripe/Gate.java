package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who may do what, and how often: keys, versions, accounts, permissions and rate limits. */
final class Gate {
  private static final Map<String, String> PERMISSION_NAMES =
      Map.ofEntries(
          Map.entry("customer_read", "Customers Read"),
          Map.entry("customer_write", "Customers Write"),
          Map.entry("webhook_write", "Webhook Endpoints Write"),
          Map.entry("charge_read", "Charges and Refunds Read"),
          Map.entry("dispute_read", "Disputes Read"),
          Map.entry("subscription_read", "Subscriptions Read"),
          Map.entry("invoice_read", "Invoices Read"),
          Map.entry("product_read", "Products Read"),
          Map.entry("plan_read", "Prices Read"),
          Map.entry("coupon_read", "Coupons Read"),
          Map.entry("checkout_session_read", "Checkout Sessions Read"),
          Map.entry("balance_transaction_read", "Balance Transactions Read"),
          Map.entry("payment_intent_read", "Payment Intents Read"),
          Map.entry("event_read", "Events Read"),
          Map.entry("webhook_read", "Webhook Endpoints Read"),
          Map.entry("connected_account_read", "Connected Accounts Read"));

  private final StripeOptions options;
  private final Map<String, ApiKey> keys;
  private final RateLimits limits;

  Gate(StripeOptions options) {
    this.options = options;
    this.keys =
        options.keys().stream().collect(Collectors.toMap(ApiKey::secret, Function.identity()));
    this.limits =
        new RateLimits(
            options.requestsPerSecond(), options.requestsPerSecondPerEndpoint(), System::nanoTime);
  }

  /** The request's key, if it may come in at all. */
  ApiKey enter(HttpExchange exchange, String endpoint) {
    ApiKey key = key(exchange.getRequestHeaders().getFirst("Authorization"));
    limits
        .refused(endpoint)
        .ifPresent(reason -> {
          throw StripeError.rateLimited(reason);
        });
    version(exchange);
    String named = exchange.getRequestHeaders().getFirst("Stripe-Account");
    if (named != null && !named.equals(options.account())) {
      throw StripeError.of(
          403,
          "account_invalid",
          null,
          "The provided key '%s' does not have access to account '%s' (or that account does not exist). Application access may have been revoked."
              .formatted(key.masked(), named));
    }
    return key;
  }

  private ApiKey key(@Nullable String authorization) {
    String secret = authorization == null ? "" : secret(authorization);
    if (secret.isEmpty()) {
      throw StripeError.of(
          401,
          null,
          null,
          "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
    }
    ApiKey key = keys.get(secret);
    if (key == null) {
      throw StripeError.of(401, null, null, "Invalid API Key provided: " + ApiKey.mask(secret));
    }
    if (key.expired()) {
      throw StripeError.of(
          401, "api_key_expired", null, "Expired API Key provided: " + key.masked());
    }
    return key;
  }

  private static String secret(String authorization) {
    String[] parts = authorization.trim().split("\\s+", 2);
    if (parts.length < 2) {
      return "";
    }
    if (parts[0].equalsIgnoreCase("Bearer")) {
      return parts[1];
    }
    try {
      byte[] user = Base64.getDecoder().decode(parts[1]);
      return parts[0].equalsIgnoreCase("Basic")
          ? new String(user, StandardCharsets.UTF_8).split(":", 2)[0]
          : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static void version(HttpExchange exchange) {
    String version =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Stripe-Version")).orElse("");
    if (!version.equals(StripeOptions.API_VERSION)) {
      throw StripeError.of(
          400,
          null,
          null,
          version.isEmpty()
              ? "The sandbox wants a pinned version: send Stripe-Version: "
                  + StripeOptions.API_VERSION
              : "Invalid Stripe API version: " + version);
    }
    exchange.getResponseHeaders().set("Stripe-Version", version);
  }

  /** Whether the account's objects are of the key's mode. */
  boolean sees(ApiKey key) {
    return key.livemode() == options.livemode();
  }

  void demand(ApiKey key, @Nullable String permission) {
    if (permission == null || key.permits(permission)) {
      return;
    }
    String start =
        "The provided key '%s' does not have the required permissions for this endpoint on account '%s'. "
            .formatted(key.masked(), options.account());
    throw switch (key.wording()) {
      case UNTIL_2025 ->
          StripeError.of(
              403,
              null,
              null,
              start
                  + "Having the 'rak_%s' permission would allow this request to continue."
                      .formatted(permission));
      case SINCE_2026 ->
          StripeError.of(
              403,
              "more_permissions_required",
              null,
              start
                  + "Enabling \"%s\" ('%s') permissions on this key would allow this request to continue."
                      .formatted(
                          PERMISSION_NAMES.getOrDefault(permission, permission), permission));
    };
  }

  ObjectNode account() {
    ObjectNode account = Json.object().put("id", options.account()).put("object", "account");
    account.put("business_type", "company").put("charges_enabled", true).put("country", "US");
    account.put("created", options.asOf().getEpochSecond()).put("default_currency", "usd");
    account.put("details_submitted", true).put("email", "sandbox@example.com");
    account.set("metadata", Json.object());
    return account.put("payouts_enabled", true).put("type", "standard");
  }
}
