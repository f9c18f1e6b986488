package io.tajo.stripe.controller.model;

import io.tajo.stripe.api.SecretRef;
import io.tajo.stripe.api.StoreSpec;
import io.tajo.stripe.api.StoreSpec.WhenDeleted;
import io.tajo.stripe.api.StripeConnectorSpec;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a connector's ledger is kept, with the values that apply where the spec says nothing. */
public final class Store {
  /** The key of the password in the Secret that the operator makes. */
  public static final String PASSWORD = "password";

  static final String URL = "url";

  /**
   * The one that is there from the first moment: the image makes any other in a second step, and
   * never again where that was cut off.
   */
  static final String DATABASE = "postgres";

  static final String USER = "postgres";
  private static final String SIZE = "5Gi";

  /** The hosts of a URL: what follows its login, up to path or parameters. */
  private static final Pattern AUTHORITY = Pattern.compile("^[a-z:]+//(?:[^/?]*@)?([^/?@]+)");

  /** Of a host; an IPv6 address is in brackets. */
  private static final Pattern PORT = Pattern.compile(":([0-9]{1,5})$");

  private Store() {}

  /** Whether the operator makes the PostgreSQL. */
  public static boolean isOwn(StripeConnectorSpec spec) {
    return url(spec).isEmpty();
  }

  static String size(StripeConnectorSpec spec) {
    return given(spec, StoreSpec::size).orElse(SIZE);
  }

  static Optional<String> storageClass(StripeConnectorSpec spec) {
    return given(spec, StoreSpec::storageClassName);
  }

  static Optional<String> image(StripeConnectorSpec spec) {
    return given(spec, StoreSpec::image);
  }

  /** The user's own PostgreSQL; empty: the operator makes one. */
  static Optional<SecretRef> url(StripeConnectorSpec spec) {
    return given(spec, StoreSpec::postgres).map(StoreSpec.Postgres::url);
  }

  /** Whether disk and password outlive the connector. */
  static boolean isRetained(StripeConnectorSpec spec) {
    return given(spec, StoreSpec::whenDeleted).orElse(WhenDeleted.RETAIN) == WhenDeleted.RETAIN;
  }

  /** The ports that a URL names, of several hosts too; 5432 where it names none. */
  static SortedSet<Integer> ports(String url) {
    Matcher authority = AUTHORITY.matcher(url.strip());
    SortedSet<Integer> ports = new TreeSet<>();
    if (authority.find()) {
      for (String host : authority.group(1).split(",", -1)) {
        Matcher port = PORT.matcher(host);
        ports.add(port.find() ? Integer.parseInt(port.group(1)) : Ports.POSTGRES);
      }
    }
    return ports.isEmpty() ? new TreeSet<>(Set.of(Ports.POSTGRES)) : ports;
  }

  private static <T> Optional<T> given(
      StripeConnectorSpec spec, Function<StoreSpec, @Nullable T> field) {
    return Optional.ofNullable(spec.store())
        .flatMap(store -> Optional.ofNullable(field.apply(store)));
  }
}
