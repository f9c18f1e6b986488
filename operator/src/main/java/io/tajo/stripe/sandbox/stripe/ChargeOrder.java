package io.tajo.stripe.sandbox.stripe;

import java.util.stream.LongStream;

/**
 * Which customer each charge belongs to, by arithmetic alone and in both directions. Charges come
 * in rows of 1, 2, 3, … in time; a row's first charge is a guest's, each further one belongs to the
 * next group of customers in the order they were created. So a charge is not older than its
 * customer (unless customers have more charges each than half as many as there are customers), and
 * early customers have more of them, as in life.
 */
final class ChargeOrder {
  static final long GUEST = -1;

  private final long charges;
  private final long customers;
  private final long rows;
  private final long group;
  private final long stride;
  private final long inverse;

  ChargeOrder(long customers, long charges) {
    this.customers = customers;
    this.charges = charges;
    this.rows = charges == 0 ? 0 : row(charges - 1) + 1;
    this.group = Math.max(1, customers / Math.max(1, rows));
    long step = Math.max(1, (long) (group * 0.618)) % group;
    while (gcd(Math.max(1, step), group) != 1) {
      step++;
    }
    this.stride = Math.max(1, step);
    this.inverse = inverse(stride, group);
  }

  long size() {
    return charges;
  }

  /** The customer's index, or {@link #GUEST}. */
  long customer(long charge) {
    long row = row(charge);
    long column = charge - start(row);
    if (column == 0) {
      return GUEST;
    }
    long customer = (column - 1) * group + Math.floorMod(row * stride + column, group);
    return customer < customers ? customer : GUEST;
  }

  /** A customer's charges, oldest first. */
  LongStream charges(long customer) {
    if (charges == 0) {
      return LongStream.empty();
    }
    long column = customer / group + 1;
    long row = Math.floorMod((customer % group - column) * inverse, group);
    long first = row >= column ? row : row + (column - row + group - 1) / group * group;
    return LongStream.iterate(first, r -> r < rows, r -> r + group)
        .map(r -> start(r) + column)
        .filter(charge -> charge < charges);
  }

  /** Where in time a charge lies, from 0 to 1; grows with the charge. */
  double position(long charge) {
    return rowsBefore(charge + 0.5) / rowsBefore((double) charges);
  }

  private static double rowsBefore(double charge) {
    long row = row((long) charge);
    return row + (charge - start(row)) / (row + 1);
  }

  private static long start(long row) {
    return row * (row + 1) / 2;
  }

  private static long row(long charge) {
    long row = (long) ((Math.sqrt(8.0 * charge + 1) - 1) / 2);
    while (start(row) > charge) {
      row--;
    }
    while (start(row + 1) <= charge) {
      row++;
    }
    return row;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private static long inverse(long value, long modulus) {
    long inverse = 1 % modulus;
    while (value % modulus * inverse % modulus != 1 % modulus) {
      inverse++;
    }
    return inverse;
  }
}
