package io.tajo.stripe.pipeline.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tajo.stripe.api.SyncResource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRulesTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00.7Z");

  private static EventRules rules(
      Set<SyncResource> resources, List<String> include, List<String> exclude) {
    return new EventRules(
        false,
        null,
        false,
        resources,
        "stripe_",
        include,
        exclude,
        Duration.ofHours(24),
        START,
        false,
        null);
  }

  private static EventRules all() {
    return rules(EnumSet.allOf(SyncResource.class), List.of(), List.of());
  }

  private static StripeEvent event(String more) throws MalformedEvent {
    return StripeEvent.parse(
        "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"invoice.paid\",\"created\":1795428000"
            + more
            + "}");
  }

  private static StripeEvent at(Instant created) throws MalformedEvent {
    return StripeEvent.parse(
        "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"invoice.paid\",\"data\":{},\"created\":"
            + created.getEpochSecond()
            + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "payment_intent.succeeded, PAYMENTS",
    "charge.dispute.created, PAYMENTS",
    "refund.failed, PAYMENTS",
    "customer.updated, CUSTOMERS",
    "customer.subscription.updated, SUBSCRIPTIONS",
    "customer.discount.created, SUBSCRIPTIONS",
    "coupon.deleted, SUBSCRIPTIONS",
    "invoice.paid, INVOICES",
    "checkout.session.expired, CHECKOUT_SESSIONS",
    "price.updated, PRODUCTS",
  })
  void whatATypeIsOf(String type, SyncResource resource) {
    assertThat(EventRules.resource(type)).contains(resource);
    EnumSet<SyncResource> others = EnumSet.complementOf(EnumSet.of(resource));
    assertThat(rules(others, List.of("*"), List.of()).forwards(type)).isFalse();
    assertThat(rules(others, List.of(), List.of()).useful(type)).isFalse();
    assertThat(all().useful(type)).isTrue();
  }

  @Test
  void patternsAddAndTakeAwayAndTakingAwayWins() {
    assertThat(all().forwards("invoice.paid")).isTrue();
    assertThat(all().forwards("invoice.created")).isFalse();
    EventRules some =
        rules(
            EnumSet.allOf(SyncResource.class),
            List.of("invoice.*", "payout.paid"),
            List.of("invoice.cr*", "invoice.paid", "subscription_churned"));
    assertThat(some.forwards("invoice.sent")).isTrue();
    assertThat(some.forwards("payout.paid")).isTrue();
    assertThat(some.forwards("payout.paid.more")).isFalse();
    assertThat(some.forwards("invoice.created")).isFalse();
    assertThat(some.forwards("invoice.paid")).isFalse();
    assertThat(some.derives("subscription_churned")).isFalse();
    assertThat(some.derives("subscription_upgraded")).isTrue();
    assertThat(some.name("charge.dispute.created")).isEqualTo("stripe_charge_dispute_created");
  }

  @Test
  void ageCountsFromWhenAnEventWasFirstStored() throws MalformedEvent {
    Instant stored = Instant.parse("2026-11-25T10:00:00.5Z");
    // 24 hours before are 10:00:00.5 of the day before; seconds are whole.
    assertThat(all().inTime(at(Instant.parse("2026-11-24T10:00:01Z")), stored)).isTrue();
    assertThat(all().inTime(at(Instant.parse("2026-11-24T10:00:00Z")), stored)).isFalse();
    Instant exact = Instant.parse("2026-11-25T10:00:00Z");
    assertThat(all().inTime(at(Instant.parse("2026-11-24T10:00:00Z")), exact)).isTrue();
    // Of the second of the first start, and of the one before.
    Instant first = Instant.parse("2026-11-23T10:00:05Z");
    assertThat(all().inTime(at(Instant.parse("2026-11-23T10:00:00Z")), first)).isTrue();
    assertThat(all().inTime(at(Instant.parse("2026-11-23T09:59:59Z")), first)).isFalse();
  }

  private static EventRules of(@Nullable String account, boolean ownEndpoint) {
    return new EventRules(
        false,
        account,
        ownEndpoint,
        EnumSet.allOf(SyncResource.class),
        "",
        List.of(),
        List.of(),
        Duration.ofHours(24),
        START,
        false,
        null);
  }

  @Test
  void otherModesAndAccountsAreForeign() throws MalformedEvent {
    String data = ",\"data\":{\"object\":{}}";
    assertThat(all().foreign(event(data + ",\"livemode\":true"))).contains("livemode");
    assertThat(all().foreign(event(data + ",\"livemode\":false"))).isEmpty();
    assertThat(all().foreign(event(data))).isEmpty();
    StripeEvent connected = event(data + ",\"account\":\"acct_1\"");
    assertThat(all().foreign(connected)).contains("account");
    assertThat(of("acct_1", false).foreign(connected)).isEmpty();
    assertThat(of("acct_2", false).foreign(connected)).contains("account");
    assertThat(of("acct_1", false).foreign(event(data))).contains("account");
    assertThat(of("acct_1", true).foreign(event(data))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"object\":\"event\"}",
        "{\"object\":\"charge\",\"id\":\"a\",\"type\":\"b\",\"created\":1}",
        "{\"object\":\"event\",\"id\":\"\",\"type\":\"b\",\"created\":1}",
        "{\"object\":\"event\",\"id\":\"a b\",\"type\":\"b\",\"created\":1}",
        "{\"object\":\"event\",\"id\":7,\"type\":\"b\",\"created\":1}",
        "{\"object\":\"event\",\"id\":\"a\",\"type\":\"b\"}",
        "{\"object\":\"event\",\"id\":\"a\",\"type\":\"b\",\"created\":-1}",
        "{\"object\":\"event\",\"id\":\"a\",\"type\":\"b\",\"created\":1.5}",
        "{\"object\":\"event\",\"id\":\"a\",\"type\":\"b\",\"created\":1e30}",
        "{\"object\":\"event\",\"id\":\"a\",\"type\":\"b\",\"created\":\"soon\"}",
        "{\"object\":\"event\",\"id\":\"a\",\"type\":\"b\",\"created\":1} {}",
      })
  void whatIsNoEvent(String body) {
    assertThatThrownBy(() -> StripeEvent.parse(body)).isInstanceOf(MalformedEvent.class);
  }

  @Test
  void bytesThatAreNoTextAreNoEvent() {
    assertThatThrownBy(() -> StripeEvent.parse(new byte[] {(byte) 0xc3, (byte) 0x28}))
        .isInstanceOf(MalformedEvent.class);
  }

  @Test
  void aThinEventNamesAnObjectAndNoMore() throws MalformedEvent {
    StripeEvent thin =
        StripeEvent.parse(
            """
            {"object":"v2.core.event","id":"evt_1","type":"v1.invoice.paid",
             "created":"2026-11-23T11:00:00.9+01:00","livemode":true,"context":"acct_1",
             "related_object":{"id":"in_1","type":"invoice"}}
            """
                .getBytes(StandardCharsets.UTF_8));
    assertThat(thin.thin()).isTrue();
    assertThat(thin.plainType()).isEqualTo("invoice.paid");
    assertThat(thin.created()).isEqualTo("2026-11-23T10:00:00Z");
    assertThat(thin.objectId()).contains("in_1");
    assertThat(Subject.of(thin)).isEqualTo(Subject.INVOICE);
    assertThat(thin.account()).isEqualTo("acct_1");
    assertThat(all().forwards(thin, thin.created())).isFalse();
  }
}
