package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.Manifest;
import java.net.URI;

/**
 * Everything a connector is made of.
 *
 * @param stripeBase where Stripe answers, without a slash at the end ({@code
 *     https://api.stripe.com})
 * @param brevoBase where Brevo answers, likewise ({@code https://api.brevo.com/v3})
 * @param textLimit code points of the longest text that is written to an attribute
 */
public record ConnectorSettings(
    Manifest manifest, URI stripeBase, URI brevoBase, Database database, int textLimit) {
  /** What Brevo shows in full (design: mapping and formats). */
  public static final int TEXT_LIMIT = 1_000;

  /** With the usual limit of texts. */
  public ConnectorSettings(Manifest manifest, URI stripeBase, URI brevoBase, Database database) {
    this(manifest, stripeBase, brevoBase, database, TEXT_LIMIT);
  }
}
