package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.Account;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.stripe.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How contacts are made between full runs: found out once, or as the last run did. Thread-safe; who
 * asks while another finds out is told that it is not known yet.
 */
final class LiveSetup {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSetup.class);

  /** Each time costs up to four calls, of which Brevo allows 100 an hour. */
  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));

  private final Plan plan;
  private final Brevo brevo;
  private final Ledger ledger;
  private final InstantSource clock;
  private @Nullable Setup setup;
  private Instant next = Instant.MIN;
  private int failures;

  LiveSetup(Plan plan, Brevo brevo, Ledger ledger, InstantSource clock) {
    this.plan = plan;
    this.brevo = brevo;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** From now on what the plan syncs is followed, and nothing else. */
  void begin() {
    new Coverage(ledger.facts()).keepOnly(plan.resources());
  }

  /** From now on as a run has found out. */
  synchronized void use(Setup fresh) {
    setup = fresh;
  }

  /** Nothing is written until what has gone from Brevo is there again. */
  synchronized void forget() {
    setup = null;
    pause();
  }

  /** The key may not read this any more: its figures stay as they are until a full run has. */
  void missed(Resource resource) {
    if (new Coverage(ledger.facts()).forget(resource)) {
      LOG.atWarn()
          .addKeyValue("resource", resource)
          .log("The Stripe key may not read this any more: its figures stay as they are");
      forget();
    }
  }

  private void pause() {
    next = clock.instant().plus(PAUSES.after(failures++));
  }

  /** Empty: not yet, and the log says why. */
  Optional<Setup> now() {
    synchronized (this) {
      if (setup != null || clock.instant().isBefore(next)) {
        return Optional.ofNullable(setup);
      }
      pause();
    }
    @Nullable Setup fresh = prepared();
    synchronized (this) {
      if (setup == null) {
        setup = fresh; // Else a run has found out meanwhile.
      }
      if (setup != null) {
        failures = 0;
      }
      return Optional.ofNullable(setup);
    }
  }

  private @Nullable Setup prepared() {
    Coverage coverage = new Coverage(ledger.facts());
    if (!coverage.covers(Resource.CUSTOMERS, null)) {
      LOG.atInfo().log(
          "No full sync has been made yet: events are stored, contacts wait for the first one");
      return null;
    }
    Checks checks = new Checks();
    Tally tally = new Tally();
    BrevoSetup inBrevo = new BrevoSetup(brevo);
    Account account = checks.brevo(brevo);
    if (account == null
        || !new AccountPins(ledger, tally).fit(plan, account)
        || !checks.lists(inBrevo, plan.lists())) {
      checks.problems().forEach(tally::problem);
      tally.problems().forEach(problem -> LOG.atWarn().log("Contacts wait: {}", problem));
      return null;
    }
    MappedAttributes mapped =
        MappedAttributes.prepare(plan, MappedAttributes.Keys.KEPT, inBrevo, ledger, checks);
    return Setup.of(plan, mapped, coverage, coverage.readable(plan.resources()));
  }
}
