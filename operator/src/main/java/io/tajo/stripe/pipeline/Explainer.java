package io.tajo.stripe.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.api.OnCustomerDeleted;
import io.tajo.stripe.contact.ContactMaker;
import io.tajo.stripe.contact.Mapping;
import io.tajo.stripe.contact.Written;
import io.tajo.stripe.ledger.InboxCounts;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.pipeline.Explanation.Freshness;
import io.tajo.stripe.pipeline.Explanation.NoContact;
import io.tajo.stripe.pipeline.Explanation.Reason;
import io.tajo.stripe.profile.ContactRows;
import io.tajo.stripe.profile.CustomerRow;
import io.tajo.stripe.profile.EmailAddress;
import io.tajo.stripe.profile.SourceObject;
import io.tajo.stripe.stripe.Resource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Says what one contact is made of: from the ledger alone, by the steps that make contacts. Writes
 * nothing.
 */
final class Explainer {
  static final Explanation NO_LEDGER =
      new NoContact(
          Reason.NO_LEDGER,
          "There is no ledger here yet: run `stripe-connector sync -f FILE` first, with the same"
              + " --data or --database.",
          null);

  private final Plan plan;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Freshness freshness;

  Explainer(Plan plan, Ledger ledger, InstantSource clock) {
    this.plan = plan;
    this.ledger = ledger;
    this.clock = clock;
    InboxCounts inbox = ledger.inbox().counts();
    this.freshness =
        new Freshness(
            Statuses.finished(ledger, FullRun.FULL).orElse(null),
            Statuses.lastSync(ledger),
            inbox.newestDone(),
            inbox.pending());
  }

  Explanation explain(Whom whom) {
    if (!new Coverage(ledger.facts()).covers(Resource.CUSTOMERS, null)) {
      return none(
          Reason.NO_LEDGER,
          "No full sync has filled this ledger yet: run `stripe-connector sync -f FILE` first.");
    }
    return switch (whom) {
      case Whom.Customer(String id) -> customer(id);
      case Whom.Email(String address) ->
          Optional.ofNullable(EmailAddress.of(address).value())
              .map(this::contact)
              .orElseGet(() ->
                  none(
                      Reason.UNKNOWN_ADDRESS,
                      "This is no e-mail address that makes a contact: look at how it is written."));
    };
  }

  private NoContact none(Reason reason, String message) {
    return new NoContact(reason, message, freshness);
  }

  private Explanation customer(String id) {
    Optional<CustomerRow> found = ledger.byId().customer(id);
    if (found.isEmpty()) {
      return none(
          Reason.UNKNOWN_CUSTOMER,
          "The ledger has no such customer: is the id of this account, and of the same mode (live"
              + " or test)? One that is new in Stripe comes with its event, or the next sync.");
    }
    CustomerRow customer = found.get();
    String address = customer.address();
    if (customer.deleted()) {
      return left("The customer was deleted in Stripe.", id);
    }
    if (customer.testClock() != null) {
      return none(Reason.NO_CONTACT, "The customer is on a test clock: such make no contacts.");
    }
    if (address == null) {
      return left(
          EmailAddress.of(customer.email()).kind() == EmailAddress.Kind.NONE
              ? "The customer has no e-mail address in Stripe: it makes no contact."
              : "The customer's e-mail address in Stripe is not usable: it makes no contact.",
          id);
    }
    return contact(address);
  }

  /** A customer who makes no contact now; perhaps there was one. */
  private Explanation left(String why, String customer) {
    return ledger.contacts().writtenOf(customer).stream()
        .filter(contact -> rows(contact.address()).customers().isEmpty())
        .findFirst()
        .map(contact -> none(Reason.LEFT, why + " " + leaving(contact)))
        .orElseGet(() -> none(Reason.NO_CONTACT, why));
  }

  /** What becomes of a contact whose address nobody has any more. */
  private String leaving(Written contact) {
    String was = "Its contact was written before, of " + String.join(", ", contact.customers());
    Optional<String> moved =
        contact.customers().stream()
            .filter(id -> ledger.byId().customer(id).filter(Explainer::makesContact).isPresent())
            .findFirst();
    if (moved.isPresent()) {
      return was
          + "; %s has another address now, and the contact goes along where Brevo has none there:"
              .formatted(moved.get())
          + " see --customer "
          + moved.get()
          + ".";
    }
    if (contact.lists().isEmpty()) {
      return was + ", and has left the connector's lists: nothing more is written to it.";
    }
    return was
        + switch (plan.onCustomerDeleted()) {
          case OnCustomerDeleted.REMOVE_FROM_LISTS ->
              ": it leaves the lists "
                  + contact.lists().stream().map(String::valueOf).collect(Collectors.joining(", "))
                  + " and keeps its attributes (spec.onCustomerDeleted is RemoveFromLists).";
          case OnCustomerDeleted.RETAIN ->
              ": it stays as it is (spec.onCustomerDeleted is Retain).";
          case OnCustomerDeleted.DELETE_CONTACT ->
              ": it is deleted in Brevo, or leaves its lists if it is blocklisted"
                  + " (spec.onCustomerDeleted is DeleteContact).";
        };
  }

  private static boolean makesContact(CustomerRow customer) {
    return !customer.deleted() && customer.testClock() == null && customer.address() != null;
  }

  private ContactRows rows(String address) {
    return ledger.objects().load(List.of(address)).getFirst();
  }

  private Explanation contact(String address) {
    Mapping mapping = plan.mapping(new KeptKeys(ledger.facts()).get());
    ContactMaker maker =
        Setup.maker(
            plan, mapping, new KeptSchema(ledger.facts()).get(mapping, plan.createsAttributes()));
    Projection projection =
        new Projection(
            ledger,
            Setup.profiler(plan, ledger),
            maker,
            clock,
            false,
            Setup.frozen(plan, ledger),
            plan.guests());
    return projection
        .see(address)
        .<Explanation>map(seen -> contact(seen, maker))
        .orElseGet(() -> nobody(address));
  }

  private Explanation contact(Projection.Seen seen, ContactMaker maker) {
    var profile = seen.explained().profile();
    return new Explanation.Contact(
        seen.at(),
        freshness,
        seen.customers(),
        seen.explained(),
        maker.shown(profile),
        maker.lists(profile),
        write(seen));
  }

  private Explanation nobody(String address) {
    List<Written> written = List.copyOf(ledger.contacts().written(List.of(address)).values());
    if (!written.isEmpty()) {
      return none(Reason.LEFT, "No customer has this address now. " + leaving(written.getFirst()));
    }
    return rows(address).sessions().isEmpty()
        ? none(
            Reason.UNKNOWN_ADDRESS,
            "No customer in the ledger has this address. One that is new in Stripe comes with its"
                + " event, or the next sync; --customer cus_... finds one whose address is another.")
        : none(
            Reason.NO_CONTACT,
            "Nobody but checkouts without a customer has this address, and these make no contact"
                + " here: see spec.sync.guestCheckouts.");
  }

  private Explanation.Write write(Projection.Seen seen) {
    List<String> notes = new ArrayList<>();
    Planned planned = withoutOthersNumbers(seen.planned(), notes);
    String address = planned.address();
    boolean making =
        planned.change().first() && ledger.presence().known(List.of(address)).isEmpty();
    if (!ledger.imports().inUnfinished(List.of(address)).isEmpty()) {
      notes.add("It is in an import that Brevo has not finished: it is looked at when that ends.");
    }
    if (!ledger.marks().among(List.of(address)).isEmpty()) {
      notes.add("Something of it changed, and it waits for its turn to be written.");
    }
    consent(planned, seen.explained().optedOut(), making, notes);
    refusals(planned, notes);
    if (planned.change().isEmpty()) {
      return new Explanation.Write(null, new TreeMap<>(), notes);
    }
    return making
        ? new Explanation.Write(
            DryRun.Action.CREATE, DrySink.differences(planned.asNew(), null), notes)
        : new Explanation.Write(
            DryRun.Action.CHANGE, DrySink.differences(planned.change(), planned.written()), notes);
  }

  /** As it would be written: a number belongs to one contact. */
  private Planned withoutOthersNumbers(Planned planned, List<String> notes) {
    Planned rest = planned;
    for (String attribute : SingleWrite.NUMBERS) {
      JsonNode number = planned.change().attributes().get(attribute);
      if (number != null
          && !number.asText().isEmpty()
          && ledger
              .numbers()
              .holder(attribute, number.asText())
              .filter(holder -> !holder.equals(planned.address()))
              .isPresent()) {
        notes.add(attribute + " is left out: another contact has this number.");
        rest = rest.without(attribute);
      }
    }
    return rest;
  }

  private void consent(Planned planned, List<SourceObject> no, boolean making, List<String> notes) {
    if (!no.isEmpty()) {
      Written written = planned.written();
      notes.add(
          "The consent metadata of %s says no: the contact %s blocklisted."
              .formatted(
                  no.stream().map(SourceObject::id).collect(Collectors.joining(", ")),
                  written != null && written.blocklisted() ? "was" : "is"));
    }
    if (making && plan.newContactsBlocklisted()) {
      notes.add("New contacts are made blocklisted: spec.brevo.consent.newContacts says so.");
    } else if (plan.newContactsBlocklisted() && no.isEmpty()) {
      notes.add(
          "If this connector made the contact, it was made blocklisted, since"
              + " spec.brevo.consent.newContacts says so; one that Brevo had before keeps its own"
              + " consent.");
    }
    if (planned.suppressed()) {
      notes.add(
          "A contact with this address was blocklisted when it was deleted or renamed: a new one is"
              + " made blocklisted.");
    }
  }

  private static void refusals(Planned planned, List<String> notes) {
    Written written = planned.written();
    if (written == null) {
      return;
    }
    if (planned.isRejected() && written.rejection() != null) {
      notes.add(
          "Brevo refused the contact as it is (%s): it is tried again when a value changes, and with"
                  .formatted(written.rejection().reason())
              + " `sync --rewrite`.");
    }
    for (String attribute : written.withheld().keySet()) {
      JsonNode wanted = planned.desired().attributes().get(attribute);
      if (wanted != null && wanted.equals(written.withheld().get(attribute))) {
        notes.add(attribute + " is left out: Brevo refused this value; it is tried again changed.");
      }
    }
  }
}
