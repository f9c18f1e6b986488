package io.tajo.stripe.sandbox.stripe;

/**
 * The part of an id after its prefix: 8 base-36 digits that grow with the index, then 6 that only
 * the seed explains, so that an invented id is an unknown one.
 */
record Serials(Dice dice) {
  private static final int DIGITS = 8;
  private static final int CHECK = 6;
  private static final int LENGTH = DIGITS + CHECK;
  // The first digit is never 0, so that ids look like Stripe's.
  private static final long OFFSET = 28L * pow36(DIGITS - 1);
  private static final String UPPER = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String LOWER = "0123456789abcdefghijklmnopqrstuvwxyz";

  String of(long index) {
    char[] text = new char[LENGTH];
    long number = index + OFFSET;
    for (int i = DIGITS - 1; i >= 0; i--) {
      text[i] = UPPER.charAt((int) (number % 36));
      number /= 36;
    }
    long check = dice.bits(Trait.ID, index) >>> 1;
    for (int i = DIGITS; i < LENGTH; i++) {
      text[i] = LOWER.charAt((int) (check % 36));
      check /= 36;
    }
    return new String(text);
  }

  /** The index that an id with this prefix has, or -1 where the seed gave no such id. */
  long indexOf(String id, String prefix) {
    if (id.length() != prefix.length() + LENGTH || !id.startsWith(prefix)) {
      return -1;
    }
    long number = 0;
    for (int i = prefix.length(); i < prefix.length() + DIGITS; i++) {
      int digit = UPPER.indexOf(id.charAt(i));
      if (digit < 0) {
        return -1;
      }
      number = number * 36 + digit;
    }
    long index = number - OFFSET;
    return index >= 0 && id.endsWith(of(index)) ? index : -1;
  }

  private static long pow36(int exponent) {
    long result = 1;
    for (int i = 0; i < exponent; i++) {
      result *= 36;
    }
    return result;
  }
}
