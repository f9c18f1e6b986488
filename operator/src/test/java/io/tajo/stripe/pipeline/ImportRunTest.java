package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tajo.stripe.pipeline.FastTime.Killed;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoQuirk;
import io.tajo.stripe.sandbox.BrevoSandbox.ImportOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many new contacts at once go by import, which says little of what it did. */
class ImportRunTest {
  private static final String MAPPING = "{name: FULLNAME, phone: SMS, payment_count: PAYMENTS}";
  private static final int PEOPLE = 25;

  private static TestAccounts people(BrevoOptions.Builder brevo) {
    TestAccounts accounts = TestAccounts.with(brevo).spec("fieldMapping", MAPPING);
    accounts.customers(PEOPLE);
    accounts.change("cus_7", customer -> customer.put("name", "Old Name"));
    return accounts;
  }

  @Test
  void oneCallMakesThemAll() {
    try (TestAccounts accounts =
        people(TestAccounts.brevoOptions().importDelay(Duration.ofMinutes(3)))) {
      RunReport report = accounts.run();

      assertThat(report.problems()).isEmpty();
      assertThat(report.success()).isTrue();
      assertThat(report.status().contacts().created()).isEqualTo(PEOPLE);
      assertThat(accounts.brevo.size()).isEqualTo(PEOPLE);
      assertThat(accounts.brevo.calls())
          .containsEntry("POST /contacts/import", 1L)
          .doesNotContainKeys("POST /contacts", "POST /contacts/batch");
      assertThat(accounts.attributes("person7@example.com"))
          .containsExactlyInAnyOrderEntriesOf(Map.of("FULLNAME", "Old Name", "PAYMENTS", "0"));
      accounts.writes();
      assertThat(accounts.run().status().contacts().unchanged()).isEqualTo(PEOPLE);
      assertThat(accounts.writes()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "FAILED_HALFWAY", "CANCELLED"})
  void whatAnImportDidNotWriteIsWrittenAllTheSame(ImportOutcome outcome) {
    try (TestAccounts accounts = people(TestAccounts.brevoOptions())) {
      accounts.brevo.imports(outcome);

      RunReport report = accounts.run();

      assertThat(report.problems()).isEmpty();
      assertThat(report.success()).isTrue();
      assertThat(report.status().contacts().created()).isEqualTo(PEOPLE);
      assertThat(accounts.brevo.size()).isEqualTo(PEOPLE);
      accounts.writes();
      accounts.run();
      assertThat(accounts.writes()).isEmpty();
    }
  }

  /** Five hours are more than a run waits for. */
  @Test
  void anImportThatTakesTooLongIsSettledByTheNextRun() {
    try (TestAccounts accounts =
        people(TestAccounts.brevoOptions().importDelay(Duration.ofHours(5)))) {
      RunReport report = accounts.run();

      assertThat(report.success()).isFalse();
      assertThat(report.problems()).anyMatch(problem -> problem.contains("import process 1"));
      assertThat(accounts.brevo.size()).isZero();

      accounts.change("cus_7", customer -> customer.put("name", "New Name"));
      accounts.time.pass(Duration.ofHours(6));
      RunReport next = accounts.run();

      assertThat(next.problems()).isEmpty();
      assertThat(accounts.brevo.calls()).containsEntry("POST /contacts/import", 1L);
      assertThat(accounts.brevo.size()).isEqualTo(PEOPLE);
      assertThat(accounts.attributes("person7@example.com")).containsEntry("FULLNAME", "New Name");
    }
  }

  @Test
  void nothingIsWrittenToAContactWhileItsImportIsStuck() {
    try (TestAccounts accounts = people(TestAccounts.brevoOptions())) {
      accounts.brevo.imports(ImportOutcome.STUCK);
      accounts.run();
      accounts.writes();

      RunReport report = accounts.run();

      assertThat(report.success()).isFalse();
      assertThat(report.problems()).hasSize(1);
      assertThat(accounts.writes()).isEmpty();
      // Two hours, and not again for each time that the run looks at its imports.
      assertThat(report.took()).isLessThan(Duration.ofHours(4));
    }
  }

  @Test
  void aRunKilledWhileItWaitsLeavesTheImportToTheNext() {
    try (TestAccounts accounts =
        people(TestAccounts.brevoOptions().importDelay(Duration.ofMinutes(10)))) {
      accounts.whileWaiting(duration -> {
        throw new Killed();
      });
      assertThatThrownBy(accounts::run).isInstanceOf(Killed.class);
      accounts.change("cus_7", customer -> customer.put("name", "New Name"));
      accounts.whileWaiting(duration -> {});
      accounts.time.pass(Duration.ofHours(7));

      RunReport report = accounts.run();

      assertThat(report.problems()).isEmpty();
      assertThat(accounts.brevo.size()).isEqualTo(PEOPLE);
      assertThat(accounts.attributes("person7@example.com")).containsEntry("FULLNAME", "New Name");
      assertThat(accounts.brevo.calls()).containsEntry("POST /contacts/import", 1L);
    }
  }

  /** The ledger then does not know whether Brevo took the import, nor its number. */
  @Test
  void aRunKilledBeforeTheAnswerWritesNothingOldOverSomethingNew() {
    try (TestAccounts accounts =
        people(TestAccounts.brevoOptions().importDelay(Duration.ofHours(1)))) {
      FastTime.OfProcess process = accounts.time.new OfProcess();
      accounts.door.before(call -> {
        if (call.equals("POST /v3/contacts/import")) {
          process.kill();
        }
      });
      assertThatThrownBy(() -> accounts.run(RunRequest.full(), Progress.NONE, process))
          .isInstanceOf(Killed.class);
      assertThat(accounts.brevo.calls()).containsEntry("POST /contacts/import", 1L);
      assertThat(accounts.brevo.size()).isZero();
      accounts.door.before(call -> {});
      accounts.change("cus_7", customer -> customer.put("name", "New Name"));
      accounts.time.pass(Duration.ofHours(7));

      RunReport report = accounts.run();

      assertThat(report.problems()).isEmpty();
      assertThat(accounts.brevo.size()).isEqualTo(PEOPLE);
      assertThat(accounts.attributes("person7@example.com")).containsEntry("FULLNAME", "New Name");
      accounts.writes();
      accounts.run();
      assertThat(accounts.writes()).isEmpty();
    }
  }

  @Test
  void aLostImportStillUnderWayWritesNothingOldOverSomethingNew() {
    try (TestAccounts accounts =
        people(TestAccounts.brevoOptions().importDelay(Duration.ofMinutes(30)))) {
      FastTime.OfProcess process = accounts.time.new OfProcess();
      accounts.door.before(call -> {
        if (call.equals("POST /v3/contacts/import")) {
          process.kill();
        }
      });
      assertThatThrownBy(() -> accounts.run(RunRequest.full(), Progress.NONE, process))
          .isInstanceOf(Killed.class);
      accounts.door.before(call -> {});
      accounts.change(
          "cus_7",
          customer ->
              customer.put("name", "New Name").putObject("metadata").put("marketing_opt_in", "no"));

      // Another sweep: what the killed one had read is not read again.
      RunReport report = accounts.run(TestAccounts.REWRITE);

      assertThat(report.problems()).isEmpty();
      assertThat(accounts.attributes("person7@example.com")).containsEntry("FULLNAME", "New Name");
      assertThat(accounts.contact("person7@example.com").emailBlacklisted()).isTrue();
      assertThat(accounts.brevo.size()).isEqualTo(PEOPLE);
    }
  }

  /** Somebody signs up by a form between the sending of the import and its work. */
  @Test
  void aContactThatSomebodyMakesMeanwhileIsUpdated() {
    try (TestAccounts accounts =
        people(TestAccounts.brevoOptions().importDelay(Duration.ofMinutes(10)))) {
      AtomicBoolean done = new AtomicBoolean();
      accounts.whileWaiting(duration -> {
        if (!done.getAndSet(true)) {
          accounts.inBrevo(
              "POST",
              "/contacts",
              "{\"email\":\"person7@example.com\",\"attributes\":{\"FULLNAME\":\"By Form\"},"
                  + "\"emailBlacklisted\":true}");
        }
      });

      RunReport report = accounts.run();

      assertThat(report.problems()).isEmpty();
      assertThat(accounts.attributes("person7@example.com")).containsEntry("FULLNAME", "Old Name");
      assertThat(accounts.contact("person7@example.com").lists()).containsExactly(TestAccounts.ALL);
      assertThat(accounts.contact("person7@example.com").emailBlacklisted()).isTrue();
      accounts.writes();
      accounts.run();
      assertThat(accounts.writes()).isEmpty();
    }
  }

  /** Brevo leaves out the whole row, or the number; either way the contact is written. */
  @ParameterizedTest
  @EnumSource(names = {"IMPORT_DROPS_NUMBER_ONLY", "IMPORT_INFO_COUNTS"})
  void aNumberThatAnotherContactHoldsIsLeftOut(BrevoQuirk quirk) {
    try (TestAccounts accounts = people(TestAccounts.brevoOptions().quirks(quirk))) {
      accounts.inBrevo(
          "POST",
          "/contacts",
          "{\"email\":\"x@example.org\",\"attributes\":{\"SMS\":\"+49302222222\"}}");
      accounts.change("cus_6", customer -> customer.put("phone", "+49 30 2222222"));
      accounts.change("cus_7", customer -> customer.put("phone", "+49 30 1111111"));
      accounts.change("cus_8", customer -> customer.put("phone", "+49 30 1111111"));
      accounts.change("cus_9", customer -> customer.put("phone", "030 1111111"));

      RunReport report = accounts.run();

      assertThat(report.success()).isTrue();
      assertThat(accounts.brevo.contacts().filter(c -> c.attributes().containsKey("SMS")))
          .hasSize(2);
      assertThat(accounts.attributes("person7@example.com")).containsEntry("FULLNAME", "Old Name");
      assertThat(report.status().contacts().leftOut())
          .containsExactlyInAnyOrderEntriesOf(Map.of("SMS REFUSED", 2L, "SMS INVALID_PHONE", 1L));
      assertThat(accounts.brevo.size()).isEqualTo(PEOPLE + 1);
      accounts.writes();
      assertThat(accounts.run().success()).isTrue();
      assertThat(accounts.writes()).isEmpty();
    }
  }

  /** 120 rows take 8 kB or more, 30 rows 4 kB or less. */
  @ParameterizedTest
  @ValueSource(longs = {0, 4_000})
  void aRefusedImportIsHalvedAndThenWrittenOneByOne(long longest) {
    try (TestAccounts accounts = TestAccounts.empty().spec("fieldMapping", MAPPING)) {
      accounts.customers(120);
      accounts.door.imports.longest = longest;

      RunReport report = accounts.run();

      assertThat(report.problems()).isEmpty();
      assertThat(report.status().contacts().created()).isEqualTo(120);
      assertThat(accounts.brevo.size()).isEqualTo(120);
      assertThat(accounts.brevo.calls().getOrDefault("POST /contacts", 0L))
          .isEqualTo(longest == 0 ? 120 : 0);
      accounts.writes();
      accounts.run();
      assertThat(accounts.writes()).isEmpty();
    }
  }
}
