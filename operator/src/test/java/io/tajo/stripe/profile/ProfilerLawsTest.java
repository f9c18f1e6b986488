package io.tajo.stripe.profile;

import static io.tajo.stripe.profile.Given.NOW;
import static io.tajo.stripe.profile.Given.customer;
import static io.tajo.stripe.profile.Given.monthly;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;

/** What holds of every contact, tried on some thousand made up at random, nonsense included. */
class ProfilerLawsTest {
  private static final int CASES = 2000;

  @Test
  void anyOrderOfRowsMakesTheSameProfile() {
    for (int seed = 0; seed < CASES; seed++) {
      Scene scene = new RandomRows(seed).scene();
      Profile before = scene.profile();
      Profile after = scene.shuffled(new Random(seed)).profile();
      assertThat(after).as("seed %d", seed).isEqualTo(before);
    }
  }

  @Test
  void everyValueCanBeWritten() {
    for (int seed = 0; seed < CASES; seed++) {
      for (Value value : new RandomRows(seed).scene().profile().values().values()) {
        switch (value) {
          case Value.Money money -> assertThat(money.major().scale()).isBetween(0, 3);
          case Value.Text(String text) ->
              assertThat(WhiteSpace.trim(text)).isNotEmpty().isEqualTo(text);
          case Value.Day(var date) -> assertThat(date.toString()).hasSize(10);
          case Value.Whole _, Value.Flag _, Value.Empty _ -> {}
        }
      }
    }
  }

  /** Added up here in another way, so that a mistake in the sum is seen. */
  @Test
  void thePartsOfAFigureAddUpToIt() {
    int amounts = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Explained explained = new RandomRows(seed).scene().explained();
      for (Map.Entry<Field, Value> figure : explained.profile().values().entrySet()) {
        Origin origin = explained.origins().get(figure.getKey());
        assertThat(origin).as("seed %d %s", seed, figure.getKey()).isNotNull();
        if (origin instanceof Origin.Amount || origin instanceof Origin.Count) {
          assertThat(added(origin))
              .as("seed %d %s", seed, figure.getKey())
              .isEqualTo(exact(figure.getValue()));
          amounts++;
        }
      }
    }
    assertThat(amounts).isGreaterThan(CASES);
  }

  /** Null: nothing. */
  private static BigFraction added(Origin origin) {
    return switch (origin) {
      case Origin.Count(List<SourceObject> things) -> BigFraction.of(things.size());
      case Origin.Sum(List<Portion> portions) -> sum(portions);
      case Origin.Average(Origin.Sum of) ->
          of.counted() == 0 ? null : sum(of.portions()).divide(of.counted());
      case Origin.Yearly(Origin.Sum of) -> sum(of.portions()).multiply(12);
      case Origin.Single single ->
          single.portions().stream().anyMatch(one -> one.rate() != null)
              ? sum(single.portions())
              : null;
      case Origin.Said _ -> throw new AssertionError();
    };
  }

  private static BigFraction sum(List<Portion> portions) {
    return portions.stream().map(Portion::adds).reduce(BigFraction.ZERO, BigFraction::add);
  }

  private static BigFraction exact(Value value) {
    return switch (value) {
      case Value.Money(BigFraction minor, var _) -> minor;
      case Value.Whole(var number) -> BigFraction.of(number);
      case Value.Empty() -> null;
      default -> throw new AssertionError(value);
    };
  }

  /** What a subscription's items make, less what discounts take, is what it adds. */
  @Test
  void theItemsOfASubscriptionAddUpToItsMrr() {
    int discounted = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Explained explained = new RandomRows(seed).scene().explained();
      if (!(explained.origins().get(Field.MRR) instanceof Origin.Sum sum)) {
        continue;
      }
      for (Portion portion : sum.portions()) {
        PricedSubscription subscription = (PricedSubscription) portion.detail();
        BigFraction left = BigFraction.ZERO;
        for (MonthlyItem item : subscription.monthly()) {
          BigFraction off =
              item.discounts().stream()
                  .map(MonthlyItem.Taken::off)
                  .reduce(BigFraction.ZERO, BigFraction::add);
          assertThat(item.left())
              .as("seed %d", seed)
              .isEqualTo(item.item().monthly().subtract(off));
          left = left.add(item.left());
          discounted += off.signum();
        }
        assertThat(portion.amount()).as("seed %d", seed).isEqualTo(left);
      }
    }
    assertThat(discounted).isPositive();
  }

  /** No object is counted twice, whatever is wrong with it. */
  @Test
  void whatIsLeftOutIsNamedOnce() {
    for (int seed = 0; seed < CASES; seed++) {
      List<Profile.LeftOut> leftOut = new RandomRows(seed).scene().profile().leftOut();
      assertThat(leftOut).as("seed %d", seed).doesNotHaveDuplicates();
      assertThat(
              leftOut.stream()
                  .filter(left -> !left.kind().equals("invoice"))
                  .map(Profile.LeftOut::id))
          .as("seed %d", seed)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void nothingChangesBeforeTheNextChange() {
    int changing = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Scene scene = new RandomRows(seed).scene();
      Profile now = scene.profile();
      Instant next = now.nextChange();
      Instant last = next == null ? NOW.plus(Duration.ofDays(3650)) : next.minusNanos(1);
      assertThat(last).isAfterOrEqualTo(NOW);
      assertThat(scene.now(last).profile()).as("seed %d", seed).isEqualTo(now);
      if (next != null) {
        Instant later = scene.now(next).profile().nextChange();
        assertThat(later == null || later.isAfter(next)).as("seed %d", seed).isTrue();
        changing++;
      }
    }
    assertThat(changing).isPositive();
  }

  /** Customers that share an address add up, however their purchases are spread among them. */
  @Test
  void spreadingRowsAmongCustomersKeepsTheFigures() {
    String[] sources = {
      "total_spent",
      "total_refunded",
      "average_order_value",
      "payment_count",
      "last_payment_amount",
      "total_spent.eur",
      "mrr",
      "subscription_count",
      "subscriptions"
    };
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      int purchases = 1 + random.nextInt(20);
      List<Object> ofOne = new ArrayList<>(List.of(customer("cus_1", 1), monthly("a", 1000)));
      List<Object> ofThree = new ArrayList<>(ofOne);
      ofThree.addAll(List.of(customer("cus_2", 2), customer("cus_3", 3)));
      for (int i = 0; i < purchases; i++) {
        long captured = random.nextLong(1, 100_000);
        String currency = random.nextBoolean() ? "usd" : "eur";
        long quantity = random.nextInt(5);
        String another = "cus_" + (1 + random.nextInt(3));
        ofOne.add(charge("ch_" + i, "cus_1", captured, currency));
        ofThree.add(charge("ch_" + i, another, captured, currency));
        ofOne.add(subscription("sub_" + i, "cus_1", quantity));
        ofThree.add(subscription("sub_" + i, another, quantity));
      }
      assertThat(Scene.of(ofThree.toArray()).values(sources))
          .isEqualTo(Scene.of(ofOne.toArray()).values(sources));
    }
  }

  private static ChargeRow charge(String id, String customer, long captured, String currency) {
    return Given.charge(
        id,
        1,
        c -> {
          c.customer = customer;
          c.captured = captured;
          c.refunded = captured / 3;
          c.currency = currency;
        });
  }

  private static SubscriptionRow subscription(String id, String customer, long quantity) {
    return Given.subscription(
        id,
        1,
        s -> {
          s.customer = customer;
          s.items = List.of(Given.item("si_" + id, "a", quantity));
        });
  }
}
