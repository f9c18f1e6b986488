package io.tajo.stripe.brevo;

import okhttp3.Request;

/** Puts credentials on requests. */
interface Authorizer {
  /** For calls that carry their own. */
  Authorizer NONE = request -> {};

  /** May wait for a token to be fetched. */
  void authorize(Request.Builder request) throws InterruptedException;

  /** After a 401: whether the same request may do better with fresh credentials. */
  default boolean renew(Request refused) {
    return false;
  }
}
