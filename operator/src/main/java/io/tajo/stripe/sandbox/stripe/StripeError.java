package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** An answer other than 200, as Stripe words it. */
public final class StripeError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final int status;
  private final @Nullable String code;
  private final @Nullable String param;
  private final String type;

  /** The {@code Stripe-Rate-Limited-Reason}; null without one. */
  final @Nullable String rateLimited;

  private StripeError(
      int status,
      @Nullable String code,
      @Nullable String param,
      String message,
      String type,
      @Nullable String rateLimited) {
    super(message, null, false, false);
    this.type = type;
    this.status = status;
    this.code = code;
    this.param = param;
    this.rateLimited = rateLimited;
  }

  /** A refusal. */
  public static StripeError of(
      int status, @Nullable String code, @Nullable String param, String message) {
    return new StripeError(status, code, param, message, "invalid_request_error", null);
  }

  /** A key that was used with other parameters before. */
  static StripeError idempotency(String key) {
    return new StripeError(
        400,
        null,
        null,
        "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '%s' if you meant to execute a different request."
            .formatted(key),
        "idempotency_error",
        null);
  }

  /** A refusal with status 400. */
  public static StripeError badRequest(
      @Nullable String code, @Nullable String param, String message) {
    return of(400, code, param, message);
  }

  static StripeError rateLimited(String reason) {
    return new StripeError(
        429,
        "rate_limit",
        null,
        "Request rate limit exceeded. Learn more about rate limits at"
            + " https://docs.stripe.com/rate-limits.",
        "invalid_request_error",
        reason);
  }

  /** Nothing is served under an id. */
  public static StripeError missing(Resource resource, String id) {
    return of(404, "resource_missing", "id", "No such " + resource.object() + ": '" + id + "'");
  }

  static StripeError unknownCursor(String id, String param) {
    return badRequest("resource_missing", param, "No such object: '" + id + "'");
  }

  ObjectNode body() {
    ObjectNode error = Json.object();
    if (code != null) {
      error.put("code", code).put("doc_url", "https://docs.stripe.com/error-codes#" + code);
    }
    error.put("message", getMessage());
    if (param != null) {
      error.put("param", param);
    }
    error.put("type", type);
    return Json.object().set("error", error);
  }
}
