package io.tajo.stripe.controller.connector;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.controller.AccountInquiry;
import io.tajo.stripe.controller.Inquiries;
import io.tajo.stripe.controller.Inquiries.Answer;
import io.tajo.stripe.controller.input.Resolution.Resolved;
import io.tajo.stripe.controller.status.Checks;
import io.tajo.stripe.pipeline.Accounts.Tested;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The connection test of each connector: when its spec or a Secret has changed, and at intervals. A
 * test takes about five of the 100 calls an hour that Brevo allows besides those about contacts.
 */
final class ConnectionTests {
  private static final Duration AFTER_SUCCESS = Duration.ofHours(1);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(15);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

  private final Inquiries<Tested> tests;
  private final AccountInquiry accounts;
  private final InstantSource clock;

  ConnectionTests(Inquiries<Tested> tests, AccountInquiry accounts, InstantSource clock) {
    this.tests = tests;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * How the test of a connector stands.
   *
   * @param checks of just this spec; empty: not known yet
   * @param unanswered why the last try told nothing; empty: it did
   * @param passed whether both accounts took the keys when they answered last: one that is busy for
   *     once refuses nobody
   * @param organization Brevo's id of the organisation that the key is of; empty: not known
   * @param next when to look again; empty: when it has ended
   */
  record Standing(
      Optional<List<Check>> checks,
      Optional<String> unanswered,
      boolean passed,
      Optional<String> organization,
      Optional<Instant> next) {}

  Standing look(ResourceID id, Resolved resolved) {
    Optional<Answer<Tested>> last =
        tests.latest(id).filter(answer -> answer.question().equals(resolved.question()));
    Optional<Instant> next = last.map(ConnectionTests::next);
    if (next.isEmpty() || !next.get().isAfter(clock.instant())) {
      tests.ask(id, resolved.question(), () -> accounts.test(resolved.manifest()));
      next = Optional.empty();
    }
    return new Standing(
        last.flatMap(Answer::value).map(Tested::lines),
        last.flatMap(Answer::failure),
        last.flatMap(Answer::known).map(tested -> Checks.allowRuns(tested.lines())).orElse(false),
        last.flatMap(Answer::known).flatMap(Tested::organization),
        next);
  }

  private static Instant next(Answer<Tested> answer) {
    if (answer.value().isEmpty()) {
      Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(answer.failures() - 1, 6));
      return answer.at().plus(pause.compareTo(AFTER_FAILURE) > 0 ? AFTER_FAILURE : pause);
    }
    boolean failed =
        answer.value().get().lines().stream()
            .anyMatch(check -> check.status() == CheckStatus.FAILED);
    return answer.at().plus(failed ? AFTER_FAILURE : AFTER_SUCCESS);
  }
}
