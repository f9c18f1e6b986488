package io.tajo.stripe.profile;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a contact has said about being written to. */
final class Consent {
  private static final Set<String> NO = Set.of("false", "no", "n", "f", "off", "0", "");

  private Consent() {}

  /** The customers whose metadata says no; a missing key says nothing. */
  static List<SourceObject> optedOut(List<CustomerRow> customers, @Nullable String key) {
    return key == null
        ? List.of()
        : customers.stream()
            .filter(customer -> saysNo(customer.metadata().get(key)))
            .map(SourceObject::of)
            .toList();
  }

  private static boolean saysNo(@Nullable String answer) {
    return answer != null && NO.contains(WhiteSpace.trim(answer).toLowerCase(Locale.ROOT));
  }

  /**
   * Whether a recovery link may be used: the person opted in to promotions or, where the settings
   * allow it, was never asked.
   */
  static boolean allowsRecovery(CheckoutSessionRow session, boolean withoutConsent) {
    String answer = session.consentPromotions();
    if (answer != null) {
      return answer.equals("opt_in");
    }
    String asked = session.consentCollection();
    return withoutConsent && (asked == null || asked.equals("none"));
  }
}
