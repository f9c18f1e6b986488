package io.tajo.stripe.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a contact has begun to buy, and the link back to what it left. */
final class Checkouts {
  private final List<CheckoutSessionRow> sessions;

  /**
   * @param sessions that count
   */
  Checkouts(List<CheckoutSessionRow> sessions) {
    this.sessions = sessions;
  }

  /**
   * @param withoutConsent whether somebody who was not asked for consent may be given a link
   */
  void add(Figures figures, boolean withoutConsent, Instant now) {
    CheckoutSessionRow last = Newest.of(sessions, Newest.SESSION);
    figures.text(Field.LAST_CHECKOUT_STATUS, last == null ? null : last.status(), newest(last));
    List<CheckoutSessionRow> expired =
        sessions.stream().filter(session -> "expired".equals(session.status())).toList();
    figures.count(
        Field.ABANDONED_CHECKOUT_COUNT,
        Newest.first(expired, Newest.SESSION).stream().map(SourceObject::of).toList());
    CheckoutSessionRow recoverable = recoverable(expired, withoutConsent, now);
    figures.text(
        Field.CHECKOUT_RECOVERY_URL,
        recoverable == null ? null : recoverable.recoveryUrl(),
        newest(recoverable));
    figures.changesAt(recoverable == null ? null : recoverable.recoveryExpiresAt());
  }

  private static Origin newest(@Nullable CheckoutSessionRow session) {
    return Origin.said(session == null ? null : SourceObject.of(session), Origin.Choice.NEWEST);
  }

  private @Nullable CheckoutSessionRow recoverable(
      List<CheckoutSessionRow> expired, boolean withoutConsent, Instant now) {
    Set<String> recovered = new HashSet<>();
    for (CheckoutSessionRow session : sessions) {
      String from = session.recoveredFrom();
      if (from != null && "complete".equals(session.status())) {
        recovered.add(from);
      }
    }
    List<CheckoutSessionRow> candidates = new ArrayList<>();
    for (CheckoutSessionRow session : expired) {
      Instant end = session.recoveryExpiresAt();
      if (WhiteSpace.trimToNull(session.recoveryUrl()) != null
          && end != null
          && end.isAfter(now)
          && !recovered.contains(session.id())
          && Consent.allowsRecovery(session, withoutConsent)) {
        candidates.add(session);
      }
    }
    return Newest.of(candidates, Newest.SESSION);
  }
}
