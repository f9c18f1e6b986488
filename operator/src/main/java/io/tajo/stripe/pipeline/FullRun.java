package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.Account;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.contact.MetadataKeys;
import io.tajo.stripe.ledger.Counts;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.Run;
import io.tajo.stripe.ledger.RunKey;
import io.tajo.stripe.ledger.Runs;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.StripeFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One full run: checks both accounts, reads Stripe into the ledger, and makes Brevo follow. Each
 * step can be cut short and repeated: what was read and written is remembered with it.
 */
final class FullRun {
  /** Runs that read everything the connector syncs. */
  static final String FULL = "Full";

  /** Runs that were asked to read less. */
  static final String PARTIAL = "Partial";

  /** Contacts that the last run which could tell found changed. */
  static final String DRIFTED = "run.drifted";

  private static final String DRY = "DryRun";

  /** A run that was cut short longer ago is begun anew: what it read is too old to be built on. */
  private static final Duration RESUME_WITHIN = Duration.ofHours(2);

  private final Plan plan;
  private final RunRequest request;
  private final RunTools tools;
  private final Stripe stripe;
  private final Brevo brevo;
  private final Ledger ledger;
  private final Progress progress;

  private final Tally tally;
  private final Checks checks = new Checks();
  private final AccountPins pins;
  private final BrevoSetup setup;
  private final Coverage coverage;
  private final Set<Resource> unread = EnumSet.noneOf(Resource.class);
  private final Feed feed;
  private @Nullable DryRun dryRun;
  private MetadataKeys keys = MetadataKeys.NONE;
  private boolean tellsDrift;

  FullRun(Plan plan, RunRequest request, RunTools tools, Feed feed, Progress progress) {
    this.plan = plan;
    this.feed = feed;
    this.request = request;
    this.tools = tools;
    this.stripe = tools.stripe();
    this.brevo = tools.brevo();
    this.ledger = tools.ledger();
    this.progress = progress;
    this.tally = request.dryRun() ? new Tally() : new Tally(tools.metrics().contacts());
    this.pins = new AccountPins(ledger, tally);
    this.setup = new BrevoSetup(brevo);
    this.coverage = new Coverage(ledger.facts());
  }

  /** What the run did; complete only if nothing stayed unread or unwritten. */
  Tally tally() {
    return tally;
  }

  RunResult result() {
    return new RunResult(
        tally,
        checks,
        coverage,
        keys,
        Optional.ofNullable(dryRun),
        Optional.empty(),
        tellsDrift ? tally.drift() : null);
  }

  private void remember() {
    tally.figures().remember(ledger.facts());
    if (tellsDrift) {
      ledger.facts().put(DRIFTED, Long.toString(tally.drift()));
    }
  }

  void run() {
    progress.phase("Checking both accounts");
    boolean ready = check();
    checks.tell(tally);
    if (!ready) {
      return;
    }
    if (!request.dryRun()) {
      tools.deliverer().begin();
    }
    Run run = ledger.runs().begin(key(), RESUME_WITHIN);
    if (run.resumed()) {
      progress.note("Going on with the run of " + run.startedAt() + " where it stopped");
    }
    catchUp();
    progress.phase("Reading Stripe");
    if (!read(run)) {
      return;
    }
    progress.phase(request.dryRun() ? "Comparing with Brevo" : "Writing to Brevo");
    write();
    if (!request.dryRun()) {
      coverage.written();
    }
    if (isWhole()) {
      coverage.keepUnread(unread, tools.clock().instant());
    }
    if (unread.isEmpty()) {
      ledger.runs().finish(run, tally.complete() ? Runs.SUCCEEDED : Runs.INCOMPLETE);
      if (!request.dryRun()) {
        remember();
      }
      if (isWhole()) {
        feed.caughtUp(run.startedAt());
      }
    }
    // A run that could not read all stays open: the next one asks only for what is missing.
  }

  /** Whether all that the connector syncs is read, and written. */
  private boolean isWhole() {
    return !request.dryRun() && request.resources().isEmpty() && request.since() == null;
  }

  /** What events tell is taken from them: what then still differs, they have missed. */
  private void catchUp() {
    if (!isWhole() || !feed.isFollowed() || feed.gap(tools.clock().instant()).isPresent()) {
      return;
    }
    progress.phase("Reading Stripe's events");
    try {
      feed.read(progress);
      tools.deliverer().finish(tools.waiting());
      tellsDrift = !request.rewrite();
    } catch (StripeFailure failure) {
      progress.note("The events feed cannot be read: " + failure.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted; run it again to go on where it stopped");
    }
  }

  private boolean check() {
    checks.stripe(stripe, asked());
    Account account = checks.brevo(brevo);
    unread.addAll(checks.unanswered());
    return !checks.failed(Checks.STRIPE)
        && checks.readable().contains(Resource.CUSTOMERS)
        && account != null
        && pins.fit(plan, account)
        && checks.lists(setup, plan.lists());
  }

  private Set<Resource> asked() {
    Set<Resource> resources = EnumSet.copyOf(plan.resources());
    if (resources.contains(Resource.CHARGES)) {
      resources.add(Resource.BALANCE_TRANSACTIONS);
    }
    return resources;
  }

  private RunKey key() {
    boolean partial = !request.resources().isEmpty() || request.since() != null;
    return new RunKey(
        request.dryRun() ? DRY : partial ? PARTIAL : FULL,
        resources().stream().map(Resource::name).collect(Collectors.toCollection(TreeSet::new)),
        since(),
        request.rewrite());
  }

  /** What is swept: of what the connector syncs, what was asked for and may be read. */
  private Set<Resource> resources() {
    Set<Resource> resources = EnumSet.copyOf(plan.resources());
    if (!request.resources().isEmpty()) {
      resources.retainAll(Coverage.resources(request.resources()));
    }
    resources.retainAll(checks.readable());
    return resources;
  }

  private @Nullable Instant since() {
    Instant asked =
        request.since() == null ? null : request.since().atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant always = plan.since();
    return asked == null || (always != null && always.isAfter(asked)) ? always : asked;
  }

  /** False where the account is not the one that the ledger knows. */
  private boolean read(Run run) {
    StripeReading reading = new StripeReading(stripe, ledger, tally, tools.countReads());
    Set<Resource> resources = resources();
    Set<Resource> failed = reading.sweep(run, resources, since(), progress);
    unread.addAll(failed);
    for (Resource resource : resources) {
      if (!failed.contains(resource)) {
        coverage.covered(resource, StripeReading.isDated(resource) ? since() : null);
      }
    }
    if (!unread.contains(Resource.CUSTOMERS)) {
      if (!pins.sameCustomers(stripe, run)) {
        return false;
      }
      note(Resource.CUSTOMERS, reading.missingCustomers(run));
    }
    if (resources.contains(Resource.SUBSCRIPTIONS) && resources.contains(Resource.COUPONS)) {
      note(Resource.COUPONS, reading.missingCoupons());
      if (checks.readable().contains(Resource.PRICES)
          || !plan.resources().contains(Resource.PRICES)) {
        note(Resource.PRICES, reading.missingPrices());
      }
    }
    if (resources.contains(Resource.PRODUCTS)) {
      note(Resource.PRODUCTS, reading.missingProducts());
    }
    return true;
  }

  private void note(Resource resource, boolean allRead) {
    if (!allRead) {
      unread.add(resource);
    }
  }

  private void write() {
    MappedAttributes mapped =
        MappedAttributes.prepare(
            plan,
            request.dryRun() ? MappedAttributes.Keys.TRIED : MappedAttributes.Keys.CHOSEN,
            setup,
            ledger,
            checks);
    keys = mapped.keys();
    Set<Resource> readable = EnumSet.copyOf(checks.readable());
    readable.addAll(checks.unanswered());
    Setup now = Setup.of(plan, mapped, coverage, readable);
    FullWrite writing =
        new FullWrite(plan, request, tools, now, tally, progress, Coverage.frozen(unread));
    if (request.dryRun()) {
      dryRun = writing.dryRun(Statuses.skipped(counts(), tally));
      return;
    }
    coverage.keepReadable(asked(), readable);
    writing.write();
    if (tally.complete()) {
      ledger.objects().forgetDeleted();
    }
  }

  private Counts counts() {
    return ledger.objects().counts(plan.since());
  }
}
