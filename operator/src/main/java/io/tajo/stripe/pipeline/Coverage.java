package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.SyncResource;
import io.tajo.stripe.ledger.Facts;
import io.tajo.stripe.profile.Topic;
import io.tajo.stripe.stripe.Resource;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far back the ledger knows each resource in full. A figure is made only from what was read as
 * far back as the connector asks for: neither 0 nor a part is ever written for the whole.
 */
final class Coverage {
  private static final String SINCE_EVER = "ever";
  private static final String REFUSED = "refused";
  private static final String UNREAD = "unread";
  private static final String UNWRITTEN = "unwritten";
  private static final String TRIED = "tried";

  private final Facts facts;

  Coverage(Facts facts) {
    this.facts = facts;
  }

  /**
   * A sweep has read all of a resource since a moment; null: since ever. What it reads for the
   * first time is yet to be written to all contacts.
   */
  void covered(Resource resource, @Nullable Instant since) {
    if (!covers(resource, since)) {
      facts.put(UNWRITTEN, since == null ? SINCE_EVER : since.toString());
      facts.put(key(resource), since == null ? SINCE_EVER : since.toString());
    }
  }

  /**
   * A resource is not followed any more: what comes of it from now on is missed until a sweep reads
   * it again. Gives whether it was known.
   */
  boolean forget(Resource resource) {
    boolean known = facts.get(key(resource)).isPresent();
    if (known) {
      facts.remove(key(resource));
    }
    return known;
  }

  /** The same of all but these. */
  void keepOnly(Set<Resource> followed) {
    for (Resource resource : Resource.values()) {
      if (!followed.contains(resource)) {
        forget(resource);
      }
    }
  }

  boolean covers(Resource resource, @Nullable Instant since) {
    Optional<String> known = facts.get(key(resource));
    return known.isPresent()
        && (known.get().equals(SINCE_EVER)
            || (since != null && !Instant.parse(known.get()).isAfter(since)));
  }

  /** Whether a sweep has read what no run has written to all contacts. */
  boolean isUnwritten() {
    return facts.get(UNWRITTEN).isPresent();
  }

  /** All that was read is written to all contacts. */
  void written() {
    facts.remove(UNWRITTEN);
  }

  /** What the key may read and no sweep has read as far back as is asked. */
  Set<Resource> unswept(Set<Resource> wanted, @Nullable Instant since) {
    return unswept(wanted, readable(wanted), since);
  }

  /** The same, for a key that may read these. */
  Set<Resource> unswept(Set<Resource> wanted, Set<Resource> readable, @Nullable Instant since) {
    Set<Resource> unswept = EnumSet.noneOf(Resource.class);
    for (Resource resource : wanted) {
      if (readable.contains(resource)
          && !covers(resource, StripeReading.isDated(resource) ? since : null)) {
        unswept.add(resource);
      }
    }
    return unswept;
  }

  /** Of what a run asked for, the key may read these. */
  void keepReadable(Set<Resource> asked, Set<Resource> readable) {
    keep(REFUSED, asked.stream().filter(resource -> !readable.contains(resource)));
  }

  /** A full run has come to its end and could not read these. */
  void keepUnread(Set<Resource> unread, Instant now) {
    keep(UNREAD, unread.stream());
    facts.put(TRIED, now.toString());
  }

  /** Whether the last full run could not read these either, since a moment. */
  boolean wereUnread(Set<Resource> resources, Instant since) {
    return named(UNREAD).containsAll(resources.stream().map(Resource::name).toList())
        && facts.get(TRIED).map(Instant::parse).filter(since::isBefore).isPresent();
  }

  private void keep(String fact, Stream<Resource> resources) {
    facts.put(fact, resources.map(Resource::name).sorted().collect(Collectors.joining(",")));
  }

  private List<String> named(String fact) {
    return List.of(facts.get(fact).orElse("").split(",", -1));
  }

  /** What the key may read of these and of what comes with them, as the last run found out. */
  Set<Resource> readable(Set<Resource> wanted) {
    Set<Resource> readable = EnumSet.of(Resource.BALANCE_TRANSACTIONS);
    readable.addAll(wanted);
    List<String> refused = named(REFUSED);
    readable.removeIf(resource -> refused.contains(resource.name()));
    return readable;
  }

  private static String key(Resource resource) {
    return "covered." + resource.name();
  }

  /** The resources that are swept for what a connector syncs. */
  static Set<Resource> resources(Set<SyncResource> synced) {
    Set<Resource> resources = EnumSet.of(Resource.CUSTOMERS);
    for (SyncResource one : synced) {
      switch (one) {
        case CUSTOMERS -> {}
        case PAYMENTS -> {
          resources.add(Resource.CHARGES);
          resources.add(Resource.REFUNDS);
          resources.add(Resource.DISPUTES);
        }
        case SUBSCRIPTIONS -> {
          resources.add(Resource.SUBSCRIPTIONS);
          resources.add(Resource.COUPONS);
        }
        case INVOICES -> resources.add(Resource.INVOICES);
        case PRODUCTS -> {
          resources.add(Resource.PRODUCTS);
          resources.add(Resource.PRICES);
        }
        case CHECKOUT_SESSIONS -> resources.add(Resource.CHECKOUT_SESSIONS);
      }
    }
    return resources;
  }

  /**
   * The topics that figures may be made from: synced, readable, and known as far back as is asked.
   *
   * @param wanted the resources that the connector syncs
   * @param readable those that the key may read, {@link Resource#BALANCE_TRANSACTIONS} among them
   */
  Set<Topic> topics(Set<Resource> wanted, Set<Resource> readable, @Nullable Instant since) {
    Set<Topic> topics = EnumSet.of(Topic.CUSTOMERS);
    Predicate<Resource> known =
        resource ->
            wanted.contains(resource)
                && readable.contains(resource)
                && covers(resource, StripeReading.isDated(resource) ? since : null);
    if (known.test(Resource.CHARGES)) {
      topics.add(Topic.PAYMENTS);
      if (known.test(Resource.REFUNDS)) {
        topics.add(Topic.REFUNDS);
      }
      if (known.test(Resource.DISPUTES)) {
        topics.add(Topic.DISPUTES);
      }
      if (readable.contains(Resource.BALANCE_TRANSACTIONS)) {
        topics.add(Topic.SETTLEMENTS);
      }
    }
    if (known.test(Resource.SUBSCRIPTIONS) && known.test(Resource.COUPONS)) {
      topics.add(Topic.SUBSCRIPTIONS);
    }
    if (known.test(Resource.PRODUCTS)) {
      topics.add(Topic.PRODUCTS);
    }
    if (known.test(Resource.INVOICES)) {
      topics.add(Topic.INVOICES);
    }
    if (known.test(Resource.CHECKOUT_SESSIONS)) {
      topics.add(Topic.CHECKOUT_SESSIONS);
    }
    return topics;
  }

  /** What keeps its last written values because something of it stayed unread in this run. */
  static Set<Topic> frozen(Set<Resource> unread) {
    Set<Topic> frozen = EnumSet.noneOf(Topic.class);
    for (Resource resource : unread) {
      switch (resource) {
        case CHARGES, REFUNDS, DISPUTES, BALANCE_TRANSACTIONS -> frozen.add(Topic.PAYMENTS);
        case SUBSCRIPTIONS, COUPONS, PRODUCTS, PRICES -> frozen.add(Topic.SUBSCRIPTIONS);
        case INVOICES -> frozen.add(Topic.INVOICES);
        case CHECKOUT_SESSIONS -> frozen.add(Topic.CHECKOUT_SESSIONS);
        default -> {}
      }
    }
    return frozen;
  }
}
