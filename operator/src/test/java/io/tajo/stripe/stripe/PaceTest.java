package io.tajo.stripe.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void noSecondHoldsMoreThanTheLimitAndTheRateIsReached() {
    Pace pace = new Pace(25);
    List<Long> went = greedy(pace, 0, 20 * SECOND);
    for (int i = 25; i < went.size(); i++) {
      assertThat(went.get(i) - went.get(i - 25)).isGreaterThan(SECOND);
    }
    assertThat(went.size()).isBetween(20 * 24, 20 * 25);
  }

  @Test
  void aSlowStartIsMadeUpForAtNoMoreThanTwiceTheRate() {
    Pace pace = new Pace(25);
    pace.taken(0);
    List<Long> went = greedy(pace, SECOND / 2, SECOND);
    assertThat(went).hasSizeBetween(23, 24);
    assertThat(went.get(1) - went.get(0)).isCloseTo(SECOND / 50, within(SECOND / 500));
  }

  @Test
  void aRateBelowOneASecondIsKept() {
    assertThat(greedy(new Pace(0.5), 0, 60 * SECOND)).hasSizeBetween(29, 31);
  }

  @Test
  void aRefusalTakes15PercentOffAndAFifthOfTheLimitComesBackEachSecond() {
    Pace pace = new Pace(100);
    pace.taken(0);
    pace.refused(0, SECOND);
    assertThat(pace.rate()).isCloseTo(0.85 * 97, within(0.01));
    pace.taken(SECOND + SECOND / 2);
    assertThat(pace.rate()).isCloseTo(0.95 * 97, within(0.01));
    pace.taken(60 * SECOND);
    assertThat(pace.rate()).isCloseTo(97, within(0.01));
  }

  @Test
  void refusalsOfRequestsOnTheWayCountOnce() {
    Pace pace = new Pace(100);
    pace.refused(0, SECOND);
    pace.refused(SECOND / 2, SECOND + 1);
    assertThat(pace.rate()).isCloseTo(0.85 * 97, within(0.01));
    pace.refused(SECOND + 2, SECOND + 3);
    assertThat(pace.rate()).isCloseTo(0.85 * 0.85 * 97, within(0.01));
  }

  private static List<Long> greedy(Pace pace, long from, long to) {
    List<Long> went = new ArrayList<>();
    for (long now = Math.max(from, pace.ready()); now < to; now = Math.max(now, pace.ready())) {
      pace.taken(now);
      went.add(now);
    }
    return went;
  }
}
