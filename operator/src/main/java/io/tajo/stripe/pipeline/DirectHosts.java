package io.tajo.stripe.pipeline;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Hosts that are reached without a proxy, as {@code NO_PROXY} lists them: a host stands for all
 * below it too, with or without a point before it; an address for itself, a range ({@code
 * 10.0.0.0/8}) for its addresses, {@code *} for everything; a port narrows each. This machine is
 * always reached so.
 */
record DirectHosts(List<String> entries) {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  static DirectHosts parse(String text) {
    return new DirectHosts(
        Arrays.stream(text.toLowerCase(Locale.ROOT).split("[,\\s]+"))
            .filter(entry -> !entry.isEmpty())
            .toList());
  }

  boolean contains(URI uri) {
    String host = bare(String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT));
    int usual = "https".equals(uri.getScheme()) ? HTTPS : HTTP;
    int port = uri.getPort() < 0 ? usual : uri.getPort();
    Optional<InetAddress> address = address(host);
    return host.equals("localhost")
        || address.filter(InetAddress::isLoopbackAddress).isPresent()
        || entries.stream().anyMatch(entry -> matches(entry, host, port, address));
  }

  private static boolean matches(
      String entry, String host, int port, Optional<InetAddress> address) {
    if (entry.equals("*")) {
      return true;
    }
    int slash = entry.indexOf('/');
    if (slash > 0) {
      return address.filter(it -> inRange(entry, slash, it)).isPresent();
    }
    Optional<InetAddress> named = address(bare(entry));
    if (named.isPresent()) {
      return named.equals(address);
    }
    int colon = entry.lastIndexOf(':');
    if (colon > 0) {
      return entry.substring(colon + 1).equals(Integer.toString(port))
          && matches(entry.substring(0, colon), host, port, address);
    }
    String name = entry.replaceFirst("^\\*?\\.", "");
    return host.equals(name) || host.endsWith("." + name);
  }

  private static boolean inRange(String range, int slash, InetAddress address) {
    byte[] wanted = address(range.substring(0, slash)).map(InetAddress::getAddress).orElse(null);
    byte[] bytes = address.getAddress();
    String length = range.substring(slash + 1);
    if (wanted == null || wanted.length != bytes.length || !length.matches("[0-9]{1,3}")) {
      return false;
    }
    int bits = Integer.parseInt(length);
    for (int bit = 0; bit < bits && bit < bytes.length * 8; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((wanted[bit / 8] & mask) != (bytes[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<InetAddress> address(String literal) {
    try {
      return Optional.of(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // A name.
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
