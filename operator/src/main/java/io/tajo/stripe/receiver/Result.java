package io.tajo.stripe.receiver;

import java.util.Locale;

/** What became of a request; its status tells Stripe whether to send the event again. */
enum Result {
  STORED(200, ""),
  DUPLICATE(200, ""),
  FOREIGN(200, ""),
  MALFORMED(400, "The body is no event of Stripe."),
  BAD_SIGNATURE(400, ""),
  BROKEN(400, "The body could not be read to its end."),
  FORBIDDEN_SOURCE(403, "Events are not accepted from this address."),
  UNKNOWN_PATH(404, "There is nothing here."),
  METHOD_NOT_ALLOWED(405, "Send events by POST."),
  TOO_SLOW(408, "The body took too long."),
  TOO_LARGE(413, "The body is larger than any event of Stripe."),
  UNSUPPORTED_MEDIA_TYPE(415, "Send events as application/json, not compressed."),
  NO_SECRET(503, ""),
  OVERLOAD(503, "Too much to do: send it again."),
  FAILED(503, "The event cannot be stored now: send it again.");

  private final int status;
  private final String text;

  Result(int status, String text) {
    this.status = status;
    this.text = text;
  }

  int status() {
    return status;
  }

  String text() {
    return text;
  }

  /** Its name in metrics and logs. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
