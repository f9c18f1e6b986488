package io.tajo.stripe.profile;

import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** What a figure was made from. Counts and amounts are worked out of it and of nothing else. */
public sealed interface Origin {
  /**
   * Objects that say it.
   *
   * @param objects none: nobody says it, and the figure is empty
   */
  record Said(List<SourceObject> objects, Choice choice) implements Origin {}

  /** Of one object, or of none. */
  static Said said(@Nullable SourceObject object, Choice choice) {
    return new Said(object == null ? List.of() : List.of(object), choice);
  }

  /** Objects that are counted. */
  record Count(List<SourceObject> objects) implements Origin {
    long total() {
      return objects.size();
    }
  }

  /** An amount, in exact minor units. */
  sealed interface Amount extends Origin {
    /** What the figure is; null: it is empty. */
    @Nullable BigFraction total();

    List<Portion> portions();
  }

  /** What its portions add up to. */
  record Sum(List<Portion> portions) implements Amount {
    @Override
    public BigFraction total() {
      ExactSum sum = new ExactSum();
      for (Portion portion : portions) {
        Rate rate = portion.rate();
        if (rate != null) {
          sum.add(portion.amount(), rate.factor());
        }
      }
      return sum.total();
    }

    /** How many portions are not left out. */
    public long counted() {
      return portions.stream().filter(portion -> portion.rate() != null).count();
    }
  }

  /** A sum divided by the number of its portions that are not left out; empty without any. */
  record Average(Sum of) implements Amount {
    @Override
    public @Nullable BigFraction total() {
      long counted = of.counted();
      return counted == 0 ? null : of.total().divide(counted);
    }

    @Override
    public List<Portion> portions() {
      return of.portions();
    }
  }

  /** Twelve times what a month makes. */
  record Yearly(Sum of) implements Amount {
    @Override
    public BigFraction total() {
      return of.total().multiply(12);
    }

    @Override
    public List<Portion> portions() {
      return of.portions();
    }
  }

  /** The amount of one object; empty where there is none, or it is left out. */
  record Single(@Nullable Portion portion, Choice choice) implements Amount {
    @Override
    public @Nullable BigFraction total() {
      return portion == null || portion.rate() == null ? null : portion.adds();
    }

    @Override
    public List<Portion> portions() {
      return portion == null ? List.of() : List.of(portion);
    }
  }

  /** Why these objects and no others. */
  enum Choice {
    /** The newest that has a value. */
    NEWEST,
    OLDEST,
    /** Best status, then most MRR, then newest. */
    PRIMARY,
    /** Of the primary subscription, the item that makes most a month. */
    LARGEST_ITEM,
    /** The next to come. */
    NEXT,
    /** Each that is so. */
    EACH
  }
}
