package io.tajo.stripe.pipeline;

import io.tajo.stripe.profile.EmailAddress;
import java.time.Duration;

/**
 * What the end-to-end test is to do.
 *
 * @param email of the customer that it makes and deletes; usable, as a contact has it
 * @param timeout how long each change may take to reach Brevo, above 0
 */
public record EndToEndRequest(String email, Duration timeout) {
  /** Normalises the address. */
  public EndToEndRequest {
    String usable = EmailAddress.of(email).value();
    if (usable == null) {
      throw new IllegalArgumentException("no contact can have this e-mail: use another");
    }
    email = usable;
  }

  /** Without the address. */
  @Override
  public String toString() {
    return "EndToEndRequest[" + timeout + "]";
  }
}
