package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.sandbox.BrevoSandbox;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers that change their e-mail address while events are followed. */
class LiveAddressTest {
  private static final String OLD = "anna@example.com";
  private static final String NEW = "anna@example.org";
  private static final String PUT_OLD = "PUT /v3/contacts/anna@example.com";

  private static LiveScene scene() {
    return LiveScene.of(
        TestAccounts.empty()
            .spec("fieldMapping", "{name: FULLNAME, total_spent: SPENT, customer_id: ID}"));
  }

  private static void block(LiveScene scene, String path) {
    scene.accounts.inBrevo(
        "PUT", "/contacts/" + path, "{\"emailBlacklisted\":true,\"smsBlacklisted\":true}");
  }

  private static Set<String> addresses(LiveScene scene) {
    Set<String> addresses = new TreeSet<>();
    scene.accounts.brevo.contacts().forEach(contact -> addresses.add(contact.email()));
    return addresses;
  }

  @Test
  void aContactMovesAndKeepsWhatBrevoKnowsOfIt() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(OLD, "Anna");
      long id = scene.accounts.contact(OLD).id();
      block(scene, "anna%40example.com");

      scene.life.people().email(anna, NEW);
      scene.follow();

      assertThat(addresses(scene)).containsExactly(NEW);
      assertThat(scene.accounts.contact(NEW).id()).isEqualTo(id);
      assertThat(scene.accounts.contact(NEW).emailBlacklisted()).isTrue();
      assertThat(scene.accounts.contact(NEW).smsBlacklisted()).isTrue();
      assertThat(scene.names(NEW)).containsExactly("customer_updated");
    }
  }

  @Test
  void whereSomebodyIsAlreadyTheOldContactLeavesTheLists() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(OLD, "Anna");
      scene.accounts.inBrevo("POST", "/contacts", "{\"email\":\"" + NEW + "\"}");

      scene.life.people().email(anna, NEW);
      scene.follow();

      assertThat(scene.accounts.attributes(NEW)).containsEntry("FULLNAME", "Anna");
      assertThat(scene.accounts.contact(NEW).lists()).containsExactly(TestAccounts.ALL);
      assertThat(scene.accounts.contact(OLD).lists()).isEmpty();
      assertThat(scene.names(NEW)).containsExactly("customer_updated");
    }
  }

  @Test
  void sharedAddressesAreJoinedAndLeft() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(OLD, "Anna");
      String other = scene.customer(NEW, "Anna at work");
      scene.life.payments().succeed(anna, 1_000, "eur");
      scene.life.payments().succeed(other, 500, "eur");
      scene.follow();
      assertThat(scene.accounts.attributes(OLD)).containsEntry("SPENT", "10");

      scene.life.people().email(other, OLD);
      scene.follow();
      // Both customers' payments; the contact that was left is in no list.
      assertThat(scene.accounts.attributes(OLD)).containsEntry("SPENT", "15");
      assertThat(scene.accounts.contact(NEW).lists()).isEmpty();

      scene.life.people().email(other, NEW);
      scene.follow();
      assertThat(scene.accounts.attributes(OLD)).containsEntry("SPENT", "10");
      assertThat(scene.accounts.attributes(NEW)).containsEntry("SPENT", "5");
      assertThat(scene.accounts.contact(NEW).lists()).containsExactly(TestAccounts.ALL);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoSwapTheirAddressesInOneBurst(boolean reversed) {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(OLD, "Anna");
      String bob = scene.customer("bob@example.com", "Bob");

      scene.life.people().email(anna, "bob@example.com");
      scene.life.people().email(bob, OLD);
      if (reversed) {
        scene.followReversed();
      } else {
        scene.follow();
      }

      assertThat(scene.accounts.attributes(OLD)).containsEntry("ID", bob);
      assertThat(scene.accounts.attributes("bob@example.com")).containsEntry("ID", anna);
      assertThat(scene.accounts.contact(OLD).lists()).containsExactly(TestAccounts.ALL);
      assertThat(scene.accounts.contact("bob@example.com").lists())
          .containsExactly(TestAccounts.ALL);
      assertThat(addresses(scene)).hasSize(2);
    }
  }

  @Test
  void anAddressThatIsLostAndRegained() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(OLD, "Anna");
      scene.life.people().email(anna, null);
      scene.follow();
      assertThat(scene.accounts.contact(OLD).lists()).isEmpty();

      scene.life.people().email(anna, OLD);
      scene.follow();

      assertThat(scene.accounts.contact(OLD).lists()).containsExactly(TestAccounts.ALL);
      assertThat(addresses(scene)).containsExactly(OLD);
    }
  }

  /** The renaming waits for Brevo, and nobody is made at the new address meanwhile. */
  @Test
  void whileBrevoIsAwayTheNewAddressWaits() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(OLD, "Anna");
      long id = scene.accounts.contact(OLD).id();
      scene.accounts.door.lose(call -> call.equals(PUT_OLD), false);

      scene.life.people().email(anna, NEW);
      scene.follow();
      assertThat(addresses(scene)).containsExactly(OLD);

      scene.accounts.door.lose(call -> false, false);
      scene.pass(Duration.ofMinutes(10));

      assertThat(addresses(scene)).containsExactly(NEW);
      assertThat(scene.accounts.contact(NEW).id()).isEqualTo(id);
      assertThat(scene.names(NEW)).containsExactly("customer_updated");
    }
  }

  /** Brevo renamed the contact, took it off its blocklist, and never said so. */
  @Test
  void aRenamingWithoutAnAnswerIsBroughtToItsEnd() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(OLD, "Anna");
      long id = scene.accounts.contact(OLD).id();
      block(scene, "anna%40example.com");
      AtomicBoolean renamed = new AtomicBoolean();
      scene.accounts.door.before(call -> {
        if (call.equals(PUT_OLD) && renamed.compareAndSet(false, true)) {
          scene.accounts.door.lose(any -> true, true);
        } else if (renamed.get()) {
          scene.accounts.door.lose(any -> true, false);
        }
      });
      scene.life.people().email(anna, NEW);
      scene.hand.fresh().forEach(scene.hand::deliver);
      scene.hand.drain();
      assertThat(scene.accounts.contact(NEW).emailBlacklisted()).isFalse();

      scene.accounts.door.before(call -> {});
      scene.accounts.door.lose(call -> false, false);
      scene.pass(Duration.ofMinutes(10));

      assertThat(addresses(scene)).containsExactly(NEW);
      assertThat(scene.accounts.contact(NEW).id()).isEqualTo(id);
      assertThat(scene.accounts.contact(NEW).emailBlacklisted()).isTrue();
      assertThat(scene.accounts.contact(NEW).smsBlacklisted()).isTrue();
      assertThat(scene.names(NEW)).containsExactly("customer_updated");
      // What was written is remembered: nothing is written again.
      assertThat(scene.accounts.run().problems()).isEmpty();
      assertThat(scene.accounts.writes().stream().map(BrevoSandbox.Write::path))
          .allMatch(path -> !path.contains("batch"));
    }
  }
}
