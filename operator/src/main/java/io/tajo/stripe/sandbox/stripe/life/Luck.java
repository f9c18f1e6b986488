package io.tajo.stripe.sandbox.stripe.life;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeAccount;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Chance, and the objects that it may fall on: the newest of the account at first, and all new. */
final class Luck {
  private static final int KNOWN_AT_FIRST = 150;
  private static final int TRIES = 25;

  private final StripeAccount account;
  private final SplittableRandom random;
  private final Map<Resource, List<String>> known = new EnumMap<>(Resource.class);

  Luck(StripeAccount account, long seed) {
    this.account = account;
    this.random = new SplittableRandom(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean percent(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** An object of the account that can be chosen from now on. */
  String known(Resource resource, ObjectNode object) {
    String id = object.path("id").asText();
    pool(resource).add(id);
    return id;
  }

  void forget(Resource resource, String id) {
    pool(resource).remove(id);
  }

  Optional<ObjectNode> find(Resource resource, String id) {
    return account.find(resource, id);
  }

  /** Whether a customer is there and not deleted. */
  boolean present(String customer) {
    return find(Resource.CUSTOMERS, customer)
        .filter(found -> !found.path("deleted").asBoolean())
        .isPresent();
  }

  /** One that the predicate holds of, as it is now; empty where a few tries found none. */
  Optional<ObjectNode> any(Resource resource, Predicate<ObjectNode> wanted) {
    List<String> pool = pool(resource);
    for (int i = 0; i < TRIES && !pool.isEmpty(); i++) {
      Optional<ObjectNode> found =
          account
              .find(resource, of(pool))
              .filter(object -> !object.path("deleted").asBoolean())
              .filter(wanted);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  Optional<ObjectNode> any(Resource resource) {
    return any(resource, object -> true);
  }

  /** Any whose status is one of these. */
  Optional<ObjectNode> any(Resource resource, String... statuses) {
    return any(resource, object -> List.of(statuses).contains(object.path("status").asText()));
  }

  private List<String> pool(Resource resource) {
    return known.computeIfAbsent(
        resource,
        any -> {
          Map<String, List<String>> all =
              resource == Resource.SUBSCRIPTIONS ? Map.of("status", List.of("all")) : Map.of();
          return new ArrayList<>(
              account
                  .all(resource, all)
                  .limit(KNOWN_AT_FIRST)
                  .map(object -> object.path("id").asText())
                  .toList());
        });
  }
}
