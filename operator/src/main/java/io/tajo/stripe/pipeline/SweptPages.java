package io.tajo.stripe.pipeline;

import com.stripe.model.Charge;
import com.stripe.model.Coupon;
import com.stripe.model.Customer;
import com.stripe.model.Dispute;
import com.stripe.model.Invoice;
import com.stripe.model.Price;
import com.stripe.model.Product;
import com.stripe.model.Refund;
import com.stripe.model.StripeObject;
import com.stripe.model.Subscription;
import com.stripe.model.checkout.Session;
import io.tajo.stripe.ledger.Checkpoint;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.Rows;
import io.tajo.stripe.ledger.Run;
import io.tajo.stripe.pipeline.reading.PriceRows;
import io.tajo.stripe.pipeline.reading.StripeRows;
import io.tajo.stripe.stripe.Range;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.SweepSink;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores each page of a sweep with what is then left to read, in one transaction. */
final class SweptPages implements SweepSink {
  /** So that a killed run's reads are in the budget too. */
  private static final int PAGES_A_COUNT = 50;

  private final Ledger ledger;
  private final Run run;
  private final Progress progress;
  private final long bottom;
  private final Runnable countReads;
  private final AtomicInteger pages = new AtomicInteger();
  private final Map<Resource, Progress.Task> tasks = new ConcurrentHashMap<>();
  private final Map<Resource, SweptStretch> stretches = new ConcurrentHashMap<>();

  SweptPages(
      Ledger ledger, Run run, Progress progress, @Nullable Instant since, Runnable countReads) {
    this.ledger = ledger;
    this.run = run;
    this.progress = progress;
    this.countReads = countReads;
    this.bottom = since == null ? 0 : since.getEpochSecond();
  }

  @Override
  public void page(
      Resource resource,
      List<? extends StripeObject> objects,
      Instant asOf,
      Range done,
      List<Range> remaining) {
    ledger
        .runs()
        .savePage(
            run,
            resource.name(),
            rows(resource, objects),
            asOf,
            objects.size(),
            checkpoint(done),
            remaining.stream().map(SweptPages::checkpoint).toList());
    if (pages.incrementAndGet() % PAGES_A_COUNT == 0) {
      countReads.run();
    }
    Progress.Task task = task(resource);
    task.advance(objects.size());
    double read = stretch(resource).fraction(objects, remaining);
    if (read >= 0) {
      task.fraction(read);
    }
  }

  private SweptStretch stretch(Resource resource) {
    return stretches.computeIfAbsent(
        resource, one -> new SweptStretch(StripeReading.isDated(one) ? bottom : 0));
  }

  private Progress.Task task(Resource resource) {
    return tasks.computeIfAbsent(resource, one -> progress.task(words(one)));
  }

  /** A resource as people call it: {@code checkout sessions}. */
  static String words(Resource resource) {
    return resource.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static Checkpoint checkpoint(Range range) {
    return new Checkpoint(range.from(), range.to(), range.startingAfter());
  }

  static Range range(Checkpoint checkpoint) {
    return new Range(checkpoint.from(), checkpoint.to(), checkpoint.startingAfter());
  }

  private static Rows rows(Resource resource, List<? extends StripeObject> objects) {
    Rows rows = Rows.empty();
    return switch (resource) {
      case CUSTOMERS -> rows.withCustomers(each(objects, Customer.class, StripeRows::customer));
      case CHARGES -> rows.withCharges(each(objects, Charge.class, StripeRows::charge));
      case REFUNDS -> rows.withRefunds(each(objects, Refund.class, StripeRows::refund));
      case DISPUTES -> rows.withDisputes(each(objects, Dispute.class, StripeRows::dispute));
      case SUBSCRIPTIONS -> subscriptions(objects);
      case INVOICES -> rows.withInvoices(each(objects, Invoice.class, StripeRows::invoice));
      case PRODUCTS -> rows.withProducts(each(objects, Product.class, StripeRows::product));
      case PRICES -> rows.withPrices(each(objects, Price.class, PriceRows::price));
      case COUPONS -> rows.withCoupons(each(objects, Coupon.class, StripeRows::coupon));
      case CHECKOUT_SESSIONS ->
          rows.withSessions(each(objects, Session.class, StripeRows::checkoutSession));
      default -> throw new IllegalArgumentException("not swept: " + resource);
    };
  }

  private static <S extends StripeObject, R> List<R> each(
      List<? extends StripeObject> objects, Class<S> type, Function<S, R> row) {
    return objects.stream().map(type::cast).map(row).toList();
  }

  private static Rows subscriptions(List<? extends StripeObject> objects) {
    List<Subscription> subscriptions = objects.stream().map(Subscription.class::cast).toList();
    return Rows.empty()
        .withSubscriptions(subscriptions.stream().map(StripeRows::subscription).toList())
        .withPrices(subscriptions.stream().map(StripeRows::prices).flatMap(List::stream).toList());
  }
}
