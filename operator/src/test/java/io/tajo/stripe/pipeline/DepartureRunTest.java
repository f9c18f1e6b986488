package io.tajo.stripe.pipeline;

import static io.tajo.stripe.pipeline.TestAccounts.ALL;
import static io.tajo.stripe.pipeline.TestAccounts.REWRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.sandbox.BrevoQuirk;
import io.tajo.stripe.sandbox.stripe.Resource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers that move to another address, and customers that go. */
class DepartureRunTest {
  private static final String MAPPING = "{name: FULLNAME}";
  private static final String BLOCK = "{\"emailBlacklisted\":true,\"smsBlacklisted\":true}";

  private static TestAccounts anna() {
    return anna(TestAccounts.empty());
  }

  private static TestAccounts anna(TestAccounts accounts) {
    accounts.spec("fieldMapping", MAPPING);
    accounts.customer("cus_anna", "anna@example.com", c -> c.put("name", "Anna"));
    accounts.run();
    return accounts;
  }

  private static void move(TestAccounts accounts, String customer, String email) {
    accounts.change(customer, one -> one.put("email", email));
  }

  @Test
  void aContactMovesAlongWithItsCustomer() {
    try (TestAccounts accounts = anna()) {
      accounts.inBrevo(
          "PUT", "/contacts/anna%40example.com", "{\"attributes\":{\"LASTNAME\":\"By Hand\"}}");
      long id = accounts.contact("anna@example.com").id();
      move(accounts, "cus_anna", "anna@example.org");
      accounts.change("cus_anna", customer -> customer.put("name", "Anna Stein"));

      RunReport report = accounts.run();

      assertThat(report.success()).isTrue();
      assertThat(accounts.contact("anna@example.org").id()).isEqualTo(id);
      assertThat(accounts.attributes("anna@example.org"))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("FULLNAME", "Anna Stein", "LASTNAME", "By Hand"));
      assertThat(accounts.contact("anna@example.org").lists()).containsExactly(ALL);
      assertThat(accounts.brevo.size()).isEqualTo(1);
      // One contact, counted once.
      assertThat(report.status().contacts().updated()).isEqualTo(1);
      assertThat(report.status().contacts().unchanged()).isZero();
      assertThat(report.status().contacts().created()).isZero();
      accounts.writes();
      accounts.run();
      assertThat(accounts.writes()).isEmpty();
    }
  }

  @Test
  void aMoveAloneCountsOnce() {
    try (TestAccounts accounts = anna()) {
      move(accounts, "cus_anna", "anna@example.org");

      RunReport report = accounts.run();

      assertThat(report.status().contacts().updated()).isEqualTo(1);
      assertThat(report.status().contacts().unchanged()).isZero();
    }
  }

  /** Brevo subscribes a contact again whose address changes, whatever the same call says. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoIsBlocklistedStaysSoUnderTheNewAddress(boolean kept) {
    var options = TestAccounts.brevoOptions();
    if (kept) {
      options.quirks(BrevoQuirk.REASSERTED_BLOCKLIST_KEPT);
    }
    try (TestAccounts accounts = anna(TestAccounts.with(options))) {
      accounts.inBrevo("PUT", "/contacts/anna%40example.com", BLOCK);
      long id = accounts.contact("anna@example.com").id();
      move(accounts, "cus_anna", "anna@example.org");

      assertThat(accounts.run().success()).isTrue();

      assertThat(accounts.contact("anna@example.org").id()).isEqualTo(id);
      assertThat(accounts.contact("anna@example.org").emailBlacklisted()).isTrue();
      assertThat(accounts.contact("anna@example.org").smsBlacklisted()).isTrue();

      // Somebody else takes the old address: it is remembered as blocklisted.
      accounts.customer("cus_other", "anna@example.com");
      accounts.run();
      assertThat(accounts.contact("anna@example.com").emailBlacklisted()).isTrue();
      accounts.customer("cus_third", "third@example.com");
      accounts.run();
      assertThat(accounts.contact("third@example.com").emailBlacklisted()).isFalse();
    }
  }

  @Test
  void whereBrevoHasTheNewAddressThatContactIsUpdatedAndTheOldOneLeavesTheLists() {
    try (TestAccounts accounts = anna()) {
      accounts.inBrevo("POST", "/contacts", "{\"email\":\"anna@example.org\"}");
      move(accounts, "cus_anna", "anna@example.org");

      assertThat(accounts.run().success()).isTrue();

      assertThat(accounts.attributes("anna@example.org")).containsEntry("FULLNAME", "Anna");
      assertThat(accounts.contact("anna@example.org").lists()).containsExactly(ALL);
      assertThat(accounts.contact("anna@example.com").lists()).isEmpty();
      assertThat(accounts.attributes("anna@example.com")).containsEntry("FULLNAME", "Anna");
    }
  }

  @Test
  void aSharedAddressStaysWithWhoKeepsIt() {
    try (TestAccounts accounts = anna().spec("fieldMapping", "{payment_count: PAYMENTS}")) {
      accounts.customer("cus_old", "anna@example.com");
      accounts.charge("cus_anna", 1_000, "usd", "2026-01-10");
      accounts.charge("cus_old", 1_000, "usd", "2026-01-11");
      accounts.run();
      assertThat(accounts.attributes("anna@example.com")).containsEntry("PAYMENTS", "2");
      long id = accounts.contact("anna@example.com").id();
      move(accounts, "cus_anna", "anna@example.org");

      accounts.run();

      assertThat(accounts.attributes("anna@example.com")).containsEntry("PAYMENTS", "1");
      assertThat(accounts.attributes("anna@example.org")).containsEntry("PAYMENTS", "1");
      assertThat(accounts.contact("anna@example.com").id()).isEqualTo(id);

      move(accounts, "cus_anna", "anna@example.com");
      accounts.run();

      assertThat(accounts.attributes("anna@example.com")).containsEntry("PAYMENTS", "2");
      assertThat(accounts.contact("anna@example.org").lists()).isEmpty();
    }
  }

  @Test
  void twoCustomersWhoMoveToOneAddressMakeOneContact() {
    try (TestAccounts accounts = anna()) {
      accounts.customer("cus_ben", "ben@example.com");
      accounts.run();
      move(accounts, "cus_anna", "both@example.com");
      move(accounts, "cus_ben", "both@example.com");
      DryRun dry = accounts.run(TestAccounts.DRY).dryRun().orElseThrow();

      RunReport report = accounts.run();

      assertThat(report.success()).isTrue();
      assertThat(accounts.contact("both@example.com").lists()).containsExactly(ALL);
      assertThat(accounts.brevo.contacts().filter(contact -> contact.lists().contains(ALL)))
          .hasSize(1);
      assertThat(dry.changed()).isEqualTo(report.status().contacts().updated());
      assertThat(dry.removed()).isEqualTo(report.status().contacts().removed());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RemoveFromLists", "Retain", "DeleteContact"})
  void aDeletedCustomersContactIsTreatedAsAsked(String policy) {
    try (TestAccounts accounts = anna().spec("onCustomerDeleted", policy)) {
      accounts.stripe.delete(Resource.CUSTOMERS, "cus_anna");
      DryRun dry = accounts.run(TestAccounts.DRY).dryRun().orElseThrow();

      RunReport report = accounts.run();

      assertThat(report.success()).isTrue();
      assertThat(dry.removed()).isEqualTo(report.status().contacts().removed());
      switch (policy) {
        case "Retain" ->
            assertThat(accounts.contact("anna@example.com").lists()).containsExactly(ALL);
        case "RemoveFromLists" -> {
          assertThat(accounts.contact("anna@example.com").lists()).isEmpty();
          assertThat(accounts.attributes("anna@example.com")).containsEntry("FULLNAME", "Anna");
        }
        default -> assertThat(accounts.brevo.size()).isZero();
      }
      accounts.writes();
      assertThat(accounts.run().status().contacts().removed()).isZero();
      assertThat(accounts.writes()).isEmpty();

      // Who comes back is a contact again.
      accounts.customer("cus_again", "anna@example.com", c -> c.put("name", "Anna Two"));
      accounts.run();
      assertThat(accounts.contact("anna@example.com").lists()).containsExactly(ALL);
      assertThat(accounts.attributes("anna@example.com")).containsEntry("FULLNAME", "Anna Two");
    }
  }

  /** Brevo would forget the blocklist with the contact. */
  @Test
  void aBlocklistedContactIsNotDeleted() {
    try (TestAccounts accounts = anna().spec("onCustomerDeleted", "DeleteContact")) {
      accounts.inBrevo("PUT", "/contacts/anna%40example.com", BLOCK);
      accounts.stripe.delete(Resource.CUSTOMERS, "cus_anna");

      assertThat(accounts.run().success()).isTrue();

      assertThat(accounts.contact("anna@example.com").emailBlacklisted()).isTrue();
      assertThat(accounts.contact("anna@example.com").lists()).isEmpty();
    }
  }

  @Test
  void aCustomerWithoutAnAddressAnyMoreIsTreatedAsDeleted() {
    try (TestAccounts accounts = anna()) {
      accounts.change("cus_anna", customer -> customer.putNull("email"));

      assertThat(accounts.run().status().contacts().removed()).isEqualTo(1);

      assertThat(accounts.contact("anna@example.com").lists()).isEmpty();
    }
  }

  @Test
  void anOptOutInTheMetadataBlocklistsWheneverItComes() {
    try (TestAccounts accounts = anna()) {
      assertThat(accounts.contact("anna@example.com").emailBlacklisted()).isFalse();
      accounts.change(
          "cus_anna", customer -> customer.putObject("metadata").put("marketing_opt_in", " No "));

      accounts.run();

      assertThat(accounts.contact("anna@example.com").emailBlacklisted()).isTrue();
      assertThat(accounts.contact("anna@example.com").smsBlacklisted()).isTrue();
      accounts.change(
          "cus_anna", customer -> customer.putObject("metadata").put("marketing_opt_in", "yes"));
      accounts.run();
      accounts.run(REWRITE);
      // Nobody is ever taken off the blocklist.
      assertThat(accounts.contact("anna@example.com").emailBlacklisted()).isTrue();
    }
  }

  @Test
  void whoOptedOutIsBlocklistedFromTheStartNewOrNot() {
    try (TestAccounts accounts = anna()) {
      accounts.inBrevo("POST", "/contacts", "{\"email\":\"known@example.com\"}");
      for (String name : new String[] {"new", "known"}) {
        accounts.customer(
            "cus_" + name,
            name + "@example.com",
            customer -> customer.putObject("metadata").put("marketing_opt_in", "0"));
      }

      accounts.run();

      assertThat(accounts.contact("new@example.com").emailBlacklisted()).isTrue();
      assertThat(accounts.contact("known@example.com").emailBlacklisted()).isTrue();
      assertThat(accounts.contact("known@example.com").smsBlacklisted()).isTrue();
    }
  }
}
