package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.ledger.FailedEvent;
import io.tajo.stripe.sandbox.stripe.ApiKey;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import io.tajo.stripe.stripe.StripeFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Events that cannot be worked off, for now or for good. */
class LiveRetryTest {
  private static final String ANNA = "anna@example.com";

  /** Another version than the pinned one: the object has to be read. */
  private static ObjectNode old(ObjectNode event) {
    return event.put("api_version", "2020-08-27");
  }

  private static ObjectNode oldUpdate(LiveScene scene, String customer, String name) {
    scene.life.people().name(customer, name);
    return old(scene.fresh("customer.updated").getLast());
  }

  @Test
  void aPoisonousEventLeavesTheOthersAlone() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      scene.life.people().create("bob@example.com", "Bob");
      scene.life.people().name(anna, "Anna Stein");
      for (ObjectNode event : scene.hand.fresh()) {
        if (event.path("type").asText().equals("customer.updated")) {
          // More digits than a bigint takes.
          ((ObjectNode) event.at("/data/object")).put("balance", 9_223_372_036_854_775_807L);
          ((ObjectNode) event.at("/data/object")).put("created", "yesterday");
        }
        scene.hand.deliver(event);
      }
      scene.hand.drain();

      assertThat(scene.names("bob@example.com")).containsExactly("customer_created");
      assertThat(scene.hand.status().inbox().pending()).isEqualTo(1);
      // 2, 4, 8, 16 and 32 seconds later, then it is given up.
      for (int attempt = 0; attempt < 5; attempt++) {
        scene.pass(Duration.ofSeconds(33));
      }
      assertThat(scene.hand.status().inbox().pending()).isZero();
      assertThat(scene.hand.connector().failedEvents(10))
          .extracting(FailedEvent::type, FailedEvent::attempts)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("customer.updated", 6));
    }
  }

  @Test
  void whatTheDatabaseRefusesIsOneEventsFaultToo() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      String bob = scene.customer("bob@example.com", "Bob");
      scene.sql("alter table customer add constraint no_stein check (name <> 'Anna Stein')");
      scene.life.people().name(anna, "Anna Stein");
      scene.life.people().name(bob, "Bob Stone");
      scene.follow();

      assertThat(scene.names("bob@example.com"))
          .containsExactly("customer_created", "customer_updated");
      assertThat(scene.hand.status().inbox().pending()).isEqualTo(1);
      scene.sql("alter table customer drop constraint no_stein");
      scene.pass(Duration.ofSeconds(3));
      assertThat(scene.names(ANNA)).containsExactly("customer_created", "customer_updated");
    }
  }

  @Test
  void aMalformedPayloadInTheTableIsGivenUp() {
    try (LiveScene scene = LiveScene.empty()) {
      scene.sql(
          "insert into event (id, type, created, stored_at, source, state, payload) values"
              + " ('evt_bad', 'customer.updated', 1, now(), 'WEBHOOK', 'pending', '{oh')"
              + " ");
      scene.customer(ANNA, "Anna");
      assertThat(scene.names()).containsExactly("customer_created");
      for (int attempt = 0; attempt < 5; attempt++) {
        scene.pass(Duration.ofSeconds(33));
      }
      assertThat(scene.hand.connector().failedEvents(10))
          .extracting(FailedEvent::id)
          .containsExactly("evt_bad");
    }
  }

  @Test
  void aRevokedKeyCountsNoAttempt() {
    ApiKey key = ApiKey.secret(StripeOptions.DEFAULT_KEY);
    TestAccounts accounts =
        TestAccounts.with(TestAccounts.stripeOptions().withKeys(key), TestAccounts.brevoOptions());
    try (LiveScene scene = LiveScene.of(accounts)) {
      String anna = scene.customer(ANNA, "Anna");
      scene.hand.deliver(oldUpdate(scene, anna, "Anna Stein"));

      accounts.stripeKey("sk_test_revoked");
      try (LedgerConnector revoked = accounts.connector(accounts.time.new OfProcess());
          Deliverer deliverer = revoked.byHand()) {
        for (int i = 0; i < 3; i++) {
          assertThatThrownBy(deliverer::inbox).isInstanceOf(StripeFailure.InvalidKey.class);
        }
      }
      assertThat(scene.sql("select max(attempts) from event")).isEqualTo("0");

      scene.hand.drain();
      assertThat(scene.names()).containsExactly("customer_created", "customer_updated");
    }
  }

  @Test
  void aMissingPermissionIsVisibleAndReplayable() {
    ApiKey key = ApiKey.restricted("rk_test_few", Set.of("charge_read", "event_read"));
    ApiKey all = ApiKey.secret(StripeOptions.DEFAULT_KEY);
    TestAccounts accounts =
        TestAccounts.with(
            TestAccounts.stripeOptions().withKeys(key, all), TestAccounts.brevoOptions());
    try (LiveScene scene = LiveScene.of(accounts)) {
      String anna = scene.customer(ANNA, "Anna");
      ObjectNode first = oldUpdate(scene, anna, "Anna Stein");
      scene.accounts.time.pass(Duration.ofSeconds(5));
      ObjectNode second = oldUpdate(scene, anna, "Anna Stone");
      scene.hand.deliver(first);
      scene.hand.deliver(second);
      accounts.stripeKey("rk_test_few");
      try (LedgerConnector poor = accounts.connector(accounts.time.new OfProcess());
          Deliverer deliverer = poor.byHand()) {
        deliverer.drain();
      }
      LedgerConnector connector = scene.hand.connector();
      assertThat(connector.failedEvents(10)).hasSize(2);
      assertThat(connector.failedEvents(10).getFirst().problem()).contains("customer");
      assertThat(connector.liveStatus().inbox().failed()).isEqualTo(2);

      String id = first.path("id").asText();
      Instant later = Instant.ofEpochSecond(second.path("created").asLong());
      assertThat(connector.replay(Set.of("evt_other"), null, null)).isZero();
      assertThat(connector.replay(Set.of(), "customer.created", null)).isZero();
      assertThat(connector.replay(Set.of(), "invoice.*", null)).isZero();
      assertThat(connector.replay(Set.of(), null, later.plusSeconds(1))).isZero();
      assertThat(connector.replay(Set.of(id), "customer.*", null)).isEqualTo(1);
      assertThat(connector.replay(Set.of(), null, later)).isEqualTo(1);
      scene.hand.drain();
      assertThat(connector.liveStatus().inbox().failed()).isZero();
      assertThat(scene.names())
          .containsExactly("customer_created", "customer_updated", "customer_updated");
    }
  }

  @Test
  void whileBrevoIsAwayEventsAreWorkedOffAndContactsWait() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      scene.accounts.door.lose(call -> call.contains("/contacts"), false);
      scene.life.people().name(anna, "Anna Stein");
      scene.follow();
      assertThat(scene.hand.status().inbox().pending()).isZero();
      assertThat(scene.hand.status().contacts()).isEqualTo(1);
      assertThat(scene.names()).containsExactly("customer_created");

      scene.accounts.door.lose(call -> false, false);
      scene.pass(Duration.ofMinutes(10));
      assertThat(scene.names()).containsExactly("customer_created", "customer_updated");
      assertThat(scene.accounts.attributes(ANNA)).containsEntry("LASTNAME", "Stein");
    }
  }

  @Test
  void aDelivererThatBeginsWhileBrevoIsAwayGoesOnSecondsAfterIt() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      scene.life.people().name(anna, "Anna Stein");
      scene.hand.fresh().forEach(scene.hand::deliver);
      scene.accounts.door.lose(call -> true, false);
      try (LedgerConnector process = scene.accounts.connector(scene.accounts.time.new OfProcess());
          Deliverer deliverer = process.byHand()) {
        deliverer.drain();
        assertThat(scene.accounts.attributes(ANNA)).doesNotContainKey("LASTNAME");

        scene.accounts.door.lose(call -> false, false);
        // By chance it has asked once or twice: each pause is twice the one before.
        scene.accounts.time.pass(Duration.ofSeconds(15));
        deliverer.drain();
        assertThat(scene.accounts.attributes(ANNA)).containsEntry("LASTNAME", "Stein");
      }
    }
  }

  @Test
  void payloadsAreClearedAfterSevenDaysAndRowsAfterForty() {
    try (LiveScene scene = LiveScene.empty()) {
      scene.customer(ANNA, "Anna");
      String payloads = "select count(payload) from event";
      String rows = "select count(*) from event";
      scene.pass(Duration.ofDays(7).minusHours(2));
      assertThat(scene.sql(payloads)).isEqualTo("1");
      scene.pass(Duration.ofHours(4));
      assertThat(scene.sql(payloads)).isEqualTo("0");
      scene.pass(Duration.ofDays(32));
      assertThat(scene.sql(rows)).isEqualTo("1");
      scene.pass(Duration.ofDays(2));
      assertThat(scene.sql(rows)).isEqualTo("0");
      assertThat(scene.sql("select count(*) from outgoing")).isEqualTo("0");
    }
  }
}
