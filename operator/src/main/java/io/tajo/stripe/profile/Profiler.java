package io.tajo.stripe.profile;

import io.tajo.stripe.profile.Origin.Choice;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a contact's figures out of its rows (docs/mapping.md). Pure and thread-safe; throws
 * nothing, whatever the rows hold: what cannot be told is empty, and money that cannot be told is
 * left out and named.
 */
public final class Profiler {
  /** What a contact's currency can come from besides its customers. */
  private static final Set<Topic> WITH_CURRENCY =
      Set.of(Topic.PAYMENTS, Topic.SUBSCRIPTIONS, Topic.INVOICES);

  private final ProfileSettings settings;
  private final Set<Topic> readable;
  private final Set<Field> fields;
  private final @Nullable Conversion reporting;

  public Profiler(ProfileSettings settings) {
    this.settings = settings;
    // Customers make the contacts: there is no contact where they may not be read.
    EnumSet<Topic> topics = EnumSet.of(Topic.CUSTOMERS);
    topics.addAll(settings.readable());
    this.readable = Collections.unmodifiableSet(topics);
    this.fields =
        EnumSet.allOf(Field.class).stream()
            .filter(field -> field.hasValue(topics))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Field.class)));
    String currency = settings.reporting();
    this.reporting =
        currency == null
            ? null
            : Conversion.to(currency, settings.rates(), topics.contains(Topic.SETTLEMENTS));
  }

  /**
   * One contact's figures.
   *
   * @param rows of the contact; their order never matters, except within a list of discounts
   * @param now what is running, past and ahead
   */
  public Profile profile(ContactRows rows, Catalog catalog, Instant now) {
    return explain(rows, catalog, now).profile();
  }

  /** The same, with what each figure was made from. */
  public Explained explain(ContactRows rows, Catalog catalog, Instant now) {
    List<CustomerRow> customers = Newest.first(rows.customers(), Newest.CUSTOMER);
    PlainFields plain = new PlainFields(customers);
    Payments payments = payments(rows);
    Subscriptions subscriptions =
        new Subscriptions(
            readable.contains(Topic.SUBSCRIPTIONS) ? rows.subscriptions() : List.of());
    Invoices invoices = new Invoices(counted(Topic.INVOICES, rows.invoices(), InvoiceRow::created));

    Saying said =
        first(plain.currency(), payments.currency(), subscriptions.currency(), invoices.currency());
    String currency = said == null ? null : said.text();
    Conversion conversion = reporting == null ? Conversion.none(currency) : reporting;
    Figures figures = new Figures(fields, conversion.currency());
    Map<String, ProductRow> products = products(catalog);

    figures.text(
        Field.EMAIL,
        rows.address(),
        new Origin.Said(customers.stream().map(SourceObject::of).toList(), Choice.EACH));
    plain.add(figures);
    if (currency != null || readable.containsAll(WITH_CURRENCY)) {
      figures.text(
          Field.CURRENCY, currency, Origin.said(said == null ? null : said.by(), Choice.NEWEST));
    }
    figures.whole(Field.BALANCE, plain.balance(currency));
    if (readable.contains(Topic.PAYMENTS)) {
      payments.add(figures, conversion);
    }
    if (readable.contains(Topic.SUBSCRIPTIONS)) {
      subscriptions.add(figures, new Mrr(settings, catalog, now), conversion, customers, products);
    }
    if (readable.contains(Topic.INVOICES)) {
      invoices.add(figures, conversion);
      Invoices.addUpcoming(figures, rows.upcoming(), rows.subscriptions(), conversion, now);
    }
    if (readable.contains(Topic.CHECKOUT_SESSIONS)) {
      new Checkouts(counted(Topic.CHECKOUT_SESSIONS, rows.sessions(), CheckoutSessionRow::created))
          .add(figures, settings.abandonedWithoutConsent(), now);
    }
    return explained(rows.address(), customers, plain, payments, subscriptions, figures, products);
  }

  private Explained explained(
      String address,
      List<CustomerRow> customers,
      PlainFields plain,
      Payments payments,
      Subscriptions subscriptions,
      Figures figures,
      Map<String, ProductRow> products) {
    Map<String, Saying> metadata = plain.metadata();
    Map<String, Origin.Sum> spent = readable.contains(Topic.PAYMENTS) ? payments.totals() : null;
    List<SourceObject> optedOut = Consent.optedOut(customers, settings.consentKey());
    Profile profile =
        new Profile(
            address,
            customers.stream().map(CustomerRow::id).toList(),
            figures.values(),
            mapped(metadata, Saying::text),
            spent == null ? null : money(spent),
            readable.contains(Topic.SUBSCRIPTIONS) ? subscriptions.membership() : null,
            !optedOut.isEmpty(),
            figures.nextChange(),
            figures.leftOut());
    return new Explained(
        profile,
        figures.origins(),
        mapped(metadata, Saying::by),
        spent,
        subscriptions.deciding(),
        optedOut,
        products);
  }

  private static <A, B> Map<String, B> mapped(Map<String, A> map, Function<A, B> function) {
    Map<String, B> mapped = new TreeMap<>();
    map.forEach((key, value) -> mapped.put(key, function.apply(value)));
    return mapped;
  }

  private static Map<String, Value.Money> money(Map<String, Origin.Sum> sums) {
    Map<String, Value.Money> money = new TreeMap<>();
    sums.forEach((currency, sum) -> money.put(currency, new Value.Money(sum.total(), currency)));
    return money;
  }

  private Map<String, ProductRow> products(Catalog catalog) {
    return readable.contains(Topic.PRODUCTS) ? catalog.products() : Map.of();
  }

  /**
   * One subscription's figures.
   *
   * @param customerDiscount the customer's own; it counts where the subscription has none
   */
  public SubscriptionFigures subscription(
      SubscriptionRow row, @Nullable DiscountRow customerDiscount, Catalog catalog, Instant now) {
    PricedSubscription priced = new Mrr(settings, catalog, now).of(row, customerDiscount);
    return SubscriptionFigures.of(
        priced, SubscriptionLine.planName(priced.largestItem(), products(catalog)));
  }

  /** Which lists somebody with these subscriptions, and no others, belongs to. */
  public static Profile.Membership membership(List<SubscriptionRow> subscriptions) {
    return new Subscriptions(subscriptions).membership();
  }

  /** Whether somebody without a customer becomes a contact for having left this checkout. */
  public boolean makesContact(CheckoutSessionRow session) {
    return session.customer() == null
        && "expired".equals(session.status())
        && "opt_in".equals(session.consentPromotions())
        && (settings.since() == null || !session.created().isBefore(settings.since()));
  }

  /** Whether the person who left a checkout may be sent the link back to it. */
  public boolean allowsRecovery(CheckoutSessionRow session) {
    return Consent.allowsRecovery(session, settings.abandonedWithoutConsent());
  }

  private Payments payments(ContactRows rows) {
    boolean reversals = readable.contains(Topic.REFUNDS) && readable.contains(Topic.SETTLEMENTS);
    return new Payments(
        counted(Topic.PAYMENTS, rows.charges(), ChargeRow::created),
        reversals ? rows.refunds() : List.of(),
        readable.contains(Topic.DISPUTES) ? rows.disputes() : List.of());
  }

  /** Rows of a topic that may be read, without those from before the connector's start date. */
  private <T> List<T> counted(Topic topic, List<T> rows, Function<T, Instant> created) {
    if (!readable.contains(topic)) {
      return List.of();
    }
    Instant since = settings.since();
    return since == null
        ? rows
        : rows.stream().filter(row -> !created.apply(row).isBefore(since)).toList();
  }

  private static @Nullable Saying first(@Nullable Saying... sayings) {
    for (Saying saying : sayings) {
      if (saying != null) {
        return saying;
      }
    }
    return null;
  }
}
