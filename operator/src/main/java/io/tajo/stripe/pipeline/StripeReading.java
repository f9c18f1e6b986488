package io.tajo.stripe.pipeline;

import com.stripe.model.Coupon;
import io.tajo.stripe.ledger.CouponReference;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.Rows;
import io.tajo.stripe.ledger.Run;
import io.tajo.stripe.pipeline.reading.Parallel;
import io.tajo.stripe.pipeline.reading.PriceRows;
import io.tajo.stripe.pipeline.reading.StripeRows;
import io.tajo.stripe.profile.CustomerRow;
import io.tajo.stripe.stripe.Range;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.StripeFailure;
import io.tajo.stripe.stripe.Sweep;
import io.tajo.stripe.stripe.SweepOutcome;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads Stripe into the ledger: sweeps every resource at once, then fetches one by one what lists
 * do not show: customers that were deleted, coupons and products that are gone, inline prices.
 */
final class StripeReading {
  private static final int BATCH = 500;
  private static final int WIDTH = 16;

  /**
   * Resources whose objects count from {@code since} on; refunds and disputes follow their charge.
   */
  private static final Set<Resource> DATED =
      EnumSet.of(
          Resource.CHARGES,
          Resource.REFUNDS,
          Resource.DISPUTES,
          Resource.INVOICES,
          Resource.CHECKOUT_SESSIONS);

  private final Stripe stripe;
  private final Ledger ledger;
  private final Tally tally;
  private final Parallel parallel = new Parallel(WIDTH);
  private final Runnable countReads;

  StripeReading(Stripe stripe, Ledger ledger, Tally tally, Runnable countReads) {
    this.stripe = stripe;
    this.ledger = ledger;
    this.tally = tally;
    this.countReads = countReads;
  }

  /**
   * Sweeps; pages that an earlier, killed part of the same run stored are not read again.
   *
   * @return the resources of which something stayed unread
   */
  Set<Resource> sweep(
      Run run, Set<Resource> resources, @Nullable Instant since, Progress progress) {
    Map<Resource, List<Range>> todo = new EnumMap<>(Resource.class);
    for (Resource resource : resources) {
      if (!ledger.runs().planned(run, resource.name())) {
        Range whole =
            since != null && DATED.contains(resource)
                ? Range.since(since.getEpochSecond())
                : Range.all();
        ledger.runs().plan(run, resource.name(), List.of(SweptPages.checkpoint(whole)));
      }
      List<Range> remaining =
          ledger.runs().remaining(run, resource.name()).stream().map(SweptPages::range).toList();
      if (!remaining.isEmpty()) {
        todo.put(resource, remaining);
      }
    }
    SweepOutcome outcome =
        new Sweep(stripe).run(todo, new SweptPages(ledger, run, progress, since, countReads));
    Set<Resource> unread = EnumSet.noneOf(Resource.class);
    outcome
        .resources()
        .forEach((resource, swept) -> {
          for (SweepOutcome.Failure failure : swept.failures()) {
            unread.add(resource);
            tally.problem(
                SweptPages.words(resource)
                    + " created "
                    + words(failure.range())
                    + " stayed unread: "
                    + failure.why().getMessage());
          }
        });
    return unread;
  }

  /** Whether only what was created since a given day counts. */
  static boolean isDated(Resource resource) {
    return DATED.contains(resource);
  }

  private static String words(Range range) {
    String from = range.from() == 0 ? "" : "from " + Instant.ofEpochSecond(range.from()) + " ";
    return from + (range.openTop() ? "until now" : "before " + Instant.ofEpochSecond(range.to()));
  }

  /** Fetches the customers that the sweep did not return: most of them were deleted. */
  boolean missingCustomers(Run run) {
    return inBatches(
        "customers",
        after -> ledger.objects().customersNotSeenIn(run.id(), after, BATCH),
        Function.identity(),
        id -> {
          Instant asked = stripe.now();
          Optional<CustomerRow> found = stripe.customer(id).map(StripeRows::customer);
          if (found.isPresent()) {
            ledger.objects().save(Rows.empty().withCustomers(List.of(found.get())), asked);
          } else {
            ledger.objects().markDeleted(List.of(id), asked);
          }
        });
  }

  /** Fetches prices that lists leave out and whose tiers or other currencies are needed. */
  boolean missingPrices() {
    return inBatches(
        "prices",
        after -> ledger.objects().incompletePrices(after, BATCH),
        Function.identity(),
        id -> {
          Instant asked = stripe.now();
          stripe
              .price(id)
              .map(PriceRows::price)
              .ifPresent(
                  row -> ledger.objects().save(Rows.empty().withPrices(List.of(row)), asked));
        });
  }

  boolean missingProducts() {
    return inBatches(
        "products",
        after -> ledger.objects().unknownProducts(after, BATCH),
        Function.identity(),
        id -> {
          Instant asked = stripe.now();
          stripe
              .product(id)
              .map(StripeRows::product)
              .ifPresent(
                  row -> ledger.objects().save(Rows.empty().withProducts(List.of(row)), asked));
        });
  }

  /** Reads coupons that were deleted before they were ever seen through one place of their use. */
  boolean missingCoupons() {
    return inBatches(
        "coupons",
        after -> ledger.objects().unknownCoupons(after, BATCH),
        CouponReference::coupon,
        reference -> {
          Instant asked = stripe.now();
          Optional<Coupon> coupon = through(reference);
          coupon
              .map(StripeRows::coupon)
              .ifPresent(
                  row -> ledger.objects().save(Rows.empty().withCoupons(List.of(row)), asked));
        });
  }

  private Optional<Coupon> through(CouponReference use) {
    if (use.subscriptionItem() != null) {
      return stripe.couponThrough(
          Resource.SUBSCRIPTION_ITEMS, use.subscriptionItem(), use.coupon());
    }
    if (use.subscription() != null) {
      return stripe.couponThrough(Resource.SUBSCRIPTIONS, use.subscription(), use.coupon());
    }
    return use.customer() == null
        ? Optional.empty()
        : stripe.couponThrough(Resource.CUSTOMERS, use.customer(), use.coupon());
  }

  /**
   * Fetches what is missing, side by side.
   *
   * @return false where something did not come; what may not be read is a problem of another kind,
   *     for it will not come the next time either
   */
  private <T> boolean inBatches(
      String what, Function<String, List<T>> next, Function<T, String> id, Consumer<T> fetch) {
    AtomicBoolean failed = new AtomicBoolean();
    String after = "";
    while (true) {
      List<T> some = next.apply(after);
      if (some.isEmpty()) {
        break;
      }
      parallel.each(
          some,
          one -> {
            try {
              fetch.accept(one);
            } catch (StripeFailure failure) {
              if (failure.concernsWholeAccount()) {
                throw failure;
              }
              tally.problem(
                  what + " " + id.apply(one) + " could not be fetched: " + failure.getMessage());
              if (!(failure instanceof StripeFailure.PermissionMissing)) {
                failed.set(true);
              }
            }
          });
      countReads.run();
      after = id.apply(some.getLast());
    }
    return !failed.get();
  }
}
