package io.tajo.stripe.pipeline.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.api.SyncResource;
import io.tajo.stripe.ledger.Outgoing;
import io.tajo.stripe.profile.CheckoutSessionRow;
import io.tajo.stripe.profile.EmailAddress;
import io.tajo.stripe.profile.Profiler;
import io.tajo.stripe.profile.SubscriptionFigures;
import io.tajo.stripe.profile.SubscriptionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What Brevo hears of events: each forwarded one, and what follows from it. */
final class OutgoingEvents {
  private static final String DELETED = "customer.deleted";
  private static final String EXPIRED = "checkout.session.expired";
  private static final String ABANDONED = "checkout_abandoned";

  private final EventRules rules;
  private final Profiler profiler;
  private final Owners owners;
  private final Subscribed before;
  private final Subscribed after;
  private final Transitions transitions;

  OutgoingEvents(
      EventRules rules,
      Profiler profiler,
      Owners owners,
      Subscribed before,
      Subscribed after,
      Transitions transitions) {
    this.rules = rules;
    this.profiler = profiler;
    this.owners = owners;
    this.before = before;
    this.after = after;
    this.transitions = transitions;
  }

  /** Of one event; events are asked for in their order. */
  List<Outgoing> of(Reading reading) {
    List<Outgoing> events = new ArrayList<>();
    List<Transitions.Transition> changes = changes(reading);
    StripeEvent event = reading.event();
    if (event.thin() || !rules.inTime(event, reading.storedAt())) {
      return events;
    }
    Optional<String> customer = owners.customer(reading);
    boolean mayRecover = session(reading).filter(profiler::allowsRecovery).isPresent();
    @Nullable SubscriptionFigures plan =
        reading.subscription().map(after.figures()::get).orElse(null);
    if (rules.forwards(event.type()) && !goesWithItsContact(reading)) {
      events.add(
          outgoing(reading, event.type(), EventProperties.of(reading, customer, plan, mayRecover)));
    }
    if (event.type().equals(EXPIRED)
        && mayRecover
        && rules.resources().contains(SyncResource.CHECKOUT_SESSIONS)
        && rules.derives(ABANDONED)) {
      events.add(outgoing(reading, ABANDONED, EventProperties.of(reading, customer, plan, true)));
    }
    for (Transitions.Transition change : changes) {
      if (rules.derives(change.name())) {
        events.add(
            outgoing(
                reading,
                change.name(),
                EventProperties.ofChange(reading, customer, change.before(), change.after())));
      }
    }
    return events;
  }

  /** The contact is deleted with its last customer: nobody would be told. */
  private boolean goesWithItsContact(Reading reading) {
    return reading.event().type().equals(DELETED)
        && rules.deletesContacts()
        && !home(reading).filter(owners::isShared).isPresent();
  }

  private Outgoing outgoing(Reading reading, String type, SortedMap<String, JsonNode> properties) {
    boolean deletion = reading.event().type().equals(DELETED);
    return new Outgoing(
        reading.event().id(),
        rules.name(type),
        reading.event().created(),
        owners.customer(reading).orElse(null),
        (deletion ? home(reading) : guest(reading)).orElse(null),
        deletion,
        properties);
  }

  /** Where the customer was that is deleted: as far as is known, else as the event shows it. */
  private Optional<String> home(Reading reading) {
    if (StripeEvent.text(reading.shown(), "test_clock").isPresent()) {
      return Optional.empty();
    }
    return reading
        .event()
        .objectId()
        .flatMap(owners::address)
        .or(() ->
            Optional.ofNullable(
                EmailAddress.of(StripeEvent.text(reading.shown(), "email").orElse(null)).value()));
  }

  /** The address of a session that names no customer. */
  private static Optional<String> guest(Reading reading) {
    return session(reading)
        .filter(session -> session.customer() == null)
        .flatMap(session -> Optional.ofNullable(session.address()));
  }

  private static Optional<CheckoutSessionRow> session(Reading reading) {
    return reading.subject() == Subject.CHECKOUT_SESSION
        ? reading.sights().stream()
            .flatMap(sight -> sight.rows().sessions().stream())
            .filter(row -> reading.event().objectId().filter(row.id()::equals).isPresent())
            .findFirst()
        : Optional.empty();
  }

  private List<Transitions.Transition> changes(Reading reading) {
    if (!Transitions.EVENTS.contains(reading.event().plainType())) {
      return List.of();
    }
    String id = reading.subscription().orElse("");
    @Nullable SubscriptionRow row = after.rows().get(id);
    @Nullable SubscriptionFigures now = after.figures().get(id);
    if (row == null || now == null) {
      return List.of();
    }
    boolean made = reading.event().plainType().equals("customer.subscription.created");
    @Nullable SubscriptionFigures was = before.figures().get(id);
    return transitions.take(
        Optional.ofNullable(row.customer()).flatMap(owners::address),
        row,
        was == null && made ? Transitions.nothing(now) : was,
        now);
  }
}
