package io.tajo.stripe.cli;

import io.tajo.stripe.contact.AttributeType;
import io.tajo.stripe.contact.Lists;
import io.tajo.stripe.contact.Shown;
import io.tajo.stripe.pipeline.DryRun;
import io.tajo.stripe.pipeline.Explanation;
import io.tajo.stripe.profile.CustomerRow;
import io.tajo.stripe.profile.Explained;
import io.tajo.stripe.profile.Field;
import io.tajo.stripe.profile.Origin;
import io.tajo.stripe.profile.Profile.Membership;
import io.tajo.stripe.profile.Source;
import io.tajo.stripe.profile.SourceObject;
import io.tajo.stripe.profile.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts into words where a contact's values come from. */
final class Storyteller {
  private static final int MOST_NAMED = 4;

  private final Explanation.Contact contact;
  private final Explained explained;

  private Storyteller(Explanation.Contact contact) {
    this.contact = contact;
    this.explained = contact.explained();
  }

  static Story of(Explanation.Contact contact) {
    return new Storyteller(contact).story();
  }

  private Story story() {
    Explanation.Write write = contact.write();
    DryRun.Action action = write.action();
    return new Story(
        explained.profile().address(),
        contact.at().truncatedTo(ChronoUnit.SECONDS).toString(),
        contact.customers().stream()
            .map(customer -> new Story.Customer(customer.id(), day(customer.created())))
            .toList(),
        contact.attributes().stream().map(this::line).toList(),
        contact.lists().stream().map(this::membership).toList(),
        new Story.Write(
            action == null ? "none" : Summary.action(action), write.fields(), write.notes()),
        contact.ledger());
  }

  static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  private Story.Line line(Shown shown) {
    Source source = shown.target().source();
    Origin origin = explained.origin(source);
    String currency = currency(source);
    AttributeType type = shown.type();
    return new Story.Line(
        shown.target().attribute(),
        source.name(),
        type == null ? null : type.brevoName(),
        shown.value(),
        outcome(shown, why(source, origin, currency)),
        origin instanceof Origin.Amount ? currency == null ? "" : currency : null,
        new Portions(explained, source, currency).parts(origin),
        origin instanceof Origin.Average average ? (Long) average.of().counted() : null,
        origin instanceof Origin.Yearly ? (Long) 12L : null);
  }

  /** What a figure is in. */
  private @Nullable String currency(Source source) {
    Value value =
        explained
            .profile()
            .value(source.field() == Field.BALANCE ? Source.of(Field.CURRENCY) : source)
            .orElseGet(Value.Empty::new);
    return switch (value) {
      case Value.Money money -> money.currency();
      case Value.Text(String text) when source.field() == Field.BALANCE -> text;
      default -> null;
    };
  }

  private static String outcome(Shown shown, String why) {
    return switch (shown.outcome()) {
      case Shown.Present(var _, boolean cut) -> cut ? why + "; cut, because it is too long" : why;
      case Shown.Empty() -> why;
      case Shown.Kept() ->
          "not read from Stripe so far, or not readable now: what was written stays";
      case Shown.Omitted(var reason) ->
          why
              + switch (reason) {
                case UNCONVERTIBLE -> "; left out: it does not fit the attribute's type";
                case MISSING_ATTRIBUTE -> "; left out: Brevo has no such attribute";
                case INVALID_PHONE -> "; left out: it is no international number";
              };
    };
  }

  private String why(Source source, Origin origin, @Nullable String currency) {
    return switch (origin) {
      case Origin.Said said -> said(source, said);
      case Origin.Count(List<SourceObject> objects) ->
          count(source.field(), objects.size())
              + (objects.isEmpty() ? "" : " (" + named(objects) + ")");
      case Origin.Sum sum when source.field() == Field.BALANCE ->
          "sum of %s, in minor units; negative is credit".formatted(number(sum, "customer"));
      case Origin.Sum sum -> sum(source.field(), sum) + in(sum, currency);
      case Origin.Average average ->
          average.of().counted() == 0
              ? "no payment"
              : "total_spent ÷ " + Text.number(average.of().counted());
      case Origin.Yearly _ -> "12 × mrr";
      case Origin.Single single -> single(single);
    };
  }

  private static String in(Origin.Sum sum, @Nullable String currency) {
    return sum.portions().isEmpty() ? "" : ", in " + Amounts.code(currency);
  }

  private static String sum(Field field, Origin.Sum sum) {
    return switch (field) {
      case TOTAL_REFUNDED -> "what was refunded of " + number(sum, "payment");
      case MRR -> "what %s a month".formatted(make(number(sum, "subscription"), sum));
      case AMOUNT_DUE -> "what remains of " + number(sum, "open invoice");
      default -> number(sum, "payment") + ", less refunds and lost disputes";
    };
  }

  private static String make(String what, Origin.Sum sum) {
    return what + (sum.portions().size() == 1 ? " makes" : " make");
  }

  private static String number(Origin.Sum sum, String what) {
    return number(sum.portions().size(), what);
  }

  private static String number(int count, String what) {
    return count == 1
        ? "1 " + what
        : count == 0 ? "no " + what : Text.number(count) + " " + what + "s";
  }

  private static String count(Field field, int count) {
    return switch (field) {
      case PAYMENT_COUNT -> number(count, "payment");
      case FAILED_PAYMENT_COUNT -> number(count, "failed charge");
      case DISPUTE_COUNT -> number(count, "dispute");
      case SUBSCRIPTION_COUNT -> number(count, "subscription") + " active, trialing or past_due";
      case OPEN_INVOICE_COUNT -> number(count, "open invoice");
      default -> number(count, "expired checkout session");
    };
  }

  private static String single(Origin.Single single) {
    var portion = single.portion();
    if (portion == null) {
      return single.choice() == Origin.Choice.NEXT ? "no invoice is announced" : "no payment";
    }
    return single.choice() == Origin.Choice.NEXT
        ? "the next invoice announced, of " + portion.of().id()
        : portion.of().id() + ", the newest payment";
  }

  private String said(Source source, Origin.Said said) {
    List<SourceObject> objects = said.objects();
    if (objects.isEmpty()) {
      return switch (source.field()) {
        case DELINQUENT -> "no customer is";
        case EMAIL -> "a checkout without a customer";
        default -> nobody(source.field());
      };
    }
    String names = named(objects);
    String kind = objects.getFirst().kind().words();
    boolean several = contact.customers().size() > 1;
    return switch (said.choice()) {
      case NEWEST ->
          objects.getFirst().kind() != SourceObject.Kind.CUSTOMER
              ? names + ", the newest " + kind
              : several ? names + ", the newest customer that has one" : names;
      case OLDEST -> kind.equals("customer") && !several ? names : names + ", the oldest " + kind;
      case PRIMARY -> names + ", the primary subscription";
      case LARGEST_ITEM -> "largest item of " + names + ", the primary subscription";
      case NEXT -> "the next invoice announced, of " + names;
      case EACH -> names;
    };
  }

  private static String nobody(Field field) {
    return switch (field.topic()) {
      case CUSTOMERS -> "no customer has one";
      case SUBSCRIPTIONS -> "no subscription";
      case INVOICES -> "no such invoice";
      case CHECKOUT_SESSIONS -> "no such checkout session";
      default -> "no payment";
    };
  }

  private static String named(List<SourceObject> objects) {
    String names =
        objects.stream().limit(MOST_NAMED).map(SourceObject::id).collect(Collectors.joining(", "));
    return objects.size() <= MOST_NAMED
        ? names
        : names + " and " + Text.number(objects.size() - MOST_NAMED) + " more";
  }

  private Story.Membership membership(Lists.Place place) {
    return new Story.Membership(
        place.list(),
        place.purpose().field(),
        switch (place.standing()) {
          case IN -> "in";
          case OUT -> "out";
          case LEFT_ALONE -> "left alone";
        },
        why(place));
  }

  private String why(Lists.Place place) {
    if (contact.customers().isEmpty()) {
      return "a guest's contact is in no list";
    }
    if (place.standing() == Lists.Standing.LEFT_ALONE) {
      return "subscriptions were not read so far, or cannot be read now";
    }
    Membership membership = explained.profile().membership();
    List<SourceObject> deciding = explained.membership();
    return switch (place.purpose()) {
      case ALL_CUSTOMERS -> "a customer of Stripe: " + ids(contact.customers());
      case SUBSCRIBERS ->
          membership == Membership.SUBSCRIBER
              ? are(deciding)
              : "no subscription is active, trialing or past_due";
      case CHURNED ->
          switch (membership) {
            case SUBSCRIBER -> are(deciding);
            case CHURNED -> are(deciding) + ", and none is active, trialing or past_due";
            case NEITHER -> "no subscription is canceled or unpaid";
            case null -> "";
          };
    };
  }

  private static String ids(List<CustomerRow> customers) {
    return named(
        customers.stream()
            .map(row -> new SourceObject(SourceObject.Kind.CUSTOMER, row.id(), row.created(), ""))
            .toList());
  }

  private static String are(List<SourceObject> subscriptions) {
    SourceObject first = subscriptions.getFirst();
    return first.id()
        + " is "
        + first.status()
        + (subscriptions.size() == 1
            ? ""
            : " (and " + Text.number(subscriptions.size() - 1) + " more)");
  }
}
