package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.StoredContact;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Customers that are deleted while events are followed. */
class LiveDeletionTest {
  private static final String ANNA = "anna@example.com";

  private static LiveScene with(String policy) {
    return LiveScene.of(TestAccounts.empty().spec("onCustomerDeleted", policy));
  }

  private static String subscribed(LiveScene scene, String customer) {
    String product = scene.life.catalog().product("Pro").path("id").asText();
    String price = scene.life.catalog().price(product, 2_500, "eur", "month").path("id").asText();
    String id = scene.life.subscriptions().start(customer, price, 1).path("id").asText();
    scene.follow();
    return id;
  }

  @Test
  void whatEndsWithACustomerIsToldBeforeTheContactLeavesTheLists() {
    try (LiveScene scene = with("RemoveFromLists")) {
      String anna = scene.customer(ANNA, "Anna");
      subscribed(scene, anna);
      int before = scene.names().size();
      List<Integer> listsAtSending = new ArrayList<>();
      scene.accounts.door.before(call -> {
        if (call.equals("POST /v3/events")) {
          listsAtSending.add(scene.accounts.contact(ANNA).lists().size());
        }
      });

      scene.life.people().delete(anna);
      scene.follow();

      // In the order of their ids, which is Stripe's where they are of one second.
      assertThat(scene.names(ANNA).subList(before, scene.names().size()))
          .containsExactlyInAnyOrder(
              "customer_subscription_deleted", "subscription_churned", "customer_deleted");
      // All customers and subscribers, until customer.deleted has been sent.
      assertThat(listsAtSending.getFirst()).isEqualTo(2);
      assertThat(scene.accounts.contact(ANNA).lists()).isEmpty();
      assertThat(scene.outgoing("NO_CONTACT")).isZero();
    }
  }

  @Test
  void deletionsThatComeInAnyOrderReachTheContact() {
    try (LiveScene scene = with("RemoveFromLists")) {
      String anna = scene.customer(ANNA, "Anna");
      subscribed(scene, anna);

      scene.life.people().delete(anna);
      scene.followReversed();

      assertThat(scene.names(ANNA))
          .contains("customer_subscription_deleted", "subscription_churned", "customer_deleted");
      assertThat(scene.accounts.contact(ANNA).lists()).isEmpty();
    }
  }

  @Test
  void retainedContactsStayAsTheyAre() {
    try (LiveScene scene = with("Retain")) {
      String anna = scene.customer(ANNA, "Anna");
      StoredContact before = scene.accounts.contact(ANNA);

      scene.life.people().delete(anna);
      scene.follow();

      assertThat(scene.names(ANNA)).endsWith("customer_deleted");
      assertThat(scene.accounts.contact(ANNA).lists()).isEqualTo(before.lists());
      assertThat(scene.accounts.contact(ANNA).attributes()).isEqualTo(before.attributes());
    }
  }

  @Test
  void aContactThatIsDeletedHearsOfNoDeletion() {
    try (LiveScene scene = with("DeleteContact")) {
      String anna = scene.customer(ANNA, "Anna");

      scene.life.people().delete(anna);
      scene.follow();

      assertThat(scene.accounts.brevo.contact(ANNA)).isEmpty();
      assertThat(scene.names()).doesNotContain("customer_deleted");
    }
  }

  @Test
  void aContactThatOthersKeepHearsOfTheDeletion() {
    try (LiveScene scene = with("DeleteContact")) {
      String anna = scene.customer(ANNA, "Anna");
      scene.customer(ANNA, "Anna Stein");

      scene.life.people().delete(anna);
      scene.follow();

      assertThat(scene.accounts.contact(ANNA).lists()).contains(TestAccounts.ALL);
      assertThat(scene.names(ANNA)).endsWith("customer_deleted");
    }
  }

  @Test
  void aBlocklistedContactIsNotForgottenByBrevo() {
    try (LiveScene scene = with("DeleteContact")) {
      String anna = scene.customer(ANNA, "Anna");
      scene.accounts.inBrevo("PUT", "/contacts/anna%40example.com", "{\"emailBlacklisted\":true}");

      scene.life.people().delete(anna);
      scene.follow();

      assertThat(scene.accounts.contact(ANNA).emailBlacklisted()).isTrue();
      assertThat(scene.accounts.contact(ANNA).lists()).isEmpty();

      // Who comes back to the address meets the blocklisted contact.
      scene.customer(ANNA, "Anna");
      assertThat(scene.accounts.contact(ANNA).emailBlacklisted()).isTrue();
      assertThat(scene.accounts.contact(ANNA).lists()).contains(TestAccounts.ALL);
    }
  }

  @Test
  void aCustomerThatWasMadeAndDeletedAtOnceLeavesNothing() {
    try (LiveScene scene = with("RemoveFromLists")) {
      String anna = scene.life.people().create(ANNA, "Anna").path("id").asText();
      scene.life.people().delete(anna);
      scene.follow();

      assertThat(scene.accounts.brevo.contact(ANNA)).isEmpty();
      assertThat(scene.names()).isEmpty();
      assertThat(scene.outgoing("NO_CONTACT")).isEqualTo(2);
      assertThat(scene.hand.status().contacts()).isZero();
    }
  }

  @Test
  void aDeletionFoundByReadingIsNotUndoneByALateEvent() {
    try (LiveScene scene = with("RemoveFromLists")) {
      String anna = scene.customer(ANNA, "Anna");
      scene.life.people().name(anna, "Anna Stein");
      ObjectNode first = scene.fresh("customer.updated").getFirst();
      scene.accounts.time.pass(java.time.Duration.ofSeconds(10));
      scene.life.people().name(anna, "Anna Stone");
      ObjectNode second = scene.fresh("customer.updated").getFirst();
      scene.accounts.time.pass(java.time.Duration.ofSeconds(10));
      scene.life.people().delete(anna);

      // The first is of another version: it is read, and the customer is gone by then.
      scene.hand.deliver(first.put("api_version", "2020-08-27"));
      scene.hand.drain();
      scene.hand.deliver(second);
      scene.hand.drain();

      assertThat(scene.accounts.contact(ANNA).lists()).isEmpty();
      assertThat(scene.sql("select deleted from customer where id = '" + anna + "'"))
          .isEqualTo("t");
    }
  }

  @Test
  void personalColumnsGoWithTheContact() {
    try (LiveScene scene = with("RemoveFromLists")) {
      String anna = scene.customer(ANNA, "Anna");
      scene.life.people().delete(anna);
      scene.follow();
      scene.pass(java.time.Duration.ofMinutes(1));

      assertThat(
              scene.sql(
                  "select coalesce(email, '') || coalesce(address, '') || coalesce(name, '')"
                      + " from customer where id = '"
                      + anna
                      + "'"))
          .isEmpty();
    }
  }
}
