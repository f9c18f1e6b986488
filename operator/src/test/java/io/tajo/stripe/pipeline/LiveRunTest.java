package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs beside events: what each of them finds, and that neither undoes the other. */
class LiveRunTest {
  private static final String ANNA = "anna@example.com";

  private static LiveScene scene() {
    return LiveScene.of(TestAccounts.empty().spec("fieldMapping", "{name: FULLNAME}"));
  }

  /** A run is about to write what it planned, and then an event comes. */
  @ParameterizedTest
  @ValueSource(ints = {5, 30})
  void aRunWritesNothingThatAnEventHasOvertaken(int people) {
    try (LiveScene scene = scene()) {
      TestAccounts accounts = scene.accounts;
      accounts.customers(people);
      accounts.time.pass(Duration.ofSeconds(30));
      AtomicBoolean come = new AtomicBoolean();
      accounts.door.before(call -> {
        boolean writes =
            call.equals("POST /v3/contacts") || call.equals("POST /v3/contacts/import");
        if (writes && come.compareAndSet(false, true)) {
          scene.life.people().name("cus_2", "Overtaken");
          scene.hand.fresh().forEach(scene.hand::deliver);
        }
      });
      assertThat(accounts.run().problems()).isEmpty();
      assertThat(come).isTrue();
      scene.hand.drain();

      assertThat(accounts.attributes("person2@example.com")).containsEntry("FULLNAME", "Overtaken");
      accounts.writes();
      assertThat(accounts.run().problems()).isEmpty();
      assertThat(accounts.writes()).isEmpty();
    }
  }

  @Test
  void driftIsCountedOnlyWhereEventsAreFollowed() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(ANNA, "Anna");
      // Without an event: nobody could know.
      scene.accounts.change(anna, customer -> customer.put("name", "Anna Stein"));
      RunReport before = scene.accounts.run();
      assertThat(before.status().contacts().drifted()).isNull();
      assertThat(scene.accounts.run(LiveHand.INCREMENTAL).problems()).isEmpty();

      scene.accounts.change(anna, customer -> customer.put("name", "Anna Stone"));
      // What the feed tells is no drift.
      scene.customer("bob@example.com", "Bob");
      scene.life.people().create("eve@example.com", "Eve");
      RunReport after = scene.accounts.run();
      assertThat(after.problems()).isEmpty();
      assertThat(after.status().contacts().drifted()).isEqualTo(1);
      assertThat(scene.accounts.attributes(ANNA)).containsEntry("FULLNAME", "Anna Stone");
      assertThat(scene.accounts.run().status().contacts().drifted()).isZero();
    }
  }

  @Test
  void anIncrementalRunReadsWhatNoWebhookBrought() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(ANNA, "Anna");
      scene.life.people().name(anna, "Anna Stein");
      scene.life.people().create("bob@example.com", "Bob");
      RunReport report = scene.accounts.run(LiveHand.INCREMENTAL);

      assertThat(report.problems()).isEmpty();
      RunReport.Feed feed = report.feed().orElseThrow();
      // customer.created of Anna had come; the other two had not.
      assertThat(feed.read()).isEqualTo(3);
      assertThat(feed.fresh()).isEqualTo(2);
      assertThat(feed.undelivered()).isZero();
      assertThat(scene.accounts.attributes(ANNA)).containsEntry("FULLNAME", "Anna Stein");
      assertThat(scene.names())
          .containsExactlyInAnyOrder("customer_created", "customer_updated", "customer_created");
    }
  }

  @Test
  void anIncrementalRunIsNoSuccessWhereContactsStayUnwritten() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(ANNA, "Anna");
      scene.life.people().name(anna, "Anna Stein");
      scene.accounts.door.lose(call -> call.contains("/contacts"), false);
      RunReport report = scene.accounts.run(LiveHand.INCREMENTAL);

      assertThat(report.success()).isFalse();
      assertThat(report.problems())
          .anySatisfy(problem -> assertThat(problem).contains("contacts could not be written yet"));

      scene.accounts.door.lose(call -> false, false);
      scene.accounts.time.pass(Duration.ofMinutes(2));
      assertThat(scene.accounts.run(LiveHand.INCREMENTAL).problems()).isEmpty();
      assertThat(scene.accounts.attributes(ANNA)).containsEntry("FULLNAME", "Anna Stein");

      scene.accounts.stripeKey("rk_test_unknown");
      RunReport unread = scene.accounts.run(LiveHand.INCREMENTAL);
      assertThat(unread.success()).isFalse();
      assertThat(unread.feed()).as("it is an incremental run").isPresent();
    }
  }

  @Test
  void aFeedThatHasForgottenMakesAFullRun() {
    try (TestAccounts accounts = TestAccounts.empty()) {
      accounts.customer("cus_1", ANNA);
      List<String> notes = new ArrayList<>();
      Progress progress =
          new Progress() {
            @Override
            public void phase(String name) {}

            @Override
            public void note(String text) {
              notes.add(text);
            }

            @Override
            public Task task(String name) {
              return Progress.NONE.task(name);
            }
          };
      accounts.run(LiveHand.INCREMENTAL, progress, accounts.time.new OfProcess());
      assertThat(accounts.brevo.size()).isEqualTo(1);
      assertThat(notes).anyMatch(note -> note.contains("no full run yet"));
      notes.clear();
      accounts.run(LiveHand.INCREMENTAL, progress, accounts.time.new OfProcess());
      assertThat(notes).noneMatch(note -> note.contains("full run"));

      accounts.time.pass(Duration.ofDays(31));
      accounts.change("cus_1", customer -> customer.put("name", "Anna Stein"));
      RunReport report =
          accounts.run(LiveHand.INCREMENTAL, progress, accounts.time.new OfProcess());
      assertThat(notes).anyMatch(note -> note.contains("30 days"));
      assertThat(report.problems()).isEmpty();
      assertThat(accounts.attributes(ANNA)).containsEntry("LASTNAME", "Stein");
    }
  }

  /** Names have 255 characters at most, with the prefix, and properties 50 KB. */
  @ParameterizedTest
  @ValueSource(ints = {2, 30})
  void anEventThatBrevoRefusesIsCountedAndTheOthersAreSent(int people) {
    TestAccounts accounts = TestAccounts.empty().spec("events", "{include: [\"customer.*\"]}");
    try (LiveScene scene = LiveScene.of(accounts)) {
      for (int i = 0; i < people; i++) {
        scene.life.people().create("person" + i + "@example.com", "Person " + i);
      }
      List<ObjectNode> events = scene.hand.fresh();
      events.forEach(scene.hand::deliver);
      scene.hand.deliver(
          events.getFirst().deepCopy().put("id", "evt_long").put("type", longType()));
      scene.hand.deliver(huge(events.getFirst()));
      scene.hand.drain();
      scene.pass(Duration.ofMinutes(10));

      assertThat(accounts.brevo.events())
          .extracting(StoredEvent::name)
          .hasSize(people)
          .containsOnly("stripe_customer_created");
      assertThat(accounts.brevo.calls().containsKey("POST /events/batch")).isEqualTo(people > 20);
      assertThat(scene.outgoing("REFUSED")).isEqualTo(2);
      assertThat(scene.outgoing("waiting")).isZero();
    }
  }

  private static ObjectNode huge(ObjectNode event) {
    ObjectNode intent =
        StripeObjects.json("{\"object\":\"payment_intent\",\"id\":\"pi_1\",\"amount\":1}");
    intent.set("customer", event.at("/data/object/id"));
    intent.put("currency", "eur");
    intent.putObject("last_payment_error").put("message", "x".repeat(60_000));
    ObjectNode huge = event.deepCopy().put("id", "evt_huge");
    huge.put("type", "payment_intent.payment_failed");
    ((ObjectNode) huge.path("data")).set("object", intent);
    return huge;
  }

  private static String longType() {
    return "customer." + "x".repeat(246);
  }
}
