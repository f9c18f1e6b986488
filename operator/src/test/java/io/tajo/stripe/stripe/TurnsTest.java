package io.tajo.stripe.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final long SECOND = 1_000_000_000;
  private static final long TICK = 100_000;

  private final Map<String, Integer> served = new HashMap<>();

  @Test
  void endpointsShareTheAccountsRateEvenlyAndUseAllOfIt() {
    serve(new Turns(40, 25), List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"), 10);
    assertThat(served.values()).allSatisfy(count -> assertThat(count).isBetween(37, 40));
    assertThat(served.values().stream().mapToInt(it -> it).sum()).isBetween(380, 400);
  }

  @Test
  void oneEndpointAloneIsHeldToItsOwnLimit() {
    serve(new Turns(100, 25), List.of("a"), 10);
    assertThat(served.get("a")).isBetween(240, 250);
  }

  @Test
  void aRefusalSlowsItsEndpointAloneOrTheWholeAccount() {
    Turns turns = new Turns(1000, 25);
    turns.refused("a", false, 0, SECOND);
    assertThat(turns.share("a", 1)).isLessThan(21);
    assertThat(turns.share("b", 1)).isGreaterThan(24);

    Turns small = new Turns(20, 25);
    small.refused("a", true, 0, SECOND);
    assertThat(small.share("b", 1)).isLessThan(17);
  }

  /** After a request the account waits half a millisecond here, an endpoint fifty. */
  @Test
  void whoCameFirstGoesFirstUnlessItsEndpointHoldsItBack() {
    Turns turns = new Turns(1000, 10);
    Turns.Ticket first = turns.join("a");
    Turns.Ticket second = turns.join("a");
    Turns.Ticket third = turns.join("b");
    assertThat(turns.take(third, 0)).isPositive();
    assertThat(turns.take(first, 0)).isZero();
    assertThat(turns.take(second, SECOND / 1000)).isPositive();
    assertThat(turns.take(third, SECOND / 1000)).isZero();
  }

  @Test
  void aWaiterThatLeavesHoldsNobodyUp() {
    Turns turns = new Turns(10, 10);
    Turns.Ticket gone = turns.join("a");
    Turns.Ticket next = turns.join("a");
    assertThat(turns.take(next, 0)).isPositive();
    turns.leave(gone);
    assertThat(turns.take(next, 0)).isZero();
  }

  private void serve(Turns turns, List<String> endpoints, int seconds) {
    Map<String, Turns.Ticket> waiting = new HashMap<>();
    endpoints.forEach(it -> waiting.put(it, turns.join(it)));
    for (long now = 0; now < seconds * SECOND; now += TICK) {
      for (String endpoint : new ArrayList<>(waiting.keySet())) {
        if (turns.take(waiting.get(endpoint), now) == 0) {
          served.merge(endpoint, 1, Integer::sum);
          waiting.put(endpoint, turns.join(endpoint));
        }
      }
    }
  }
}
