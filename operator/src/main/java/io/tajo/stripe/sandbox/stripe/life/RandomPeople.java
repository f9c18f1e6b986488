package io.tajo.stripe.sandbox.stripe.life;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/** What chance does to customers, to their addresses above all. */
final class RandomPeople {
  private static final List<String> NAMES =
      List.of("Mia Martin", "Noah Nowak", "Zoë O'Neill", "Single", "Björn van Dijk", "  ");
  private static final List<String> PHONES =
      List.of(
          "+1 415 555 0100", "+49 30 901820", "0033 6 12 34 56 78", "call me", "+44 20 7946 01");
  private static final List<String> UNUSABLE =
      List.of("", "   ", "nobody", "a@b", "two@@example.com");
  private static final int ADDRESSES = 60;

  private final StripeLife life;
  private final Luck luck;

  /** The address that a customer had before it moved or was lost. */
  private final Map<String, String> former = new HashMap<>();

  RandomPeople(StripeLife life, Luck luck) {
    this.life = life;
    this.luck = luck;
  }

  List<Chance> chances() {
    return List.of(
        new Chance("newcomer", 14, this::newcomer),
        new Chance("twin", 3, this::twin),
        new Chance("new address", 3, this::newAddress),
        new Chance("another's address", 4, this::anothersAddress),
        new Chance("address lost", 3, this::addressLost),
        new Chance("former address", 6, this::formerAddress),
        new Chance("address respelled", 3, this::addressRespelled),
        new Chance("renamed", 3, () -> each((p, c) -> p.name(c, luck.of(NAMES)))),
        new Chance("phone", 4, () -> each((p, c) -> p.phone(c, luck.of(PHONES)))),
        new Chance("no phone", 1, () -> each((p, c) -> p.phone(c, null))),
        new Chance("moved", 2, this::moved),
        new Chance("opted out", 2, () -> each((p, c) -> p.metadata(c, "marketing_opt_in", "no"))),
        new Chance("opted in", 2, () -> each((p, c) -> p.metadata(c, "marketing_opt_in", "yes"))),
        new Chance("tier", 2, () -> each((p, c) -> p.metadata(c, "customer_tier", tier()))),
        new Chance("no tier", 1, () -> each((p, c) -> p.metadata(c, "customer_tier", null))),
        new Chance("balance", 2, () -> each((p, c) -> p.balance(c, luck.below(9_000) - 4_500L))),
        new Chance("delinquent", 1, () -> each((p, c) -> p.delinquent(c, luck.percent(50)))),
        new Chance("own discount", 1, this::ownDiscount),
        new Chance("no own discount", 1, () -> each(PeopleActs::removeDiscount)),
        new Chance("deleted", 3, this::deleted));
  }

  private boolean each(BiConsumer<PeopleActs, String> act) {
    return luck.any(Resource.CUSTOMERS)
        .map(customer -> {
          act.accept(life.people(), customer.path("id").asText());
          return true;
        })
        .orElse(false);
  }

  private String tier() {
    return luck.of(List.of("gold", "silver", "basic"));
  }

  private String address() {
    return "person." + luck.below(ADDRESSES) + "@example.com";
  }

  boolean newcomer() {
    return create(luck.percent(85) ? address() : luck.of(UNUSABLE));
  }

  private boolean create(String email) {
    ObjectNode created =
        life.people()
            .create(customer -> {
              customer.put("email", email).put("name", luck.of(NAMES));
              customer.put("phone", luck.percent(30) ? luck.of(PHONES) : null);
              if (luck.percent(20)) {
                ((ObjectNode) customer.path("metadata"))
                    .put("marketing_opt_in", luck.percent(50) ? "no" : "yes");
              }
            });
    luck.known(Resource.CUSTOMERS, created);
    return true;
  }

  private boolean twin() {
    return luck.any(Resource.CUSTOMERS, RandomPeople::hasAddress)
        .map(customer -> create(respelled(customer.path("email").asText())))
        .orElse(false);
  }

  private static boolean hasAddress(ObjectNode customer) {
    return customer.path("email").asText("").contains("@");
  }

  private boolean newAddress() {
    return each((people, customer) -> leave(customer, address()));
  }

  private boolean anothersAddress() {
    return luck.any(Resource.CUSTOMERS, RandomPeople::hasAddress)
        .map(other -> each((people, customer) -> leave(customer, other.path("email").asText())))
        .orElse(false);
  }

  private boolean addressLost() {
    return each((people, customer) -> leave(customer, luck.of(UNUSABLE)));
  }

  private void leave(String customer, String email) {
    ObjectNode before = life.people().update(customer, c -> {});
    String old = before.path("email").asText("");
    if (old.contains("@")) {
      former.put(customer, old);
    }
    life.people().email(customer, email.isEmpty() ? null : email);
  }

  private boolean formerAddress() {
    return luck.any(Resource.CUSTOMERS, c -> former.containsKey(c.path("id").asText()))
        .map(customer -> {
          String id = customer.path("id").asText();
          life.people().email(id, former.remove(id));
          return true;
        })
        .orElse(false);
  }

  private boolean addressRespelled() {
    return luck.any(Resource.CUSTOMERS, RandomPeople::hasAddress)
        .map(customer -> {
          String id = customer.path("id").asText();
          life.people().email(id, respelled(customer.path("email").asText()));
          return true;
        })
        .orElse(false);
  }

  private String respelled(String email) {
    return switch (luck.below(3)) {
      case 0 -> email.toUpperCase(Locale.ROOT);
      case 1 -> " " + email + "\u00a0";
      default -> email.strip().toLowerCase(Locale.ROOT);
    };
  }

  private boolean moved() {
    return each((people, customer) -> {
      if (luck.percent(20)) {
        people.address(customer, null, null, null);
      } else {
        people.address(customer, luck.of(List.of("US", "DE", "FR")), "City", "10115");
      }
    });
  }

  private boolean ownDiscount() {
    return luck.any(Resource.COUPONS)
        .map(coupon ->
            each((people, customer) -> people.addDiscount(customer, coupon.path("id").asText())))
        .orElse(false);
  }

  private boolean deleted() {
    return each((people, customer) -> {
      people.delete(customer);
      luck.forget(Resource.CUSTOMERS, customer);
    });
  }
}
