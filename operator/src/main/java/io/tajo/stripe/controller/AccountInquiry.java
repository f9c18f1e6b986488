package io.tajo.stripe.controller;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.pipeline.Accounts.Tested;
import io.tajo.stripe.pipeline.EndpointMemory;
import io.tajo.stripe.pipeline.EndpointState;
import io.tajo.stripe.pipeline.SecretStore;
import java.io.IOException;

/** What the operator asks of Stripe and Brevo. Each call talks to them and may take a minute. */
public interface AccountInquiry {
  /**
   * The connection test.
   *
   * @throws IOException where an account did not answer, which says nothing about its key; with
   *     which and why
   * @throws InterruptedException if the thread was interrupted
   */
  Tested test(Manifest manifest) throws IOException, InterruptedException;

  /** Makes the webhook endpoint in Stripe, or brings it up to date. */
  EndpointState keep(Manifest manifest, SecretStore secrets, EndpointMemory memory);

  /** Deletes the webhook endpoint in Stripe. */
  EndpointState remove(Manifest manifest, SecretStore secrets, EndpointMemory memory);
}
