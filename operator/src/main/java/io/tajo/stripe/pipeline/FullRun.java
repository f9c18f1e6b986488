package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.Account;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.contact.ContactMaker;
import io.tajo.stripe.contact.Mapping;
import io.tajo.stripe.contact.MetadataKeys;
import io.tajo.stripe.contact.Schema;
import io.tajo.stripe.contact.Target;
import io.tajo.stripe.ledger.Counts;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.Run;
import io.tajo.stripe.ledger.RunKey;
import io.tajo.stripe.ledger.Runs;
import io.tajo.stripe.profile.Profiler;
import io.tajo.stripe.profile.Topic;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.Stripe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One full run: checks both accounts, reads Stripe into the ledger, and makes Brevo follow. Each
 * step can be cut short and repeated: what was read and written is remembered with it.
 */
final class FullRun {
  private static final Logger LOG = LoggerFactory.getLogger(FullRun.class);

  /** A run that was cut short longer ago is begun anew: what it read is too old to be built on. */
  private static final Duration RESUME_WITHIN = Duration.ofHours(6);

  /** The outcome of a run that read all and left something unwritten. */
  private static final String INCOMPLETE = "Incomplete";

  /** Longest text, in code points, that is written to an attribute. */
  private static final int TEXT_LIMIT = 1_000;

  private static final int STRIPE_WIDTH = 16;

  private final Plan plan;
  private final Stripe stripe;
  private final Brevo brevo;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Settlement.Waiting waiting;
  private final RunRequest request;
  private final Progress progress;

  private final Tally tally = new Tally();
  private final Checks checks = new Checks();
  private final BrevoSetup setup;
  private final Coverage coverage;
  private @Nullable DryRun dryRun;
  private MetadataKeys keys = MetadataKeys.NONE;
  private boolean readAll;

  FullRun(
      Plan plan,
      Stripe stripe,
      Brevo brevo,
      Ledger ledger,
      InstantSource clock,
      Settlement.Waiting waiting,
      RunRequest request,
      Progress progress) {
    this.plan = plan;
    this.stripe = stripe;
    this.brevo = brevo;
    this.ledger = ledger;
    this.clock = clock;
    this.waiting = waiting;
    this.request = request;
    this.progress = progress;
    this.setup = new BrevoSetup(brevo);
    this.coverage = new Coverage(ledger.facts());
  }

  /** What the run did; complete only if nothing stayed unread or unwritten. */
  Tally tally() {
    return tally;
  }

  Checks checks() {
    return checks;
  }

  Optional<DryRun> dryRun() {
    return Optional.ofNullable(dryRun);
  }

  MetadataKeys keys() {
    return keys;
  }

  void run() {
    progress.phase("Checking both accounts");
    boolean ready = check();
    checks.problems().forEach(tally::problem);
    if (!ready) {
      return;
    }
    Run run = ledger.runs().begin(key(), RESUME_WITHIN);
    if (run.resumed()) {
      progress.note("Going on with the run of " + run.startedAt() + " where it stopped");
    }
    progress.phase("Reading Stripe");
    Set<Topic> topics = read(run);
    progress.phase(request.dryRun() ? "Comparing with Brevo" : "Writing to Brevo");
    write(topics);
    if (tally.complete()) {
      ledger.runs().finish(run, Runs.SUCCEEDED, "{}");
    } else if (readAll) {
      ledger.runs().finish(run, INCOMPLETE, "{}");
    }
    // A run that could not read all stays open: the next one asks only for what is missing.
  }

  private boolean check() {
    Set<Resource> resources = EnumSet.copyOf(plan.resources());
    if (resources.contains(Resource.CHARGES)) {
      resources.add(Resource.BALANCE_TRANSACTIONS);
    }
    checks.stripe(stripe, resources);
    Account account = checks.brevo(brevo);
    return !checks.failed(Checks.STRIPE)
        && checks.readable().contains(Resource.CUSTOMERS)
        && account != null
        && isOurs(account)
        && checks.lists(setup, plan.lists());
  }

  /** A ledger belongs to one pair of accounts: with another, what it remembers would be wrong. */
  private boolean isOurs(Account account) {
    boolean stripeIsOurs =
        pinned(
            "Stripe " + (plan.account() == null ? "account" : plan.account()),
            "stripe",
            (plan.live() ? "live" : "test") + " " + (plan.account() == null ? "" : plan.account()));
    return pinned("Brevo organisation", "brevo", account.organization()) && stripeIsOurs;
  }

  private boolean pinned(String what, String key, String value) {
    String known = ledger.facts().get("account." + key).orElse(null);
    if (known == null) {
      ledger.facts().put("account." + key, value);
      return true;
    }
    if (known.equals(value)) {
      return true;
    }
    tally.problem(
        "the keys are of another "
            + what
            + " than the one that this database was filled from: correct the keys, or use a database"
            + " (--data, --database) of its own for it");
    return false;
  }

  private RunKey key() {
    return new RunKey(
        request.dryRun() ? "DryRun" : "Full",
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

  private Set<Topic> read(Run run) {
    StripeReading reading = new StripeReading(stripe, ledger, tally, new Parallel(STRIPE_WIDTH));
    Set<Resource> resources = resources();
    Set<Resource> unread = reading.sweep(run, resources, since(), progress);
    for (Resource resource : resources) {
      if (!unread.contains(resource)) {
        coverage.covered(resource, StripeReading.isDated(resource) ? since() : null);
      }
    }
    if (!unread.contains(Resource.CUSTOMERS) && !reading.missingCustomers(run)) {
      unread.add(Resource.CUSTOMERS);
    }
    if (resources.contains(Resource.SUBSCRIPTIONS)) {
      if (resources.contains(Resource.COUPONS) && !reading.missingCoupons()) {
        unread.add(Resource.COUPONS);
      }
      if (checks.readable().contains(Resource.PRICES)
          || !plan.resources().contains(Resource.PRICES)) {
        if (!reading.missingPrices()) {
          unread.add(Resource.PRICES);
        }
      }
    }
    if (resources.contains(Resource.PRODUCTS) && !reading.missingProducts()) {
      unread.add(Resource.PRODUCTS);
    }
    readAll = unread.isEmpty();
    return coverage.topics(plan.resources(), checks.readable(), unread, plan.since());
  }

  private void write(Set<Topic> topics) {
    BrevoSetup.Attributes attributes = setup.attributes();
    Mapping mapping = plan.mapping().orElseGet(() -> standard(attributes));
    Schema schema = schema(mapping, attributes);
    Profiler profiler = new Profiler(plan.profile(topics));
    ContactMaker maker =
        new ContactMaker(mapping, schema, plan.lists(), plan.newContactsBlocklisted(), TEXT_LIMIT);
    Projection projection = new Projection(ledger, profiler, maker, clock, request.rewrite());
    if (request.dryRun()) {
      DrySink sink = new DrySink(tally, plan.onCustomerDeleted());
      deliver(projection, sink);
      dryRun = sink.report(Statuses.skipped(counts(), tally));
      return;
    }
    try (BrevoSink sink = new BrevoSink(brevo, ledger, tally, plan.onCustomerDeleted())) {
      Settlement settlement = new Settlement(brevo, ledger, tally, waiting, clock);
      settlement.settle(_ -> {});
      sink.recover();
      deliver(projection, sink);
      settleAll(settlement, projection, sink);
    }
  }

  /** Imports that were sent are waited for; what did not arrive with them is written otherwise. */
  private void settleAll(Settlement settlement, Projection projection, BrevoSink sink) {
    settlement.settle(addresses -> anew(projection, addresses, sink, sink::create));
    sink.flush();
    settlement.settle(addresses -> anew(projection, addresses, sink, sink::createAlone));
    sink.flush();
  }

  private void anew(
      Projection projection, List<String> addresses, BrevoSink sink, Consumer<Planned> create) {
    for (Planned planned : projection.plan(addresses)) {
      if (planned.change().first()) {
        create.accept(planned);
      } else if (!planned.change().isEmpty()) {
        sink.mend(planned);
      }
    }
  }

  private void deliver(Projection projection, ContactSink sink) {
    ledger.numbers().tidy();
    new Departures(ledger, sink, plan.guests(), plan.since()).all();
    new PresenceReading(brevo, ledger, progress, clock).read(plan.guests(), plan.since());
    try (Progress.Task task = progress.task("contacts")) {
      task.total(ledger.objects().countAddresses(plan.guests(), plan.since()));
      new Delivery(ledger, projection, sink, tally, plan.guests(), plan.since()).all(task);
    }
  }

  /** The default mapping, with the metadata keys that this run chooses. */
  private Mapping standard(BrevoSetup.Attributes attributes) {
    keys = MetadataKeys.choose(ledger.objects().metadataKeys(), attributes.taken(), plan.prefix());
    return Mapping.standard(plan.prefix(), keys);
  }

  private Schema schema(Mapping mapping, BrevoSetup.Attributes attributes) {
    checks.attributes(mapping, attributes, plan.createsAttributes());
    List<Target> missing = BrevoSetup.missing(mapping, attributes);
    if (!plan.createsAttributes()) {
      return attributes.schema();
    }
    if (request.dryRun()) {
      return BrevoSetup.imagined(missing, attributes);
    }
    for (Target target : missing) {
      // One that was deleted in Brevo lost its values there.
      ledger.contacts().forgetAttribute(target.attribute());
      LOG.atInfo()
          .addKeyValue("attribute", target.attribute())
          .log("Creating an attribute in Brevo");
    }
    return setup.create(missing, attributes);
  }

  Counts counts() {
    return ledger.objects().counts(plan.since());
  }
}
