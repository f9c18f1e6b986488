package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.pipeline.FastTime.Killed;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events go in their order, each after what it says has been written. */
class LiveOrderTest {
  private static final String ANNA = "anna@example.com";

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aContactsEventsGoInTheirOrderHoweverTheyCome(long seed) {
    try (LiveScene scene = LiveScene.empty()) {
      List<String> people = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        people.add(scene.customer("person" + i + "@example.com", "Person"));
      }
      for (int act = 0; act < 6; act++) {
        for (String person : people) {
          scene.life.people().name(person, "Person " + act);
          scene.life.payments().succeed(person, 100, "eur");
        }
        scene.accounts.time.pass(Duration.ofSeconds(act));
      }
      List<ObjectNode> events = new ArrayList<>(scene.hand.fresh());
      Collections.shuffle(events, new Random(seed));
      events.forEach(scene.hand::deliver);
      scene.hand.drain();

      for (int i = 0; i < 4; i++) {
        String email = "person" + i + "@example.com";
        List<StoredEvent> sent =
            scene.accounts.brevo.events().stream().filter(e -> e.email().equals(email)).toList();
        assertThat(sent)
            .hasSize(13)
            .isSortedAccordingTo(
                Comparator.comparing(StoredEvent::date)
                    .thenComparing(e -> e.properties().path("stripe_event_id").asText()));
      }
    }
  }

  @Test
  void anEventFindsItsContactWritten() {
    try (LiveScene scene =
        LiveScene.of(
            TestAccounts.empty().spec("fieldMapping", "{name: FULLNAME, total_spent: SPENT}"))) {
      List<String> seen = new ArrayList<>();
      scene.accounts.door.before(call -> {
        if (call.equals("POST /v3/events")) {
          seen.add(scene.accounts.attributes(ANNA).toString());
        }
      });
      String anna = scene.life.people().create(ANNA, "Anna").path("id").asText();
      scene.follow();
      scene.life.payments().succeed(anna, 1_250, "eur");
      scene.follow();

      assertThat(seen).containsExactly("{FULLNAME=Anna, SPENT=0}", "{FULLNAME=Anna, SPENT=12.5}");
    }
  }

  /** So many new contacts go by import, which ends some time after it was taken. */
  @Test
  void eventsWaitForTheEndOfAnImport() {
    TestAccounts accounts =
        TestAccounts.with(TestAccounts.brevoOptions().importDelay(Duration.ofMinutes(5)));
    try (LiveScene scene = LiveScene.of(accounts)) {
      List<Boolean> there = new ArrayList<>();
      accounts.door.before(call -> {
        if (call.startsWith("POST /v3/events")) {
          there.add(accounts.brevo.size() == 40);
        }
      });
      for (int i = 0; i < 40; i++) {
        scene.life.people().create("person" + i + "@example.com", "Person " + i);
      }
      scene.follow();

      assertThat(accounts.brevo.calls()).containsEntry("POST /contacts/import", 1L);
      assertThat(scene.events("customer_created")).hasSize(40);
      assertThat(there).isNotEmpty().allMatch(all -> all);
    }
  }

  /** It has ended when the run has; meanwhile its contacts are no failure of the run. */
  @Test
  void aFullRunPutsUpWithAnImportOfEventsThatBeganAfterIt() {
    TestAccounts accounts =
        TestAccounts.with(TestAccounts.brevoOptions().importDelay(Duration.ofMinutes(5)));
    try (LiveScene scene = LiveScene.of(accounts)) {
      accounts.customer("cus_1", ANNA);
      AtomicBoolean begun = new AtomicBoolean();
      accounts.door.before(call -> {
        if (call.equals("GET /v3/contacts") && begun.compareAndSet(false, true)) {
          importOf(scene, 40);
        }
      });

      RunReport report = accounts.run();

      assertThat(begun).isTrue();
      assertThat(report.problems()).isEmpty();
      assertThat(report.success()).isTrue();
      assertThat(accounts.brevo.calls()).containsEntry("POST /contacts/import", 1L);
      assertThat(accounts.brevo.size()).isEqualTo(41);
    }
  }

  /** Another process sends it, and is killed while it goes on. */
  private static void importOf(LiveScene scene, int people) {
    TestAccounts accounts = scene.accounts;
    for (int i = 0; i < people; i++) {
      scene.life.people().create("person" + i + "@example.com", "Person " + i);
    }
    scene.hand.fresh().forEach(scene.hand::deliver);
    FastTime.OfProcess process = accounts.time.new OfProcess();
    accounts.door.before(call -> {
      if (call.startsWith("GET /v3/processes/")) {
        accounts.door.before(_ -> {});
        process.kill();
      }
    });
    try (LedgerConnector other = accounts.connector(process);
        Deliverer deliverer = other.byHand()) {
      assertThatThrownBy(deliverer::drain).isInstanceOf(Killed.class);
    }
    assertThat(accounts.brevo.size()).isZero();
  }

  @Test
  void whereBrevoRefusesTheContactTheEventIsCountedAndNotSent() {
    TestAccounts accounts =
        TestAccounts.with(TestAccounts.brevoOptions().refusedEmails("bad@example.com"::equals));
    try (LiveScene scene = LiveScene.of(accounts)) {
      scene.life.people().create("bad@example.com", "Bad");
      scene.life.people().create(ANNA, "Anna");
      scene.follow();

      assertThat(scene.names()).containsExactly("customer_created");
      assertThat(scene.outgoing("CONTACT_REJECTED")).isEqualTo(1);
      assertThat(scene.outgoing("waiting")).isZero();
    }
  }

  @Test
  void whoHasNoContactIsCounted() {
    try (LiveScene scene = LiveScene.empty()) {
      scene.life.people().create((String) null, "Nobody");
      scene.life.payments().succeed(null, 100, "eur");
      scene.follow();
      assertThat(scene.names()).isEmpty();
      assertThat(scene.outgoing("NO_CONTACT")).isEqualTo(2);
    }
  }

  /** It goes while a process is working: nothing is written until it is there again. */
  @Test
  void aListThatIsMissingRejectsNobody() {
    try (LiveScene scene = LiveScene.empty();
        Deliverer working = scene.hand.connector().byHand()) {
      scene.life.people().create(ANNA, "Anna");
      scene.hand.fresh().forEach(scene.hand::deliver);
      working.drain();
      scene.accounts.inBrevo("DELETE", "/contacts/lists/20", "");

      scene.life.people().create("bob@example.com", "Bob");
      scene.hand.fresh().forEach(scene.hand::deliver);
      working.drain();
      assertThat(scene.accounts.brevo.contact("bob@example.com")).isEmpty();

      scene.accounts.time.pass(Duration.ofMinutes(10));
      working.drain();
      assertThat(scene.outgoing("CONTACT_REJECTED")).isZero();
      assertThat(scene.hand.status().contacts()).isEqualTo(1);
      assertThat(scene.outgoing("waiting")).isEqualTo(1);
    }
  }

  @Test
  void nothingIsWrittenTwice() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      scene.life.payments().succeed(anna, 100, "eur");
      scene.follow();
      scene.pass(Duration.ofMinutes(1));
      assertThat(scene.accounts.run().problems()).isEmpty();
      assertThat(scene.accounts.writes().stream().map(BrevoSandbox.Write::endpoint)).isEmpty();
    }
  }
}
