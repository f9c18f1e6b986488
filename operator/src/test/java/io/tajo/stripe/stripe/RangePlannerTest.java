package io.tajo.stripe.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sweep in simulated time: 300 ms a page, 25 requests a second, as Stripe has it. */
class RangePlannerTest {
  private static final long NOW = 1_790_000_000;
  private static final long YEAR = 31_557_600;
  private static final long MONTH = YEAR / 12;
  private static final double RATE = 25;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void anEvenAccountIsReadNearlyAsFastAsTheLimitAllows(int seed) {
    SimulatedSweep.Result result = sweep(even(20_000, 3, seed));
    assertThat(result.everyObjectOnce()).isTrue();
    assertThat(result.pages()).isLessThanOrEqualTo(215);
    assertThat(result.seconds()).isLessThanOrEqualTo(1.22 * 8);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 3, 11.5, 17, 24, 30, 34.9})
  void soIsOneWithNineTenthsInAMonth(double monthsAgo) {
    SimulatedSweep.Result result = sweep(skewed(20_000, monthsAgo, 1));
    assertThat(result.everyObjectOnce()).isTrue();
    assertThat(result.pages()).isLessThanOrEqualTo(228);
    assertThat(result.seconds()).isLessThanOrEqualTo(1.32 * 8);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 7, 20, 33})
  void soIsOneWithNineTenthsInADay(double monthsAgo) {
    SimulatedSweep.Result result = sweep(skewed(20_000, monthsAgo, 1 / 30.0));
    assertThat(result.everyObjectOnce()).isTrue();
    assertThat(result.pages()).isLessThanOrEqualTo(232);
    assertThat(result.seconds()).isLessThanOrEqualTo(1.4 * 8);
  }

  @Test
  void aMillionObjectsCostHardlyMoreThanTheirPages() {
    SimulatedSweep.Result result = sweep(even(1_000_000, 6, 1));
    assertThat(result.everyObjectOnce()).isTrue();
    assertThat(result.pages()).isLessThanOrEqualTo(10_200);
    assertThat(result.seconds()).isLessThanOrEqualTo(1.06 * 400);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 99, 100})
  void aSmallAccountTakesOneRequest(int objects) {
    SimulatedSweep.Result result = sweep(even(objects, 3, 1));
    assertThat(result.objects()).isEqualTo(objects);
    assertThat(result.pages()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 250, 500, 1000})
  void aMiddlingOneFewMoreThanItsPages(int objects) {
    SimulatedSweep.Result result = sweep(even(objects, 3, 1));
    assertThat(result.everyObjectOnce()).isTrue();
    assertThat(result.pages()).isLessThanOrEqualTo(objects / 100 * 2 + 3);
  }

  @Test
  void aThousandObjectsOfOneSecondAreReadByCursor() {
    long[] created = even(3_000, 3, 2);
    Arrays.fill(created, 0, 1_000, NOW - YEAR);
    SimulatedSweep.Result result = sweep(created);
    assertThat(result.everyObjectOnce()).isTrue();

    long[] oneSecond = new long[1_000];
    Arrays.fill(oneSecond, NOW);
    SimulatedSweep.Result pile = sweep(oneSecond);
    assertThat(pile.everyObjectOnce()).isTrue();
    assertThat(pile.pages()).isLessThanOrEqualTo(14);
  }

  @Test
  void aLowerEndIsKept() {
    SimulatedSweep sweep =
        new SimulatedSweep(even(20_000, 4, 3), Duration.ofMillis(300), Duration.ZERO);
    SimulatedSweep.Result result = sweep.run(RATE, Range.since(NOW - YEAR));
    assertThat(result.objects()).isBetween(4_800, 5_200);
  }

  @Test
  void whatRemainsIsWhatWasNotReadAndResumesThere() {
    RangePlanner planner = new RangePlanner(List.of(Range.all()));
    Range all = planner.next(8).orElseThrow();
    assertThat(planner.remaining()).containsExactly(Range.all());

    Range done = planner.read(all, page(100, 900, 800, "cus_100"), 1);
    assertThat(done).isEqualTo(new Range(801, Long.MAX_VALUE, null));
    assertThat(planner.remaining()).containsExactly(new Range(0, 801, "cus_100"));
    assertThat(planner.next(1)).contains(new Range(0, 801, "cus_100"));
  }

  @Test
  void theCursorStaysWithTheSecondThatAPageEndedIn() {
    RangePlanner planner = new RangePlanner(List.of(Range.all()));
    planner.read(planner.next(8).orElseThrow(), page(100, 100_900, 100_000, "cus_100"), 8);
    List<Range> remaining = planner.remaining();
    assertThat(remaining).hasSizeGreaterThan(1);
    assertThat(remaining.getFirst().to()).isEqualTo(100_001);
    assertThat(remaining.getFirst().startingAfter()).isEqualTo("cus_100");
    for (int i = 1; i < remaining.size(); i++) {
      assertThat(remaining.get(i).to()).isEqualTo(remaining.get(i - 1).from());
      assertThat(remaining.get(i).startingAfter()).isNull();
    }
    assertThat(remaining.getLast().from()).isZero();
  }

  @Test
  void aListThatIsNotNewestFirstIsReadByCursorAlone() {
    RangePlanner planner = new RangePlanner(List.of(Range.all()));
    Range all = planner.next(8).orElseThrow();
    planner.read(all, new RangePlanner.Reading(100, 500, 700, "in_7", true, false), 8);
    assertThat(planner.remaining()).containsExactly(new Range(0, Long.MAX_VALUE, "in_7"));
  }

  @Test
  void aFailedRangeRemainsButIsNotAskedForAgain() {
    RangePlanner planner =
        new RangePlanner(List.of(new Range(0, 10, null), new Range(10, 20, "x")));
    Range first = planner.next(1).orElseThrow();
    planner.failed(first);
    Range second = planner.next(1).orElseThrow();
    planner.read(second, RangePlanner.Reading.NOTHING, 1);
    assertThat(planner.next(1)).isEqualTo(Optional.empty());
    assertThat(planner.remaining()).containsExactly(first);
  }

  private static RangePlanner.Reading page(int count, long newest, long oldest, String last) {
    return new RangePlanner.Reading(count, newest, oldest, last, true, true);
  }

  private static SimulatedSweep.Result sweep(long[] created) {
    return new SimulatedSweep(created, Duration.ofMillis(300), Duration.ofMillis(30))
        .run(RATE, Range.all());
  }

  private static long[] even(int objects, double years, long seed) {
    Random random = new Random(seed);
    return random.doubles(objects).mapToLong(part -> NOW - (long) (part * years * YEAR)).toArray();
  }

  private static long[] skewed(int objects, double monthsAgo, double months) {
    Random random = new Random(5);
    return random
        .doubles(objects)
        .mapToLong(part ->
            random.nextDouble() < 0.9
                ? NOW - (long) ((monthsAgo + part * months) * MONTH)
                : NOW - (long) (part * 3 * YEAR))
        .toArray();
  }
}
