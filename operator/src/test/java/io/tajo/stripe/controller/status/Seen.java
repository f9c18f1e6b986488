package io.tajo.stripe.controller.status;

import static io.tajo.stripe.controller.Runs.full;

import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.controller.Runs;
import io.tajo.stripe.pipeline.EndpointState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is seen of a connector; in step, where nothing else is said. */
record Seen(
    boolean suspended,
    Optional<List<Check>> checks,
    Optional<String> unanswered,
    Workload receiver,
    Optional<Workload> database,
    Optional<StripeConnectorStatus> told,
    Observation.Webhook webhook,
    List<Runs> runs,
    Optional<Rival> rival) {
  static final Check STRIPE = new Check(Check.STRIPE, CheckStatus.PASSED, null);
  static final Check BREVO = new Check(Check.BREVO, CheckStatus.PASSED, null);
  static final Check ENDPOINT = new Check(Check.WEBHOOK, CheckStatus.PASSED, null);
  static final List<Check> PASSED = List.of(STRIPE, BREVO, ENDPOINT);
  static final Workload UP = new Workload(true, true, Optional.empty());
  static final Workload ROLLING = new Workload(true, false, Optional.empty());
  static final Observation.Webhook NO_WEBHOOK =
      new Observation.Webhook(false, false, Optional.empty(), Optional.empty(), false, List.of());
  static final Observation.Webhook MANUAL =
      new Observation.Webhook(
          true, false, Optional.empty(), Optional.of("https://a/s"), false, List.of());
  static final Runs GOOD = full("2026-01-05T10:00:00Z").succeeded("2026-01-05T11:00:00Z");

  static Observation.Webhook managed(@Nullable EndpointState state) {
    return new Observation.Webhook(
        true, true, Optional.ofNullable(state), Optional.of("https://a/s"), false, List.of());
  }

  static final Seen IN_STEP =
      new Seen(
          false,
          Optional.of(PASSED),
          Optional.empty(),
          UP,
          Optional.of(UP),
          Optional.empty(),
          MANUAL,
          List.of(GOOD),
          Optional.empty());

  Seen suspend() {
    return new Seen(true, checks, unanswered, receiver, database, told, webhook, runs, rival);
  }

  Seen checks(Check... some) {
    return new Seen(
        suspended,
        Optional.of(List.of(some)),
        Optional.empty(),
        receiver,
        database,
        told,
        webhook,
        runs,
        rival);
  }

  Seen asking() {
    return asking(Optional.empty());
  }

  Seen unanswered(String why) {
    return asking(Optional.of(why));
  }

  private Seen asking(Optional<String> why) {
    return new Seen(
        suspended, Optional.empty(), why, receiver, database, told, webhook, runs, rival);
  }

  Seen receiver(Workload pods) {
    return new Seen(suspended, checks, unanswered, pods, database, told, webhook, runs, rival);
  }

  Seen database(@Nullable Workload pods) {
    return new Seen(
        suspended,
        checks,
        unanswered,
        receiver,
        Optional.ofNullable(pods),
        told,
        webhook,
        runs,
        rival);
  }

  Seen told(StripeConnectorStatus status) {
    return new Seen(
        suspended,
        checks,
        unanswered,
        receiver,
        database,
        Optional.of(status),
        webhook,
        runs,
        rival);
  }

  Seen webhook(Observation.Webhook how) {
    return new Seen(suspended, checks, unanswered, receiver, database, told, how, runs, rival);
  }

  Seen history(Runs... some) {
    return new Seen(
        suspended, checks, unanswered, receiver, database, told, webhook, List.of(some), rival);
  }

  Seen rival(Rival older) {
    return new Seen(
        suspended, checks, unanswered, receiver, database, told, webhook, runs, Optional.of(older));
  }

  Observation observation() {
    return new Observation(
        suspended,
        checks,
        unanswered,
        new Observation.Brevo(Optional.empty(), rival),
        receiver,
        database,
        told,
        webhook,
        runs.stream().map(Runs::build).toList(),
        Optional.of(Instant.parse("2026-01-07T12:15:00Z")));
  }
}
