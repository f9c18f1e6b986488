package io.tajo.stripe.pipeline.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.profile.SubscriptionFigures;
import io.tajo.stripe.profile.SubscriptionRow;
import io.tajo.stripe.profile.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransitionsTest {
  private static final String ANNA = "anna@example.com";

  private final Map<String, List<SubscriptionRow>> held = new HashMap<>();

  private static SubscriptionFigures mrr(long minor, String currency, boolean exact) {
    return new SubscriptionFigures(
        "sub_1", new Value.Money(BigFraction.of(minor), currency), exact, "Pro", "month");
  }

  private static SubscriptionFigures mrr(long minor) {
    return mrr(minor, "eur", true);
  }

  private static SubscriptionRow row(String id, String status) {
    Instant created = Instant.ofEpochSecond(1_000);
    return new SubscriptionRow(
        id, created, "cus_1", status, "eur", created, null, null, false, null, null, null,
        List.of(), List.of());
  }

  private List<String> take(
      SubscriptionRow row, @Nullable SubscriptionFigures before, SubscriptionFigures after) {
    return new Transitions(held)
        .take(Optional.of(ANNA), row, before, after).stream()
            .map(Transitions.Transition::name)
            .toList();
  }

  private void held(SubscriptionRow... rows) {
    held.put(ANNA, new ArrayList<>(List.of(rows)));
  }

  @Test
  void upAndDownBetweenAmountsAboveNothing() {
    held(row("sub_1", "active"));
    assertThat(take(row("sub_1", "active"), mrr(100), mrr(101)))
        .containsExactly(Transitions.UPGRADED);
    assertThat(take(row("sub_1", "past_due"), mrr(100), mrr(99)))
        .containsExactly(Transitions.DOWNGRADED);
    assertThat(take(row("sub_1", "active"), mrr(100), mrr(100))).isEmpty();
    assertThat(take(row("sub_1", "active"), mrr(100), mrr(0))).isEmpty();
  }

  @Test
  void nothingIsToldWithoutAnExactBeforeOrAcrossCurrencies() {
    held(row("sub_1", "active"));
    assertThat(take(row("sub_1", "active"), null, mrr(100))).isEmpty();
    assertThat(take(row("sub_1", "active"), mrr(100, "eur", false), mrr(200))).isEmpty();
    assertThat(take(row("sub_1", "active"), mrr(100), mrr(200, "eur", false))).isEmpty();
    assertThat(take(row("sub_1", "active"), mrr(100), mrr(200, "usd", true))).isEmpty();
  }

  @Test
  void reactivationIsOfTheChurnedAlone() {
    held(row("sub_1", "canceled"));
    assertThat(take(row("sub_2", "active"), mrr(0), mrr(100)))
        .containsExactly(Transitions.REACTIVATED);
    held(row("sub_1", "trialing"));
    assertThat(take(row("sub_1", "active"), mrr(0), mrr(100))).isEmpty();
    held();
    assertThat(take(row("sub_1", "active"), mrr(0), mrr(100))).isEmpty();
  }

  @Test
  void churningIsTheContactsNotTheSubscriptions() {
    held(row("sub_1", "active"), row("sub_2", "trialing"));
    assertThat(take(row("sub_1", "canceled"), mrr(100), mrr(0))).isEmpty();
    held(row("sub_1", "active"), row("sub_2", "canceled"));
    assertThat(take(row("sub_1", "unpaid"), mrr(100), mrr(0))).containsExactly(Transitions.CHURNED);
    // A trial that ends unpaid churns as well.
    held(row("sub_1", "trialing"));
    assertThat(take(row("sub_1", "canceled"), mrr(0), mrr(0))).containsExactly(Transitions.CHURNED);
    held(row("sub_1", "canceled"));
    assertThat(take(row("sub_1", "canceled"), mrr(0), mrr(0))).isEmpty();
  }

  @Test
  void eventsOfOneContactInOneRoundSeeEachOther() {
    held(row("sub_1", "active"), row("sub_2", "active"));
    Transitions transitions = new Transitions(held);
    assertThat(transitions.take(Optional.of(ANNA), row("sub_1", "canceled"), mrr(100), mrr(0)))
        .isEmpty();
    assertThat(transitions.take(Optional.of(ANNA), row("sub_2", "canceled"), mrr(100), mrr(0)))
        .extracting(Transitions.Transition::name)
        .containsExactly(Transitions.CHURNED);
  }
}
