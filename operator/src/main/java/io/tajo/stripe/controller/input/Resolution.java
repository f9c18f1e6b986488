package io.tajo.stripe.controller.input;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.controller.model.Desired;
import java.util.List;
import java.util.Set;

/** What a connector's spec and Secrets come to. */
public sealed interface Resolution {
  /**
   * All is there, and nothing contradicts itself.
   *
   * @param question a digest of the spec and of every value behind it: another one means that what
   *     was found out before may not hold any more
   * @param withoutSigning what is missing of signing secrets, a sentence each: webhooks that are
   *     signed with one are refused, and all else goes on
   */
  record Resolved(Manifest manifest, Desired desired, String question, List<String> withoutSigning)
      implements Resolution {}

  /**
   * Somebody has to mend something first; until then all stays as it is.
   *
   * @param reason as a condition has it
   * @param problems what to do, a sentence each
   */
  record Refused(String reason, List<String> problems) implements Resolution {
    /** All reasons. */
    public static final Set<String> REASONS = Set.of("InvalidSpec", "SecretMissing");

    static final String INVALID = "InvalidSpec";
    static final String SECRET = "SecretMissing";

    public String message() {
      return String.join("; ", problems);
    }
  }
}
