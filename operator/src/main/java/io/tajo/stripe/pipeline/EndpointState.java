package io.tajo.stripe.pipeline;

import java.net.URI;

/** How a connector's managed webhook endpoint stands. Messages say what to do and hold no key. */
public sealed interface EndpointState {
  /**
   * Stripe sends events to it, and its secret is kept.
   *
   * @param id {@code we_…}
   * @param retiring whether one that it replaces still stands beside it, for {@link
   *     ManagedEndpoint#OVERLAP}
   */
  record Ready(String id, URI url, boolean retiring) implements EndpointState {}

  /** Nothing of it is left in Stripe, nor its secrets here. */
  record Removed() implements EndpointState {}

  /**
   * The key may not do what it takes.
   *
   * @param permission as Stripe names it
   */
  record MissingPermission(String permission, String message) implements EndpointState {}

  /** Something else is in the way; the next time may go better. */
  record Problem(String message) implements EndpointState {}
}
