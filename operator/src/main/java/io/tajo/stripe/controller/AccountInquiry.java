package io.tajo.stripe.controller;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.pipeline.Accounts.Tested;
import io.tajo.stripe.pipeline.EndpointMemory;
import io.tajo.stripe.pipeline.EndpointState;
import io.tajo.stripe.pipeline.SecretStore;
import java.util.Optional;

/** What the operator asks of Stripe and Brevo. Each call talks to them and may take a minute. */
public interface AccountInquiry {
  /**
   * The connection test; empty: one of both accounts did not answer, which says nothing about the
   * keys.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  Optional<Tested> test(Manifest manifest) throws InterruptedException;

  /** Makes the webhook endpoint in Stripe, or brings it up to date. */
  EndpointState keep(Manifest manifest, SecretStore secrets, EndpointMemory memory);

  /** Deletes the webhook endpoint in Stripe. */
  EndpointState remove(Manifest manifest, SecretStore secrets, EndpointMemory memory);
}
