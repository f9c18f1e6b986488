package io.tajo.stripe.receiver;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * Addresses that begin alike, as {@code 3.18.12.0/24} or {@code 2001:db8::/32} write it. IPv4
 * addresses and those mapped into IPv6 ({@code ::ffff:3.18.12.63}) are the same.
 *
 * @param bits how many of the first bits are compared
 */
record AddressRange(InetAddress first, int bits) {
  private static final int MAPPED = 96;

  /**
   * Reads a range; an address alone is a range of one.
   *
   * @throws IllegalArgumentException where it is none
   */
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    InetAddress first = address(address).orElseThrow(() -> wrong(text));
    int length = first.getAddress().length * 8;
    int bits = slash < 0 ? length : number(text.substring(slash + 1), text);
    if (address.indexOf(':') >= 0 && length == 32 && slash >= 0) {
      bits -= MAPPED;
    }
    if (bits < 0 || bits > length) {
      throw wrong(text);
    }
    return new AddressRange(first, bits);
  }

  /** An address in digits; never asks a name server. */
  static Optional<InetAddress> address(String text) {
    boolean six = text.indexOf(':') >= 0;
    if (text.indexOf('%') >= 0 || (!six && text.chars().filter(c -> c == '.').count() != 3)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  boolean contains(InetAddress address) {
    byte[] own = first.getAddress();
    byte[] other = address.getAddress();
    int whole = bits / 8;
    if (own.length != other.length || !Arrays.equals(own, 0, whole, other, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    return rest == 0 || ((own[whole] ^ other[whole]) & 0xff) >> (8 - rest) == 0;
  }

  private static int number(String digits, String text) {
    if (!digits.matches("[0-9]{1,3}")) {
      throw wrong(text);
    }
    return Integer.parseInt(digits);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "\"%s\" is no address range: write it like 3.18.12.63/32 or 2001:db8::/32".formatted(text));
  }
}
