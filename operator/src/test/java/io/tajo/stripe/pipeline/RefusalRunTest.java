package io.tajo.stripe.pipeline;

import static io.tajo.stripe.pipeline.TestAccounts.REWRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.sandbox.BrevoOptions.Existing;
import io.tajo.stripe.sandbox.BrevoQuirk;
import io.tajo.stripe.sandbox.BrevoQuirk.UnknownInBatch;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.stripe.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Brevo refuses costs its contact as little as can be, and no other contact anything. */
class RefusalRunTest {
  private static final String MAPPING = "{name: FULLNAME, phone: SMS}";

  @Test
  void aRefusedAddressIsTriedAgainOnlyWhenItsValuesChange() {
    try (TestAccounts accounts =
        TestAccounts.with(TestAccounts.brevoOptions().refusedEmails("bad@example.com"::equals))
            .spec("fieldMapping", MAPPING)) {
      accounts.customer("cus_bad", "bad@example.com");
      accounts.customer("cus_good", "good@example.com");

      RunReport first = accounts.run();

      assertThat(first.success()).isTrue();
      assertThat(first.status().contacts().rejected()).isEqualTo(1);
      assertThat(first.status().contacts().skipped()).containsEntry("rejected", 1L);
      assertThat(accounts.brevo.size()).isEqualTo(1);
      accounts.writes();

      RunReport second = accounts.run();

      assertThat(accounts.writes()).isEmpty();
      assertThat(second.status().contacts().rejected()).isEqualTo(1);
      assertThat(second.status().contacts().unchanged()).isEqualTo(1);

      accounts.change("cus_bad", customer -> customer.put("name", "Other"));
      accounts.run();
      assertThat(accounts.writes()).extracting(BrevoSandbox.Write::status).containsExactly(400);

      accounts.run(REWRITE);
      assertThat(accounts.writes()).hasSize(2);
    }
  }

  /** The address that Brevo refused is not asked for in Brevo, which would refuse that too. */
  @Test
  void aRefusedAddressThatIsCorrectedMakesAContact() {
    try (TestAccounts accounts =
        TestAccounts.with(TestAccounts.brevoOptions().refusedEmails("bad@example.com"::equals))) {
      accounts.customer("cus_bad", "bad@example.com");
      accounts.run();
      accounts.change("cus_bad", customer -> customer.put("email", "right@example.com"));

      RunReport report = accounts.run();

      assertThat(report.success()).isTrue();
      assertThat(accounts.brevo.contact("right@example.com")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Retain", "RemoveFromLists", "DeleteContact"})
  void aRefusedAddressWhoseCustomerIsDeletedIsForgotten(String policy) {
    try (TestAccounts accounts =
        TestAccounts.with(TestAccounts.brevoOptions().refusedEmails("bad@example.com"::equals))
            .spec("onCustomerDeleted", policy)) {
      accounts.customer("cus_bad", "bad@example.com");
      accounts.run();
      accounts.stripe.delete(Resource.CUSTOMERS, "cus_bad");

      RunReport report = accounts.run();

      assertThat(report.success()).isTrue();
      assertThat(accounts.brevo.size()).isZero();
    }
  }

  @Test
  void aRefusedAddressAmongManyLeavesTheImportAlone() {
    try (TestAccounts accounts =
        TestAccounts.with(TestAccounts.brevoOptions().refusedEmails("person7@example.com"::equals))
            .spec("fieldMapping", MAPPING)) {
      accounts.customers(25);

      RunReport report = accounts.run();

      assertThat(report.success()).isTrue();
      assertThat(report.status().contacts().created()).isEqualTo(24);
      assertThat(report.status().contacts().rejected()).isEqualTo(1);
      assertThat(accounts.brevo.size()).isEqualTo(24);
      accounts.writes();
      accounts.run();
      assertThat(accounts.writes()).isEmpty();
    }
  }

  @Test
  void aNumberStaysWithTheFirstAndAnUnreadableOneIsLeftOut() {
    try (TestAccounts accounts = TestAccounts.empty().spec("fieldMapping", MAPPING)) {
      accounts.customer("cus_1", "anna@example.com", c -> c.put("phone", "+49 30 1234567"));
      accounts.customer("cus_2", "ben@example.com", c -> c.put("phone", "0049-30-1234567"));
      accounts.customer("cus_3", "cleo@example.com", c -> c.put("phone", "030 1234567"));

      RunReport report = accounts.run();

      assertThat(report.success()).isTrue();
      assertThat(accounts.brevo.size()).isEqualTo(3);
      assertThat(accounts.brevo.contacts().filter(c -> c.attributes().containsKey("SMS")))
          .hasSize(1);
      assertThat(report.status().contacts().leftOut())
          .containsExactlyInAnyOrderEntriesOf(Map.of("SMS REFUSED", 1L, "SMS INVALID_PHONE", 1L));
      accounts.writes();
      assertThat(accounts.run().success()).isTrue();
      assertThat(accounts.writes()).isEmpty();
    }
  }

  /** The stranger is no contact of ours: only Brevo can say that the number is taken. */
  @ParameterizedTest
  @EnumSource(names = {"UPDATE_CONFLICT_IS_DUPLICATE", "IMPORT_INFO_COUNTS"})
  void aNumberOfAStrangerIsWithheldUntilItChanges(BrevoQuirk quirk) {
    try (TestAccounts accounts =
        TestAccounts.with(
                TestAccounts.brevoOptions().quirks(quirk).contact(Existing.of("anna@example.com")))
            .spec("fieldMapping", MAPPING)) {
      accounts.inBrevo(
          "POST",
          "/contacts",
          "{\"email\":\"x@example.org\",\"attributes\":{\"SMS\":\"+49302222222\"}}");
      for (String name : List.of("anna", "ben")) {
        accounts.customer(
            "cus_" + name,
            name + "@example.com",
            customer -> customer.put("name", name).put("phone", "+49302222222"));
      }

      RunReport report = accounts.run();

      assertThat(report.success()).isTrue();
      assertThat(accounts.attributes("anna@example.com"))
          .containsExactlyEntriesOf(Map.of("FULLNAME", "anna"));
      assertThat(accounts.attributes("ben@example.com"))
          .containsExactlyEntriesOf(Map.of("FULLNAME", "ben"));
      assertThat(report.status().contacts().leftOut()).containsEntry("SMS REFUSED", 2L);
      accounts.writes();
      accounts.run();
      assertThat(accounts.writes()).isEmpty();

      accounts.change("cus_anna", customer -> customer.put("phone", "+49303333333"));
      accounts.run();
      assertThat(accounts.attributes("anna@example.com")).containsEntry("SMS", "49303333333");
    }
  }

  /** One of many has a stranger's number, another one was deleted in Brevo by hand. */
  @ParameterizedTest
  @EnumSource(UnknownInBatch.class)
  void aBatchThatBrevoRefusesIsWrittenAllTheSame(UnknownInBatch way) {
    try (TestAccounts accounts =
        TestAccounts.with(TestAccounts.brevoOptions().unknownInBatch(way).maxBatch(50))
            .spec("fieldMapping", MAPPING)) {
      accounts.inBrevo(
          "POST",
          "/contacts",
          "{\"email\":\"x@example.org\",\"attributes\":{\"SMS\":\"+49302222222\"}}");
      accounts.customers(60);
      accounts.run();
      for (int i = 1; i <= 60; i++) {
        accounts.change("cus_" + i, customer -> customer.put("name", "Somebody Else"));
      }
      accounts.change("cus_5", customer -> customer.put("phone", "+49302222222"));
      accounts.inBrevo("DELETE", "/contacts/person9%40example.com", "");

      RunReport report = accounts.run();

      assertThat(report.problems()).isEmpty();
      assertThat(report.success()).isTrue();
      // An account that passes over unknown contacts without a word leaves a lost one lost.
      boolean told = way != UnknownInBatch.SKIPPED;
      assertThat(accounts.brevo.size()).isEqualTo(told ? 61 : 60);
      for (int i = 1; i <= 60; i++) {
        String email = "person" + (i == 9 && !told ? 1 : i) + "@example.com";
        assertThat(accounts.attributes(email))
            .containsExactlyEntriesOf(Map.of("FULLNAME", "Somebody Else"));
        assertThat(accounts.contact(email).lists()).containsExactly(TestAccounts.ALL);
      }
      assertThat(report.status().contacts().leftOut()).containsEntry("SMS REFUSED", 1L);
      accounts.writes();
      accounts.run();
      assertThat(accounts.writes()).isEmpty();
    }
  }
}
