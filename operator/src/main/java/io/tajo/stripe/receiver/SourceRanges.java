package io.tajo.stripe.receiver;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where events may come from. A proxy is believed what it says of its client only if it is trusted.
 *
 * @param allowed any, where it is empty
 * @param trustedProxies whose {@code X-Forwarded-For} counts
 */
record SourceRanges(List<AddressRange> allowed, List<AddressRange> trustedProxies) {
  /** More hops than any sound set-up has. */
  private static final int MOST_HOPS = 64;

  /**
   * Reads the ranges.
   *
   * @throws IllegalArgumentException where one is none
   */
  static SourceRanges parse(List<String> allowed, List<String> trustedProxies) {
    return new SourceRanges(
        allowed.stream().map(AddressRange::parse).toList(),
        trustedProxies.stream().map(AddressRange::parse).toList());
  }

  /**
   * Whether a request may come in.
   *
   * @param forwardedFor the values of all {@code X-Forwarded-For} headers, in their order
   */
  boolean allow(InetAddress peer, List<String> forwardedFor) {
    return allowed.isEmpty()
        || client(peer, forwardedFor).filter(address -> within(allowed, address)).isPresent();
  }

  /** Who asks; empty where a trusted proxy says something that is no address. */
  private Optional<InetAddress> client(InetAddress peer, List<String> forwardedFor) {
    if (!within(trustedProxies, peer)) {
      return Optional.of(peer);
    }
    List<String> hops = new ArrayList<>();
    for (String value : forwardedFor) {
      hops.addAll(List.of(value.split(",", MOST_HOPS + 1)));
    }
    if (hops.size() > MOST_HOPS) {
      return Optional.empty();
    }
    InetAddress client = peer;
    for (String hop : hops.reversed()) {
      Optional<InetAddress> address = AddressRange.address(withoutPort(hop.strip()));
      if (address.isEmpty()) {
        return Optional.empty();
      }
      client = address.get();
      if (!within(trustedProxies, client)) {
        return Optional.of(client);
      }
    }
    return Optional.of(client);
  }

  private static boolean within(List<AddressRange> ranges, InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  /** Some proxies add the port: {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711}. */
  private static String withoutPort(String hop) {
    if (hop.matches("\\[[^\\]]*\\](:[0-9]{1,5})?")) {
      return hop.substring(1, hop.indexOf(']'));
    }
    return hop.matches("[0-9.]+:[0-9]{1,5}") ? hop.substring(0, hop.indexOf(':')) : hop;
  }
}
