package io.tajo.stripe.pipeline;

import io.tajo.stripe.contact.ContactMaker;
import io.tajo.stripe.contact.Mapping;
import io.tajo.stripe.contact.Schema;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.profile.Profiler;
import io.tajo.stripe.profile.Topic;
import io.tajo.stripe.stripe.Resource;
import java.util.Set;

/**
 * How contacts are made at this time: which figures can be told, which attribute shows which.
 *
 * @param frozen what keeps its last written values, because something of it was never read in full
 */
record Setup(Profiler profiler, ContactMaker maker, Set<Topic> frozen) {
  /**
   * What applies from now on.
   *
   * @param mapped as Brevo has the attributes
   * @param readable the resources that the key may read
   */
  static Setup of(Plan plan, MappedAttributes mapped, Coverage coverage, Set<Resource> readable) {
    return new Setup(
        profiler(plan, coverage, readable),
        maker(plan, mapped.mapping(), mapped.schema()),
        Coverage.frozen(coverage.unswept(plan.resources(), readable, plan.since())));
  }

  /** What keeps its values now. */
  static Set<Topic> frozen(Plan plan, Ledger ledger) {
    return Coverage.frozen(new Coverage(ledger.facts()).unswept(plan.resources(), plan.since()));
  }

  /** How attributes are filled. */
  static ContactMaker maker(Plan plan, Mapping mapping, Schema schema) {
    return new ContactMaker(
        mapping, schema, plan.lists(), plan.newContactsBlocklisted(), plan.textLimit());
  }

  private static Profiler profiler(Plan plan, Coverage coverage, Set<Resource> readable) {
    return new Profiler(plan.profile(coverage.topics(plan.resources(), readable, plan.since())));
  }

  /** Figures as the ledger can tell them now. */
  static Profiler profiler(Plan plan, Ledger ledger) {
    Coverage coverage = new Coverage(ledger.facts());
    return profiler(plan, coverage, coverage.readable(plan.resources()));
  }
}
