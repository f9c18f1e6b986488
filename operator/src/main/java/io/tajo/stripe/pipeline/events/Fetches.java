package io.tajo.stripe.pipeline.events;

import com.stripe.model.Charge;
import com.stripe.model.Refund;
import com.stripe.model.StripeObject;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.StripeFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is read of Stripe for one batch of events, each thing once: all of it is read after all of
 * those events, so it is good for each of them.
 */
final class Fetches {
  /** Something that was read, and the whole second that it is at least as new as. */
  record Fetched<T>(T what, Instant asOf) {}

  private final Stripe stripe;
  private final Instant notBefore;
  private final Map<String, CompletableFuture<Fetched<?>>> done = new ConcurrentHashMap<>();
  private final Set<Resource> denied = ConcurrentHashMap.newKeySet();

  /**
   * Begins a batch.
   *
   * @param notBefore whatever is read now is at least as new as this: the events of the batch, and
   *     what the ledger knew, had happened by then, whatever the clocks say
   */
  Fetches(Stripe stripe, Instant notBefore) {
    this.stripe = stripe;
    this.notBefore = notBefore;
  }

  /** An object; empty where it is gone. */
  Fetched<Optional<StripeObject>> object(Resource resource, String id) {
    return once(resource, resource + " " + id, () -> stripe.retrieve(resource, id));
  }

  /** A coupon that was deleted, through a subscription that still shows it. */
  Fetched<Optional<StripeObject>> couponThrough(String subscription, String coupon) {
    return once(
        Resource.SUBSCRIPTIONS,
        "coupon " + coupon,
        () ->
            stripe
                .couponThrough(Resource.SUBSCRIPTIONS, subscription, coupon)
                .map(StripeObject.class::cast));
  }

  Fetched<List<Charge>> chargesOf(String paymentIntent) {
    return once(
        Resource.CHARGES, "charges of " + paymentIntent, () -> stripe.chargesOf(paymentIntent));
  }

  Fetched<List<Refund>> refundsOf(String charge) {
    return once(Resource.REFUNDS, "refunds of " + charge, () -> stripe.refundsOf(charge));
  }

  Fetched<List<String>> paymentIntentsOf(String invoice) {
    return once(
        Resource.INVOICES, "payments of " + invoice, () -> stripe.paymentIntentsOf(invoice));
  }

  /**
   * What the key may not read, by the resource whose permission it wants: that much is missing of
   * it from now on. Not customers, without whom no event of theirs is done.
   */
  Set<Resource> denied() {
    return denied;
  }

  @SuppressWarnings("unchecked") // A name is only ever asked for one type.
  private <T> Fetched<T> once(Resource resource, String name, Supplier<T> read) {
    CompletableFuture<Fetched<?>> mine = new CompletableFuture<>();
    @Nullable CompletableFuture<Fetched<?>> other = done.putIfAbsent(name, mine);
    if (other == null) {
      try {
        Instant asked = stripe.now();
        T what = read.get();
        mine.complete(new Fetched<>(what, asked.isAfter(notBefore) ? asked : notBefore));
      } catch (RuntimeException | Error e) {
        if (e instanceof StripeFailure.PermissionMissing && resource != Resource.CUSTOMERS) {
          denied.add(resource);
        }
        mine.completeExceptionally(e);
      }
    }
    try {
      return (Fetched<T>) (other == null ? mine : other).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
