package io.tajo.stripe.pipeline;

import io.tajo.stripe.contact.ContactMaker;
import io.tajo.stripe.contact.Mapping;
import io.tajo.stripe.contact.Schema;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.profile.Profiler;
import io.tajo.stripe.stripe.Resource;
import java.util.Set;

/** How contacts are made at this time: which figures can be told, which attribute shows which. */
record Setup(Profiler profiler, ContactMaker maker) {
  /**
   * What applies from now on.
   *
   * @param mapped as Brevo has the attributes
   * @param readable the resources that the key may read
   */
  static Setup of(Plan plan, MappedAttributes mapped, Coverage coverage, Set<Resource> readable) {
    return new Setup(
        profiler(plan, coverage, readable), maker(plan, mapped.mapping(), mapped.schema()));
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
