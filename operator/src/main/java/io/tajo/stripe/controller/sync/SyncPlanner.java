package io.tajo.stripe.controller.sync;

import static java.util.Comparator.comparing;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.tajo.stripe.api.EffectiveSpec;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.controller.model.Labels;
import io.tajo.stripe.controller.status.Outcomes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a connector's runs start by themselves, and which. One that comes due while another goes on,
 * or while the operator is away, is made up for once. A pure function of what is there, so that an
 * operator that was killed in the middle goes on where it stopped.
 */
public final class SyncPlanner {
  /** On the runs that the operator makes: what the connector was like. */
  static final String QUESTION = "connectors.tajo.io/connector-digest";

  /**
   * On the full runs that the operator makes: how many it makes in a row, this one included,
   * without one that ended well. Those before are not kept for long.
   */
  static final String ATTEMPT = "connectors.tajo.io/attempt";

  /** On the runs that the operator makes: the time that their names are made of. */
  static final String DUE = "connectors.tajo.io/due";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
  private static final int KEPT = 3;

  private final StripeConnector connector;
  private final EffectiveSpec spec;
  private final String question;
  private final List<StripeSync> syncs;
  private final Optional<Instant> lastFull;
  private final Optional<Instant> readsSpentUntil;

  /**
   * A planner of one connector.
   *
   * @param question a digest of the spec and its Secrets: a run that failed is made again at once
   *     when it changes
   * @param syncs the connector's runs, whoever made them
   * @param lastFull when a full run filled the ledger that there is; empty: none is known to have
   * @param readsSpentUntil when scheduled full runs may read Stripe again
   */
  public SyncPlanner(
      StripeConnector connector,
      String question,
      List<StripeSync> syncs,
      Optional<Instant> lastFull,
      Optional<Instant> readsSpentUntil) {
    this.connector = connector;
    this.spec = connector.getSpec().effective();
    this.question = question;
    this.syncs =
        syncs.stream()
            .filter(sync -> !Boolean.TRUE.equals(sync.getSpec().dryRun()))
            .sorted(comparing(SyncPlanner::made).thenComparing(it -> it.getMetadata().getName()))
            .toList();
    this.lastFull = lastFull;
    this.readsSpentUntil = readsSpentUntil;
  }

  /** Clocks are not further apart than that; a later time was written by somebody else. */
  private static final Duration MOST_AHEAD = Duration.ofDays(1);

  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,3}");

  private record Due(StripeSyncSpec.Type type, Instant at) {}

  /**
   * When a run was made. Never before it was due, however far the clocks of the API server and of
   * the operator are apart: it would be due again, under the same name.
   */
  private static Instant made(StripeSync sync) {
    Instant created = Instant.parse(sync.getMetadata().getCreationTimestamp());
    return annotation(sync, DUE)
        .flatMap(SyncPlanner::instant)
        .filter(created::isBefore)
        .filter(created.plus(MOST_AHEAD)::isAfter)
        .orElse(created);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty(); // Anybody may write annotations.
    }
  }

  /** When the next run starts, if nothing changes; empty: its schedule never comes. */
  public Optional<Instant> next() {
    return due().map(Due::at).min(Instant::compareTo);
  }

  /** Whether a run of the connector goes on or waits. */
  public boolean isBusy() {
    return syncs.stream().anyMatch(sync -> !Outcomes.hasEnded(sync));
  }

  /**
   * The run to make now; empty: none is due, or another goes on. Where both kinds are due it is a
   * full one, which tells all that the other would.
   */
  public Optional<StripeSync> dueAt(Instant now) {
    return isBusy()
        ? Optional.empty()
        : due().filter(due -> !due.at().isAfter(now)).findFirst().map(this::sync);
  }

  private Stream<Due> due() {
    Stream<Due> full = full().map(at -> new Due(StripeSyncSpec.Type.FULL, at)).stream();
    return hasSucceeded() && !isLedgerLost()
        ? Stream.concat(
            full, incremental().map(at -> new Due(StripeSyncSpec.Type.INCREMENTAL, at)).stream())
        : full;
  }

  private boolean hasSucceeded() {
    return lastFull.isPresent()
        || syncs.stream().anyMatch(sync -> Outcomes.isFull(sync) && Outcomes.succeeded(sync));
  }

  private Optional<Instant> full() {
    List<StripeSync> fulls = syncs.stream().filter(Outcomes::isFull).toList();
    if (fulls.isEmpty()) {
      return lastFull.isPresent()
          ? inBudget(lastFull.get())
          : Optional.of(Instant.parse(connector.getMetadata().getCreationTimestamp()));
    }
    StripeSync last = fulls.getLast();
    if (Outcomes.succeeded(last) && lastFull.isEmpty() && (isLedgerLost() || !asksTheSame(last))) {
      return Optional.of(Outcomes.end(last)); // It filled a ledger that the connector has no more.
    }
    if (!Outcomes.hasEnded(last) || Outcomes.succeeded(last)) {
      return inBudget(made(last));
    }
    if (lastFull.filter(Outcomes.end(last)::isBefore).isPresent()) {
      return inBudget(lastFull.get()); // Another run has done since what this one could not.
    }
    Instant again = retry(last, failures(fulls));
    return Stream.concat(Stream.of(again), inBudget(made(last)).stream()).min(Instant::compareTo);
  }

  /** Whether a full run had filled a ledger, and none has filled the one that there is. */
  private boolean isLedgerLost() {
    @Nullable StripeConnectorStatus status = connector.getStatus();
    return lastFull.isEmpty() && status != null && status.lastFullSyncTime() != null;
  }

  /** The schedule, but not before Stripe may be read again. */
  private Optional<Instant> inBudget(Instant last) {
    Optional<Instant> next = spec.full().next(last);
    return next.filter(it -> readsSpentUntil.isPresent() && it.isBefore(readsSpentUntil.get()))
        .map(_ -> readsSpentUntil)
        .orElse(next);
  }

  /** In a row, and since the connector is as it is. */
  private static int failures(List<StripeSync> fulls) {
    Optional<String> question = annotation(fulls.getLast(), QUESTION);
    int failures = 0;
    for (StripeSync sync : fulls.reversed()) {
      if (!Outcomes.hasEnded(sync)
          || Outcomes.succeeded(sync)
          || !annotation(sync, QUESTION).equals(question)) {
        break;
      }
      Optional<String> attempt = annotation(sync, ATTEMPT).filter(COUNT.asMatchPredicate());
      if (attempt.isPresent()) {
        return failures + Integer.parseInt(attempt.get());
      }
      failures++;
    }
    return failures;
  }

  /** Of a run that the operator made: on their own, people write what they like. */
  private static Optional<String> annotation(StripeSync sync, String name) {
    return Optional.of(sync)
        .filter(it -> Labels.connector(it).isPresent())
        .flatMap(it -> Optional.ofNullable(it.getMetadata().getAnnotations()))
        .flatMap(all -> Optional.ofNullable(all.get(name)));
  }

  /** At once when something was mended, else later and later. */
  private Instant retry(StripeSync failed, int failures) {
    Instant end = Outcomes.end(failed);
    if (!asksTheSame(failed)) {
      return end.plusSeconds(1); // Another second, another name.
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
    return end.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
  }

  /** A full run tells all that an incremental one would. */
  private Optional<Instant> incremental() {
    Optional<Instant> last = syncs.isEmpty() ? lastFull : Optional.of(made(syncs.getLast()));
    return last.flatMap(it -> spec.incremental().next(it));
  }

  private StripeSync sync(Due due) {
    boolean full = due.type() == StripeSyncSpec.Type.FULL;
    String name = connector.getMetadata().getName();
    StripeSync sync = new StripeSync();
    sync.setMetadata(
        new ObjectMetaBuilder()
            .withName(name + (full ? "-full-" : "-incr-") + STAMP.format(due.at()))
            .withNamespace(connector.getMetadata().getNamespace())
            .withLabels(Labels.ofRun(connector))
            .addToAnnotations(QUESTION, question)
            .addToAnnotations(DUE, due.at().truncatedTo(ChronoUnit.SECONDS).toString())
            .addToAnnotations(full ? Map.of(ATTEMPT, String.valueOf(attempt())) : Map.of())
            .build());
    sync.addOwnerReference(connector);
    sync.setSpec(new StripeSyncSpec(name, due.type(), null, null, null, null));
    return sync;
  }

  private int attempt() {
    List<StripeSync> fulls = syncs.stream().filter(Outcomes::isFull).toList();
    boolean again = !fulls.isEmpty() && asksTheSame(fulls.getLast());
    return again ? failures(fulls) + 1 : 1;
  }

  private boolean asksTheSame(StripeSync sync) {
    return annotation(sync, QUESTION).map(question::equals).orElse(true);
  }

  /** Runs that the operator made and that have not ended. */
  public List<StripeSync> unfinished() {
    return syncs.stream()
        .filter(sync -> Labels.connector(sync).isPresent())
        .filter(sync -> !Outcomes.hasEnded(sync))
        .toList();
  }

  /** Runs that the operator made and that are too old to be of interest. */
  public List<StripeSync> surplus() {
    List<StripeSync> surplus = new ArrayList<>();
    for (boolean full : List.of(true, false)) {
      for (boolean succeeded : List.of(true, false)) {
        List<StripeSync> alike =
            syncs.stream()
                .filter(sync -> Labels.connector(sync).isPresent())
                .filter(Outcomes::hasEnded)
                .filter(sync -> Outcomes.isFull(sync) == full)
                .filter(sync -> Outcomes.succeeded(sync) == succeeded)
                .toList();
        surplus.addAll(alike.subList(0, Math.max(0, alike.size() - KEPT)));
      }
    }
    return surplus;
  }
}
