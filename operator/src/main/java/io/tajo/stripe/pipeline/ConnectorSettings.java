package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.Manifest;
import java.net.URI;

/**
 * Everything a connector is made of.
 *
 * @param stripeBase where Stripe answers, without a slash at the end ({@code
 *     https://api.stripe.com})
 * @param brevoBase where Brevo answers, likewise ({@code https://api.brevo.com/v3})
 */
public record ConnectorSettings(
    Manifest manifest, URI stripeBase, URI brevoBase, Database database) {}
