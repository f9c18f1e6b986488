package io.tajo.stripe.pipeline;

import static io.tajo.stripe.pipeline.TestAccounts.DRY;
import static io.tajo.stripe.pipeline.TestAccounts.REWRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.pipeline.DryRun.Action;
import io.tajo.stripe.sandbox.BrevoAttribute;
import io.tajo.stripe.sandbox.BrevoAttribute.Category;
import io.tajo.stripe.sandbox.BrevoAttribute.ValueType;
import io.tajo.stripe.sandbox.BrevoOptions.Existing;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.stripe.ApiKey;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What must stand in Brevo, whose accounts a ledger belongs to, and runs of other kinds. */
class SetupRunTest {
  private static final String MAPPING =
      "{name: FULLNAME, total_spent: SPENT, metadata.tier: TIER, created: SINCE}";

  private static TestAccounts anna(TestAccounts accounts) {
    accounts.spec("fieldMapping", MAPPING);
    accounts.customer(
        "cus_anna",
        "anna@example.com",
        customer -> {
          customer.put("name", "Anna").put("currency", "usd");
          customer.putObject("metadata").put("tier", "gold");
        });
    accounts.charge("cus_anna", 1_050, "usd", "2026-01-10");
    return accounts;
  }

  private static List<String> failed(RunReport report) {
    return report.status().checks().stream()
        .filter(check -> check.status() == CheckStatus.FAILED)
        .map(check -> check.name() + ": " + check.message())
        .toList();
  }

  @Test
  void attributesAreCreatedWithTheirTypes() {
    try (TestAccounts accounts = anna(TestAccounts.empty())) {
      assertThat(accounts.run().success()).isTrue();

      assertThat(accounts.writes().stream().filter(write -> write.path().contains("attributes")))
          .extracting(write -> write.path().replaceAll(".*/", "") + " " + write.body())
          .containsExactlyInAnyOrder(
              "FULLNAME {\"type\":\"text\"}",
              "SPENT {\"type\":\"float\"}",
              "TIER {\"type\":\"text\"}",
              "SINCE {\"type\":\"date\"}");
      assertThat(accounts.attributes("anna@example.com"))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("FULLNAME", "Anna", "SPENT", "10.5", "TIER", "gold", "SINCE", "2025-03-01"));
    }
  }

  @Test
  void whereAttributesAreRequiredAMissingOneIsNamedAndLeftOut() {
    try (TestAccounts accounts =
        anna(
            TestAccounts.with(
                TestAccounts.brevoOptions()
                    .attribute(BrevoAttribute.normal("FULLNAME", ValueType.TEXT))))) {
      accounts.brevo("attributes: Require, consent: {newContacts: Subscribed}");

      RunReport report = accounts.run();

      assertThat(accounts.attributes("anna@example.com"))
          .containsExactlyEntriesOf(Map.of("FULLNAME", "Anna"));
      assertThat(failed(report)).singleElement().asString().contains("SPENT", "TIER", "SINCE");
      assertThat(report.status().contacts().leftOut()).containsEntry("SPENT MISSING_ATTRIBUTE", 1L);
      assertThat(report.status().conditions())
          .anyMatch(condition ->
              condition.getStatus().equals("False") && condition.getMessage().contains("SPENT"));
      assertThat(accounts.brevo.calls())
          .doesNotContainKey("POST /contacts/attributes/{category}/{name}");
    }
  }

  @Test
  void valuesAreConvertedToTheTypesThatExistAndOthersAreCounted() {
    try (TestAccounts accounts =
        anna(
            TestAccounts.with(
                TestAccounts.brevoOptions()
                    .attribute(BrevoAttribute.normal("SPENT", ValueType.TEXT))
                    .attribute(BrevoAttribute.category("TIER", List.of("silver", "gold")))
                    .attribute(BrevoAttribute.normal("FULLNAME", ValueType.DATE))
                    .attribute(BrevoAttribute.normal("SINCE", ValueType.ID))))) {
      RunReport report = accounts.run();

      // Two minor digits in a text; an option is kept by its number; a name is no date.
      assertThat(accounts.attributes("anna@example.com"))
          .containsExactlyInAnyOrderEntriesOf(Map.of("SPENT", "10.50", "TIER", "2"));
      assertThat(report.status().contacts().leftOut())
          .containsEntry("FULLNAME UNCONVERTIBLE", 1L)
          .containsEntry("SINCE UNCONVERTIBLE", 1L);
      assertThat(failed(report)).singleElement().asString().contains("SINCE");
    }
  }

  @Test
  void anAttributeOfAnotherCategoryIsNotWritten() {
    try (TestAccounts accounts =
        anna(
            TestAccounts.with(
                TestAccounts.brevoOptions()
                    .attribute(
                        new BrevoAttribute(
                            "SPENT", Category.TRANSACTIONAL, ValueType.FLOAT, List.of(), ""))))) {
      RunReport report = accounts.run();

      assertThat(accounts.attributes("anna@example.com")).doesNotContainKey("SPENT");
      assertThat(accounts.attributes("anna@example.com")).containsEntry("FULLNAME", "Anna");
      assertThat(failed(report)).singleElement().asString().contains("SPENT");
    }
  }

  /** Brevo loses the values with the attribute. */
  @Test
  void anAttributeDeletedInBrevoIsMadeAndFilledAgain() {
    try (TestAccounts accounts = anna(TestAccounts.empty())) {
      accounts.run();
      accounts.inBrevo("DELETE", "/contacts/attributes/normal/SPENT", "");
      assertThat(accounts.attributes("anna@example.com")).doesNotContainKey("SPENT");

      accounts.run();

      assertThat(accounts.attributes("anna@example.com")).containsEntry("SPENT", "10.5");
    }
  }

  @Test
  void withoutItsListsNothingIsWritten() {
    try (TestAccounts accounts =
        anna(
            TestAccounts.with(
                TestAccounts.brevoOptions().lists(Map.of(20L, "All", 21L, "Some"))))) {
      RunReport report = accounts.run();

      assertThat(report.success()).isFalse();
      assertThat(report.refused()).isTrue();
      assertThat(report.problems())
          .singleElement()
          .asString()
          .contains("list with id 22", "spec.brevo.lists.churned");
      assertThat(accounts.writes()).isEmpty();
    }
  }

  @Test
  void aLedgerBelongsToOneBrevoOrganisation() {
    try (TestAccounts accounts = anna(TestAccounts.empty())) {
      accounts.run();
      accounts.change("cus_anna", customer -> customer.put("name", "Anna Stein"));
      BrevoSandbox other =
          new BrevoSandbox(
              TestAccounts.brevoOptions().organization("another").build(), accounts.time);
      accounts.door.to(other);

      RunReport report = accounts.run();

      assertThat(report.success()).isFalse();
      assertThat(report.refused()).isTrue();
      assertThat(report.problems()).singleElement().asString().contains("Brevo organisation");
      assertThat(other.size()).isZero();
      assertThat(other.writes()).isEmpty();
    }
  }

  @Test
  void aLedgerBelongsToOneMode() {
    String live = "sk_live_sandbox_51Tajo";
    try (TestAccounts accounts =
        anna(
            TestAccounts.with(
                TestAccounts.stripeOptions()
                    .withKeys(ApiKey.secret(StripeOptions.DEFAULT_KEY), ApiKey.secret(live)),
                TestAccounts.brevoOptions()))) {
      accounts.run();
      accounts.writes();
      accounts.stripeKey(live);

      RunReport report = accounts.run();

      assertThat(report.success()).isFalse();
      assertThat(report.refused()).isTrue();
      assertThat(report.problems()).anyMatch(problem -> problem.contains("Stripe account"));
      assertThat(accounts.writes()).isEmpty();
      assertThat(accounts.contact("anna@example.com").lists()).containsExactly(TestAccounts.ALL);
    }
  }

  @Test
  void aRefusedKeySaysSoAndWritesNothing() {
    try (TestAccounts accounts = anna(TestAccounts.empty()).stripeKey("sk_test_wrong")) {
      RunReport report = accounts.run();

      assertThat(report.success()).isFalse();
      assertThat(report.refused()).isTrue();
      assertThat(report.status().connected()).isFalse();
      assertThat(report.problems()).isNotEmpty().noneMatch(text -> text.contains("sk_test_wrong"));
      assertThat(accounts.writes()).isEmpty();
    }
  }

  /** Of each kind: new, known, changed, moved, gone, without a readable number, unchanged. */
  @Test
  void aDryRunWritesNothingAndCountsWhatTheNextRunDoes() {
    try (TestAccounts accounts =
        anna(
            TestAccounts.with(
                TestAccounts.brevoOptions()
                    .contact(Existing.of("known@example.com"))
                    .contact(Existing.of("taken@example.com"))))) {
      accounts.spec("fieldMapping", "{name: FULLNAME, phone: SMS, total_spent: SPENT}");
      accounts.customers(5);
      accounts.run();
      accounts.customer("cus_new", "new@example.com", c -> c.put("phone", "+49301111111"));
      accounts.customer("cus_new2", "new2@example.com", c -> c.put("phone", "030 1111111"));
      accounts.customer("cus_known", "known@example.com", c -> c.put("name", "Known"));
      accounts.customer("cus_none", null);
      accounts.change("cus_anna", customer -> customer.put("name", "Anna Stein"));
      accounts.change("cus_1", customer -> customer.put("email", "moved@example.com"));
      accounts.change("cus_2", customer -> customer.put("email", "taken@example.com"));
      accounts.stripe.delete(Resource.CUSTOMERS, "cus_3");
      Map<String, String> before = accounts.contacts();
      accounts.writes();

      RunReport dry = accounts.run(DRY);

      assertThat(dry.success()).isTrue();
      assertThat(accounts.writes()).isEmpty();
      assertThat(accounts.contacts()).isEqualTo(before);

      RunReport real = accounts.run();

      DryRun would = dry.dryRun().orElseThrow();
      var did = real.status().contacts();
      // New: new, new2. Changed: known, Anna, the one that moved, the one at the taken address.
      assertThat(did.created()).isEqualTo(2);
      assertThat(did.updated()).isEqualTo(4);
      // The deleted one, and the address that was left for a taken one.
      assertThat(did.removed()).isEqualTo(2);
      assertThat(did.unchanged()).isEqualTo(2);
      assertThat(would.created()).isEqualTo(did.created());
      assertThat(would.changed()).isEqualTo(did.updated());
      assertThat(would.unchanged()).isEqualTo(did.unchanged());
      assertThat(would.removed()).isEqualTo(did.removed());
      assertThat(would.skipped()).isEqualTo(did.skipped());
      assertThat(would.omitted()).isEqualTo(did.leftOut());
      assertThat(would.examples())
          .filteredOn(example -> example.contact().equals("anna@example.com"))
          .singleElement()
          .satisfies(example -> {
            assertThat(example.action()).isEqualTo(Action.CHANGE);
            assertThat(example.fields()).containsOnlyKeys("FULLNAME");
          });
    }
  }

  @Test
  void aDryFirstRunMakesNoAttributes() {
    try (TestAccounts accounts = anna(TestAccounts.empty())) {
      DryRun would = accounts.run(DRY).dryRun().orElseThrow();

      assertThat(accounts.writes()).isEmpty();
      assertThat(would.created()).isEqualTo(1);
      assertThat(would.fields()).containsOnlyKeys("FULLNAME", "SPENT", "TIER", "SINCE", "list 20");
      assertThat(accounts.run().status().contacts().created()).isEqualTo(1);
    }
  }

  @Test
  void aHandEditStaysUntilARewrite() {
    try (TestAccounts accounts = anna(TestAccounts.empty())) {
      accounts.run();
      accounts.inBrevo(
          "PUT",
          "/contacts/anna%40example.com",
          "{\"attributes\":{\"FULLNAME\":\"By Hand\"},\"unlinkListIds\":[20]}");
      accounts.run();
      assertThat(accounts.attributes("anna@example.com")).containsEntry("FULLNAME", "By Hand");

      accounts.run(REWRITE);

      assertThat(accounts.attributes("anna@example.com")).containsEntry("FULLNAME", "Anna");
      assertThat(accounts.contact("anna@example.com").lists()).containsExactly(TestAccounts.ALL);
    }
  }
}
