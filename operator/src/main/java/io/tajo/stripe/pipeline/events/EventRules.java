package io.tajo.stripe.pipeline.events;

import io.tajo.stripe.api.SyncResource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events are this connector's, and which of them Brevo hears of.
 *
 * @param live whether the connector's key is of live mode
 * @param account the connected account that is read; null: the key's own
 * @param ownEndpoint whether the endpoint was made in the connected account itself, so that its
 *     events name none
 * @param resources what is synced
 * @param prefix before the name of every Brevo event
 * @param include types to forward besides the standard ones; {@code *} at the end of one stands for
 *     anything
 * @param exclude types, or derived names without the prefix, not to forward
 * @param maxAge older events are not forwarded
 * @param firstStart events created before it are not forwarded
 * @param deletesContacts whether a contact goes with its last customer
 * @param reporting the reporting currency, lower case; null: none
 */
public record EventRules(
    boolean live,
    @Nullable String account,
    boolean ownEndpoint,
    Set<SyncResource> resources,
    String prefix,
    List<String> include,
    List<String> exclude,
    Duration maxAge,
    Instant firstStart,
    boolean deletesContacts,
    @Nullable String reporting) {
  /** The types that are forwarded unless they are excluded. */
  static final Set<String> STANDARD =
      Set.of(
          "payment_intent.succeeded",
          "payment_intent.payment_failed",
          "charge.refunded",
          "charge.dispute.created",
          "customer.created",
          "customer.updated",
          "customer.deleted",
          "customer.subscription.created",
          "customer.subscription.updated",
          "customer.subscription.deleted",
          "customer.subscription.trial_will_end",
          "invoice.paid",
          "invoice.payment_failed",
          "invoice.upcoming",
          "invoice.finalized",
          "invoice.voided",
          "invoice.marked_uncollectible",
          "invoice.overdue",
          "checkout.session.completed",
          "checkout.session.expired",
          "checkout.session.async_payment_succeeded",
          "checkout.session.async_payment_failed");

  /** Why an event is none of this connector's; empty: it is. */
  public Optional<String> foreign(StripeEvent event) {
    if (event.livemode() != null && event.livemode() != live) {
      return Optional.of("livemode");
    }
    boolean same =
        event.account() == null
            ? account == null || ownEndpoint || event.thin()
            : event.account().equals(account);
    return same ? Optional.empty() : Optional.of("account");
  }

  /** What a type is of; empty: of nothing that this connector knows. */
  public static Optional<SyncResource> resource(String type) {
    if (begins(type, "payment_intent.", "charge.", "refund.")) {
      return Optional.of(SyncResource.PAYMENTS);
    }
    if (begins(type, "customer.subscription.", "customer.discount.", "coupon.")) {
      return Optional.of(SyncResource.SUBSCRIPTIONS);
    }
    if (begins(type, "customer.")) {
      return Optional.of(SyncResource.CUSTOMERS);
    }
    if (begins(type, "invoice.")) {
      return Optional.of(SyncResource.INVOICES);
    }
    if (begins(type, "checkout.session.")) {
      return Optional.of(SyncResource.CHECKOUT_SESSIONS);
    }
    return begins(type, "product.", "price.")
        ? Optional.of(SyncResource.PRODUCTS)
        : Optional.empty();
  }

  private static boolean begins(String type, String... beginnings) {
    for (String beginning : beginnings) {
      if (type.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  /** Whether what an event of this type shows is of a resource that is synced. */
  public boolean synced(String type) {
    return resource(type).filter(resources::contains).isPresent();
  }

  /** Whether the connector has any use for events of a type. */
  public boolean useful(String type) {
    return synced(type) || forwards(type);
  }

  /** Whether events of a type go to Brevo. */
  boolean forwards(String type) {
    boolean out = resource(type).isPresent() && !synced(type);
    return !out && (STANDARD.contains(type) || matches(include, type)) && !matches(exclude, type);
  }

  /** Whether an event goes to Brevo, if its customer has a contact. */
  boolean forwards(StripeEvent event, Instant storedAt) {
    return !event.thin() && forwards(event.type()) && inTime(event, storedAt);
  }

  /** Whether derived events of a name (without the prefix) go to Brevo. */
  boolean derives(String name) {
    return !matches(exclude, name);
  }

  /** Whether an event is young enough to be forwarded: history starts no automations. */
  boolean inTime(StripeEvent event, Instant storedAt) {
    return !event.created().isBefore(storedAt.minus(maxAge))
        && !event.created().isBefore(firstStart.truncatedTo(ChronoUnit.SECONDS));
  }

  String name(String type) {
    return prefix + type.replace('.', '_');
  }

  static boolean matches(List<String> patterns, String type) {
    return patterns.stream()
        .anyMatch(pattern ->
            pattern.endsWith("*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : type.equals(pattern));
  }
}
