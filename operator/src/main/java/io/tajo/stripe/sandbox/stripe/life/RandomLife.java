package io.tajo.stripe.sandbox.stripe.life;

import io.tajo.stripe.sandbox.stripe.StripeAccount;
import java.util.ArrayList;
import java.util.List;

/**
 * A life that chance makes up: customers come, pay, subscribe, cancel, share addresses, lose them,
 * find them again, and go. The same seed lives the same life in the same account. Of sessions that
 * are still open and of deleted objects that Stripe tells nobody about there are none: whoever has
 * read every event knows the account. One thread at a time.
 */
public final class RandomLife {
  private final List<Chance> chances = new ArrayList<>();
  private final Luck luck;
  private final RandomPeople people;
  private final int weights;

  /** A life in this account. */
  public RandomLife(StripeAccount account, long seed) {
    StripeLife life = StripeLife.in(account);
    this.luck = new Luck(account, seed);
    this.people = new RandomPeople(life, luck);
    chances.addAll(people.chances());
    chances.addAll(new RandomMoney(life, luck).chances());
    chances.addAll(new RandomSubscriptions(life, luck).chances());
    chances.addAll(new RandomShop(life, luck).chances());
    this.weights = chances.stream().mapToInt(Chance::weight).sum();
  }

  /** Does one act, the next; returns its name. */
  public String act() {
    for (int tries = 0; tries < 100; tries++) {
      Chance chance = draw();
      if (chance.act().happens()) {
        return chance.name();
      }
    }
    people.newcomer();
    return "newcomer";
  }

  private Chance draw() {
    int drawn = luck.below(weights);
    for (Chance chance : chances) {
      drawn -= chance.weight();
      if (drawn < 0) {
        return chance;
      }
    }
    throw new IllegalStateException("the weights do not add up");
  }
}
