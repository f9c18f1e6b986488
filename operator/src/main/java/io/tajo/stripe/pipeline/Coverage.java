package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.SyncResource;
import io.tajo.stripe.ledger.Facts;
import io.tajo.stripe.profile.Topic;
import io.tajo.stripe.stripe.Resource;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far back the ledger knows each resource in full. A figure is made only from what was read as
 * far back as the connector asks for: neither 0 nor a part is ever written for the whole.
 */
final class Coverage {
  private static final String SINCE_EVER = "ever";

  private final Facts facts;

  Coverage(Facts facts) {
    this.facts = facts;
  }

  /** A sweep has read all of a resource since a moment; null: since ever. */
  void covered(Resource resource, @Nullable Instant since) {
    if (!covers(resource, since)) {
      facts.put(key(resource), since == null ? SINCE_EVER : since.toString());
    }
  }

  boolean covers(Resource resource, @Nullable Instant since) {
    Optional<String> known = facts.get(key(resource));
    return known.isPresent()
        && (known.get().equals(SINCE_EVER)
            || (since != null && !Instant.parse(known.get()).isAfter(since)));
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
   * The topics that figures may be made from.
   *
   * @param wanted the resources that the connector syncs
   * @param readable those of them that the key may read; with {@link Resource#BALANCE_TRANSACTIONS}
   *     where it may
   * @param unread of which something stayed unread in this run: contacts keep what was last written
   */
  Set<Topic> topics(
      Set<Resource> wanted, Set<Resource> readable, Set<Resource> unread, @Nullable Instant since) {
    Set<Topic> topics = EnumSet.of(Topic.CUSTOMERS);
    if (all(wanted, readable, unread, since, Resource.CHARGES)
        && none(unread, Resource.REFUNDS, Resource.DISPUTES)) {
      topics.add(Topic.PAYMENTS);
      if (all(wanted, readable, unread, since, Resource.REFUNDS)) {
        topics.add(Topic.REFUNDS);
      }
      if (all(wanted, readable, unread, since, Resource.DISPUTES)) {
        topics.add(Topic.DISPUTES);
      }
      if (readable.contains(Resource.BALANCE_TRANSACTIONS)) {
        topics.add(Topic.SETTLEMENTS);
      }
    }
    if (all(wanted, readable, unread, null, Resource.SUBSCRIPTIONS, Resource.COUPONS)
        && none(unread, Resource.PRODUCTS, Resource.PRICES)) {
      topics.add(Topic.SUBSCRIPTIONS);
    }
    if (all(wanted, readable, unread, null, Resource.PRODUCTS)) {
      topics.add(Topic.PRODUCTS);
    }
    if (all(wanted, readable, unread, since, Resource.INVOICES)) {
      topics.add(Topic.INVOICES);
    }
    if (all(wanted, readable, unread, since, Resource.CHECKOUT_SESSIONS)) {
      topics.add(Topic.CHECKOUT_SESSIONS);
    }
    return topics;
  }

  private boolean all(
      Set<Resource> wanted,
      Set<Resource> readable,
      Set<Resource> unread,
      @Nullable Instant since,
      Resource... resources) {
    for (Resource resource : resources) {
      if (!wanted.contains(resource)
          || !readable.contains(resource)
          || unread.contains(resource)
          || !covers(resource, since)) {
        return false;
      }
    }
    return true;
  }

  private static boolean none(Set<Resource> unread, Resource... resources) {
    for (Resource resource : resources) {
      if (unread.contains(resource)) {
        return false;
      }
    }
    return true;
  }
}
