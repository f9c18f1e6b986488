package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.sandbox.StoredEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events whose answer is lost on the way, and events that come twice. */
class LiveDoubtTest {
  private static final String ANNA = "anna@example.com";
  private static final Duration TO_LOOK = Duration.ofSeconds(61);

  /** Loses the answer of the first call of a kind, after or instead of its being carried out. */
  private static AtomicInteger lose(LiveScene scene, String call, boolean carriedOut) {
    scene.accounts.time.slow();
    AtomicInteger calls = new AtomicInteger();
    scene.accounts.door.lose(seen -> seen.equals(call) && calls.incrementAndGet() == 1, carriedOut);
    return calls;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLostAnswerIsLookedUpAMinuteLaterOnce(boolean carriedOut) {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      AtomicInteger calls = lose(scene, "POST /v3/events", carriedOut);

      scene.life.people().name(anna, "Anna Stein");
      scene.follow();
      assertThat(scene.outgoing("sending")).isEqualTo(1);
      // A later event of the same contact waits for it.
      scene.life.payments().succeed(anna, 1_000, "eur");
      scene.follow();
      assertThat(calls).hasValue(1);

      scene.pass(TO_LOOK);

      assertThat(scene.names(ANNA))
          .containsExactly("customer_created", "customer_updated", "payment_intent_succeeded");
      assertThat(calls).hasValue(carriedOut ? 2 : 3);
      assertThat(scene.accounts.brevo.calls()).containsEntry("GET /events", 1L);
      assertThat(scene.outgoing("sent")).isEqualTo(3);
      scene.pass(TO_LOOK);
      assertThat(scene.accounts.brevo.calls()).containsEntry("GET /events", 1L);
    }
  }

  @Test
  void whereTheLookFailsTheEventGoesAgain() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      lose(scene, "POST /v3/events", true);
      scene.life.people().name(anna, "Anna Stein");
      scene.follow();
      scene.accounts.door.lose(call -> call.equals("GET /v3/events"), false);

      scene.pass(TO_LOOK);

      assertThat(scene.names(ANNA))
          .containsExactly("customer_created", "customer_updated", "customer_updated");
      assertThat(scene.outgoing("sent")).isEqualTo(2);
    }
  }

  @Test
  void anotherContactsEventsDoNotWaitForADoubt() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      String bob = scene.customer("bob@example.com", "Bob");
      lose(scene, "POST /v3/events", false);
      scene.life.people().name(anna, "Anna Stein");
      scene.follow();
      scene.life.people().name(bob, "Bob Stone");
      scene.follow();

      assertThat(scene.names("bob@example.com"))
          .containsExactly("customer_created", "customer_updated");
      assertThat(scene.names(ANNA)).containsExactly("customer_created");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBatchWhoseAnswerIsLostIsLookedUpAsOne(boolean carriedOut) {
    try (LiveScene scene = LiveScene.empty()) {
      AtomicInteger batches = lose(scene, "POST /v3/events/batch", carriedOut);
      for (int i = 0; i < 30; i++) {
        scene.life.people().create("person" + i + "@example.com", "Person " + i);
      }
      scene.follow();
      scene.pass(Duration.ofMinutes(10));
      scene.pass(TO_LOOK);

      assertThat(batches).hasValue(carriedOut ? 1 : 2);
      assertThat(scene.events("customer_created")).hasSize(30);
      assertThat(scene.events("customer_created").stream().map(StoredEvent::email).distinct())
          .hasSize(30);
      assertThat(scene.outgoing("sent")).isEqualTo(30);
    }
  }

  @Test
  void aDoubtSurvivesTheDeletionOfItsCustomer() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      lose(scene, "POST /v3/events", false);
      scene.life.people().name(anna, "Anna Stein");
      scene.follow();

      scene.life.people().delete(anna);
      scene.follow();
      // The contact stays in its lists until the event of its deletion has been sent.
      assertThat(scene.accounts.contact(ANNA).lists()).isNotEmpty();
      scene.pass(TO_LOOK);

      assertThat(scene.names(ANNA))
          .containsExactly("customer_created", "customer_updated", "customer_deleted");
      assertThat(scene.accounts.contact(ANNA).lists()).isEmpty();
    }
  }

  @Test
  void aDoubtFollowsItsContactToAnotherAddress() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      lose(scene, "POST /v3/events", false);
      scene.life.people().name(anna, "Anna Stein");
      scene.follow();
      scene.life.people().email(anna, "anna@example.org");
      scene.follow();
      scene.pass(TO_LOOK);

      assertThat(scene.names("anna@example.org"))
          .containsExactly("customer_updated", "customer_updated");
    }
  }

  @Test
  void anEventThatComesTwiceIsSentOnce() {
    try (LiveScene scene = LiveScene.empty()) {
      scene.life.people().create(ANNA, "Anna");
      var event = scene.fresh("customer.created").getFirst();
      assertThat(scene.hand.deliver(event).outcome()).isEqualTo(Receipt.Outcome.STORED);
      assertThat(scene.hand.deliver(event).outcome()).isEqualTo(Receipt.Outcome.DUPLICATE);
      scene.hand.drain();
      assertThat(scene.hand.deliver(event).outcome()).isEqualTo(Receipt.Outcome.DUPLICATE);
      scene.hand.drain();
      // The feed shows it once more.
      assertThat(scene.accounts.run(LiveHand.INCREMENTAL).problems()).isEmpty();

      assertThat(scene.names()).containsExactly("customer_created");
    }
  }

  @Test
  void aProcessThatDiesWhileItSendsLeavesADoubt() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      FastTime.OfProcess process = scene.accounts.time.new OfProcess();
      AtomicBoolean killed = new AtomicBoolean();
      scene.accounts.door.before(call -> {
        if (call.equals("POST /v3/events") && killed.compareAndSet(false, true)) {
          process.kill();
        }
      });
      scene.life.people().name(anna, "Anna Stein");
      scene.hand.fresh().forEach(scene.hand::deliver);
      try (LedgerConnector dying = scene.accounts.connector(process);
          Deliverer deliverer = dying.byHand()) {
        deliverer.drain();
      } catch (RuntimeException e) {
        assertThat(e).isInstanceOf(FastTime.Killed.class);
      }
      assertThat(killed).isTrue();
      assertThat(scene.outgoing("sending")).isEqualTo(1);

      scene.pass(TO_LOOK);

      assertThat(scene.names(ANNA)).containsExactly("customer_created", "customer_updated");
      assertThat(scene.outgoing("sent")).isEqualTo(2);
    }
  }
}
