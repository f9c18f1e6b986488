package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** An answer other than 200, as Stripe words it. */
final class StripeError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final int status;
  private final @Nullable String code;
  private final @Nullable String param;

  /** The {@code Stripe-Rate-Limited-Reason}; null without one. */
  final @Nullable String rateLimited;

  private StripeError(
      int status,
      @Nullable String code,
      @Nullable String param,
      String message,
      @Nullable String rateLimited) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.param = param;
    this.rateLimited = rateLimited;
  }

  static StripeError of(int status, @Nullable String code, @Nullable String param, String message) {
    return new StripeError(status, code, param, message, null);
  }

  static StripeError badRequest(String code, @Nullable String param, String message) {
    return of(400, code, param, message);
  }

  static StripeError rateLimited(String reason) {
    return new StripeError(
        429,
        "rate_limit",
        null,
        "Request rate limit exceeded. Learn more about rate limits at"
            + " https://docs.stripe.com/rate-limits.",
        reason);
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
    error.put("type", "invalid_request_error");
    return Json.object().set("error", error);
  }
}
