package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.profile.Topic;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;

/** The second half of a full run: Brevo follows what the ledger has, or is compared with it. */
final class FullWrite {
  private final Plan plan;
  private final RunRequest request;
  private final RunTools tools;
  private final Setup setup;
  private final Tally tally;
  private final Progress progress;
  private final Brevo brevo;
  private final Ledger ledger;
  private final Deliverer deliverer;
  private final Projection projection;

  /**
   * Writes nothing yet.
   *
   * @param frozen what keeps its values, because it could not be read
   */
  FullWrite(
      Plan plan,
      RunRequest request,
      RunTools tools,
      Setup setup,
      Tally tally,
      Progress progress,
      Set<Topic> frozen) {
    this.plan = plan;
    this.request = request;
    this.tools = tools;
    this.setup = setup;
    this.tally = tally;
    this.progress = progress;
    this.brevo = tools.brevo();
    this.ledger = tools.ledger();
    this.deliverer = tools.deliverer();
    this.projection =
        new Projection(
            ledger,
            setup.profiler(),
            setup.maker(),
            tools.clock(),
            request.rewrite(),
            frozen,
            plan.guests());
  }

  /**
   * Compares only.
   *
   * @param skipped what makes no contact, by reason
   */
  DryRun dryRun(SortedMap<String, Long> skipped) {
    DrySink sink = new DrySink(brevo, tally, plan.onCustomerDeleted());
    deliver(sink);
    return sink.report(skipped);
  }

  /** Writes; from now on, whatever comes is written the same way. */
  void write() {
    deliverer.use(setup);
    deliverer.importing().lock();
    try (BrevoSink sink =
        new BrevoSink(
            brevo, ledger, tally, plan.onCustomerDeleted(), plan.lists(), tools.guard())) {
      Settlement settlement =
          new Settlement(brevo, ledger, tally, tools.waiting(), tools.clock(), false);
      settlement.settle(_ -> {});
      writing(() -> {
        sink.recover();
        ledger.numbers().tidy();
      });
      deliver(sink);
      settleAll(settlement, sink);
      ledger.marks().add(sink.failed());
    } finally {
      deliverer.importing().unlock();
    }
    deliverer.rest();
  }

  /** Nobody else writes contacts meanwhile. */
  private void writing(Runnable work) {
    deliverer.turn().lock();
    try {
      work.run();
    } finally {
      deliverer.turn().unlock();
    }
  }

  /** Imports that were sent are waited for; what did not arrive with them is written otherwise. */
  private void settleAll(Settlement settlement, BrevoSink sink) {
    int imports = ledger.imports().unfinished().size();
    if (imports > 0) {
      progress.note("Waiting for Brevo to work off imports: " + imports);
    }
    settlement.settle(addresses -> anew(addresses, sink, sink::create));
    writing(sink::flush);
    settlement.settle(addresses -> anew(addresses, sink, sink::createAlone));
    writing(sink::flush);
  }

  private void anew(List<String> addresses, BrevoSink sink, Consumer<Planned> create) {
    tools.guard().run();
    writing(() -> {
      for (Planned planned : projection.plan(addresses)) {
        if (planned.change().first()) {
          create.accept(planned);
        } else if (!planned.change().isEmpty()) {
          sink.mend(planned);
        }
      }
      sink.rest();
    });
  }

  private void deliver(ContactSink sink) {
    writing(() -> new Departures(ledger, sink, plan.guests(), plan.since()).all());
    new PresenceReading(brevo, ledger, progress, tools.clock())
        .read(plan.guests(), plan.since(), request.rewrite());
    try (Progress.Task task = progress.task("contacts")) {
      task.total(ledger.objects().countAddresses(plan.guests(), plan.since()));
      new Delivery(
              ledger,
              projection,
              sink,
              tally,
              plan.guests(),
              plan.since(),
              request.rewrite(),
              tools.guard(),
              deliverer.turn())
          .all(task);
    }
  }
}
