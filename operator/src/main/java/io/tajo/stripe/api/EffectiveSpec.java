package io.tajo.stripe.api;

import io.tajo.stripe.api.BrevoSpec.AttributePolicy;
import io.tajo.stripe.api.LoggingSpec.Level;
import io.tajo.stripe.api.MetricsSpec.ChurnAt;
import io.tajo.stripe.api.MetricsSpec.Discounts;
import io.tajo.stripe.api.MetricsSpec.Mrr;
import io.tajo.stripe.api.SyncSpec.GuestCheckouts;
import io.tajo.stripe.api.SyncSpec.Schedule;
import io.tajo.stripe.api.WebhookSpec.Registration;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The values that apply where a spec says nothing: the one place where defaults are. For a spec
 * that has passed {@link Manifests}, no method fails.
 */
public final class EffectiveSpec {
  static final String INCREMENTAL = "*/15 * * * *";
  static final String FULL = "0 3 * * 0";
  private static final int LIVE_RATE = 40;
  private static final int TEST_RATE = 15;

  private final StripeConnectorSpec spec;

  EffectiveSpec(StripeConnectorSpec spec) {
    this.spec = spec;
  }

  public boolean suspended() {
    return or(spec.suspend(), false);
  }

  /** Requests a second to Stripe, at most. */
  public int requestsPerSecond(boolean liveKey) {
    return or(spec.stripe().requestsPerSecond(), liveKey ? LIVE_RATE : TEST_RATE);
  }

  public AttributePolicy attributes() {
    return or(spec.brevo().attributes(), AttributePolicy.CREATE);
  }

  public String attributePrefix() {
    return or(spec.brevo().attributePrefix(), "");
  }

  /** What is synced, customers always among it. */
  public Set<SyncResource> resources() {
    List<SyncResource> given = of(spec.sync(), SyncSpec::resources);
    EnumSet<SyncResource> resources =
        given == null ? EnumSet.allOf(SyncResource.class) : EnumSet.copyOf(given);
    resources.add(SyncResource.CUSTOMERS);
    return resources;
  }

  /** Payments, invoices and checkout sessions created before it do not count. */
  public Optional<Instant> since() {
    return Optional.ofNullable(of(spec.sync(), SyncSpec::since))
        .map(date -> LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  public GuestCheckouts guestCheckouts() {
    return or(of(spec.sync(), SyncSpec::guestCheckouts), GuestCheckouts.IGNORE);
  }

  public CronSchedule incremental() {
    return schedule(Schedule::incremental, INCREMENTAL);
  }

  public CronSchedule full() {
    return schedule(Schedule::full, FULL);
  }

  private CronSchedule schedule(Function<Schedule, @Nullable String> which, String otherwise) {
    Schedule schedule = of(spec.sync(), SyncSpec::schedule);
    String zone = of(schedule, Schedule::timeZone);
    return CronSchedule.parse(
        or(of(schedule, which), otherwise), zone == null ? ZoneOffset.UTC : ZoneId.of(zone));
  }

  /** By source: the attribute it is written to; empty: the default mapping. */
  public Optional<Map<String, String>> fieldMapping() {
    return Optional.ofNullable(spec.fieldMapping());
  }

  /** The reporting currency, lower case. */
  public Optional<String> reportingCurrency() {
    return Optional.ofNullable(of(spec.currency(), CurrencySpec::reporting))
        .map(code -> code.toLowerCase(Locale.ROOT));
  }

  /** Major units of the reporting currency by currency, lower case; all above 0. */
  public Map<String, BigDecimal> rates() {
    Map<String, String> given = of(spec.currency(), CurrencySpec::rates);
    Map<String, BigDecimal> rates = new TreeMap<>();
    if (given != null) {
      given.forEach((code, rate) -> rates.put(code.toLowerCase(Locale.ROOT), new BigDecimal(rate)));
    }
    return rates;
  }

  public Discounts discounts() {
    return or(of(mrr(), Mrr::discounts), Discounts.RECURRING);
  }

  public ChurnAt churnAt() {
    return or(of(mrr(), Mrr::churnAt), ChurnAt.PERIOD_END);
  }

  private @Nullable Mrr mrr() {
    return of(spec.metrics(), MetricsSpec::mrr);
  }

  public String eventPrefix() {
    return or(of(spec.events(), EventsSpec::prefix), "stripe_");
  }

  /** Patterns of events that are forwarded besides the standard ones. */
  public List<String> eventsIncluded() {
    return or(of(spec.events(), EventsSpec::include), List.of());
  }

  /** Patterns of events that are not forwarded. */
  public List<String> eventsExcluded() {
    return or(of(spec.events(), EventsSpec::exclude), List.of());
  }

  /** Older events are not forwarded. */
  public Duration eventMaxAge() {
    return GoDuration.parse(or(of(spec.events(), EventsSpec::maxAge), "24h"));
  }

  public boolean abandonedWithoutConsent() {
    return or(of(spec.events(), EventsSpec::abandonedWithoutConsent), false);
  }

  /** Whether the webhook endpoint in Stripe is made and kept for the user. */
  public boolean managesEndpoint() {
    return or(of(spec.webhook(), WebhookSpec::registration), Registration.MANUAL)
        == Registration.MANAGED;
  }

  public OnCustomerDeleted onCustomerDeleted() {
    return or(spec.onCustomerDeleted(), OnCustomerDeleted.REMOVE_FROM_LISTS);
  }

  public Level logLevel() {
    return or(of(spec.logging(), LoggingSpec::level), Level.INFO);
  }

  public boolean logWebhooks() {
    return or(of(spec.logging(), LoggingSpec::webhooks), false);
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  private static <T, V> @Nullable V of(@Nullable T part, Function<T, @Nullable V> get) {
    return part == null ? null : get.apply(part);
  }
}
