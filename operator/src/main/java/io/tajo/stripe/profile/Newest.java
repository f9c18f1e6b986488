package io.tajo.stripe.profile;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The order of Stripe's objects: by ({@code created}, {@code id}), ids compared as bytes. */
public final class Newest {
  /** By their UTF-8 bytes: the same in every language. */
  public static final Comparator<String> BY_BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  static final Comparator<CustomerRow> CUSTOMER = by(CustomerRow::created, CustomerRow::id);
  private static final Comparator<ChargeRow> CHARGE = by(ChargeRow::created, ChargeRow::id);
  static final Comparator<Payment> PAYMENT = Comparator.comparing(Payment::charge, CHARGE);
  static final Comparator<SubscriptionRow> SUBSCRIPTION =
      by(SubscriptionRow::created, SubscriptionRow::id);
  static final Comparator<SubscriptionItemRow> ITEM =
      by(SubscriptionItemRow::created, SubscriptionItemRow::id);
  static final Comparator<InvoiceRow> INVOICE = by(InvoiceRow::created, InvoiceRow::id);
  static final Comparator<CheckoutSessionRow> SESSION =
      by(CheckoutSessionRow::created, CheckoutSessionRow::id);

  private Newest() {}

  /** Oldest first: the newest is the greatest. */
  private static <T> Comparator<T> by(Function<T, Instant> created, Function<T, String> id) {
    return Comparator.comparing(created).thenComparing(id, BY_BYTES);
  }

  /** The greatest of the rows, null of none. */
  static <T> @Nullable T of(Iterable<T> rows, Comparator<? super T> order) {
    @Nullable T newest = null;
    for (T row : rows) {
      if (newest == null || order.compare(row, newest) > 0) {
        newest = row;
      }
    }
    return newest;
  }

  /** A copy, the newest first. */
  static <T> List<T> first(List<T> rows, Comparator<? super T> order) {
    List<T> sorted = new ArrayList<>(rows);
    sorted.sort(order.reversed());
    return sorted;
  }
}
