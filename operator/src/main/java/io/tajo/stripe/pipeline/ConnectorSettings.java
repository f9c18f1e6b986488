package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.Manifest;
import java.net.URI;

/**
 * A connector's two accounts, and how they are reached.
 *
 * @param stripeBase where Stripe answers, without a slash at the end ({@code
 *     https://api.stripe.com})
 * @param brevoBase where Brevo answers, likewise ({@code https://api.brevo.com/v3})
 * @param network the way to both
 * @param textLimit code points of the longest text that is written to an attribute
 */
public record ConnectorSettings(
    Manifest manifest, URI stripeBase, URI brevoBase, Network network, int textLimit) {
  /** What Brevo shows in full (docs/mapping.md). */
  public static final int TEXT_LIMIT = 1_000;

  /** Reached directly, with the usual limit of texts. */
  public ConnectorSettings(Manifest manifest, URI stripeBase, URI brevoBase) {
    this(manifest, stripeBase, brevoBase, Network.DIRECT, TEXT_LIMIT);
  }
}
