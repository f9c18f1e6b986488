package io.tajo.stripe.pipeline;

import static io.tajo.stripe.pipeline.StripeObjects.price;
import static io.tajo.stripe.pipeline.StripeObjects.product;
import static io.tajo.stripe.pipeline.StripeObjects.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.pipeline.FastTime.Killed;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoOptions.Existing;
import io.tajo.stripe.sandbox.stripe.Resource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Runs that are killed, and what the next one makes of what they left. */
class InterruptionTest {
  private static final int DEATHS = 10;

  private static BrevoOptions.Builder brevo() {
    return TestAccounts.brevoOptions()
        .importDelay(Duration.ofMinutes(2))
        .contact(Existing.of("person3@example.com"))
        .contact(Existing.blocklisted("person4@example.com"));
  }

  /** New contacts by import, known ones by batch, a plan, payments, a shared number. */
  private static TestAccounts people() {
    TestAccounts accounts =
        TestAccounts.with(brevo())
            .spec(
                "fieldMapping",
                "{name: FULLNAME, phone: SMS, total_spent: SPENT, subscription_status: STATUS}");
    accounts.customers(24);
    ObjectNode monthly = price("price_pro", "prod_pro", 2_500, "usd", "month");
    accounts.stripe.put(product("prod_pro", "Pro"));
    accounts.stripe.put(monthly);
    accounts.stripe.put(subscription("sub_5", "cus_5", "active", monthly, "2025-04-01"));
    accounts.charge("cus_3", 1_000, "usd", "2026-01-10");
    accounts.charge("cus_6", 2_000, "usd", "2026-01-10");
    accounts.change("cus_7", customer -> customer.put("phone", "+49301111111"));
    accounts.change("cus_8", customer -> customer.put("phone", "+49301111111"));
    return accounts;
  }

  /** Moves, departures, opt-outs and other changes of the contacts above. */
  private static void changes(TestAccounts accounts) {
    accounts.change("cus_1", customer -> customer.put("email", "moved1@example.com"));
    accounts.change("cus_4", customer -> customer.put("email", "moved4@example.com"));
    accounts.change("cus_2", customer -> customer.put("email", "person3@example.com"));
    accounts.stripe.delete(Resource.CUSTOMERS, "cus_9");
    accounts.change("cus_10", customer -> customer.put("name", "New Name"));
    accounts.change(
        "cus_11", customer -> customer.putObject("metadata").put("marketing_opt_in", "no"));
    accounts.charge("cus_12", 3_000, "usd", "2026-01-11");
    accounts.customer("cus_30", "person30@example.com");
  }

  /** How often an undisturbed run looks at its clock, at regular distances. */
  private static List<Integer> moments(int looks) {
    return IntStream.rangeClosed(1, DEATHS).map(i -> i * looks / (DEATHS + 1)).boxed().toList();
  }

  private static void killedAt(TestAccounts accounts, int look) {
    FastTime.OfProcess process = accounts.time.new OfProcess();
    process.killAt(look);
    try {
      accounts.run(RunRequest.full(), Progress.NONE, process);
    } catch (Killed expected) {
      // Runs differ by a few looks: the last moment may come after the end.
    }
  }

  @Test
  void aFirstRunKilledAtAnyMomentEndsInTheSameContactsWhenRunAgain() {
    Map<String, String> undisturbed;
    FastTime.OfProcess whole;
    try (TestAccounts accounts = people()) {
      whole = accounts.time.new OfProcess();
      assertThat(accounts.run(RunRequest.full(), Progress.NONE, whole).success()).isTrue();
      undisturbed = accounts.contacts();
    }
    for (int look : moments(whole.looks())) {
      try (TestAccounts accounts = people()) {
        killedAt(accounts, look);

        assertThat(accounts.run().problems()).as("after %s looks", look).isEmpty();

        assertThat(accounts.contacts()).as("after %s looks", look).isEqualTo(undisturbed);
        accounts.writes();
        accounts.run();
        assertThat(accounts.writes()).as("after %s looks", look).isEmpty();
      }
    }
  }

  @Test
  void aLaterRunKilledAtAnyMomentEndsInTheSameContactsWhenRunAgain() {
    Map<String, String> undisturbed;
    FastTime.OfProcess whole;
    try (TestAccounts accounts = people()) {
      accounts.run();
      changes(accounts);
      whole = accounts.time.new OfProcess();
      assertThat(accounts.run(RunRequest.full(), Progress.NONE, whole).success()).isTrue();
      undisturbed = accounts.contacts();
    }
    assertThat(undisturbed.get("moved4@example.com")).endsWith("truetrue");
    for (int look : moments(whole.looks())) {
      try (TestAccounts accounts = people()) {
        accounts.run();
        changes(accounts);
        killedAt(accounts, look);

        assertThat(accounts.run().problems()).as("after %s looks", look).isEmpty();

        assertThat(accounts.contacts()).as("after %s looks", look).isEqualTo(undisturbed);
      }
    }
  }

  /** Counts customers as their pages are stored, and dies after some. */
  private static final class Watching implements Progress {
    final AtomicLong customers = new AtomicLong();
    final long most;

    Watching(long most) {
      this.most = most;
    }

    @Override
    public void phase(String title) {}

    @Override
    public void note(String line) {}

    @Override
    public Task task(String name) {
      return new Task() {
        @Override
        public void advance(long count) {
          if (name.equals("customers") && customers.addAndGet(count) > most) {
            throw new Killed();
          }
        }

        @Override
        public void total(long total) {}

        @Override
        public void fraction(double done) {}

        @Override
        public void close() {}
      };
    }
  }

  @Test
  void pagesThatWereStoredAreNotReadAgain() throws SQLException {
    try (TestAccounts accounts =
        TestAccounts.with(
            TestAccounts.stripeOptions().withCustomers(700, 1), TestAccounts.brevoOptions())) {
      assertThatThrownBy(() ->
              accounts.run(RunRequest.full(), new Watching(250), accounts.time.new OfProcess()))
          .isInstanceOf(Killed.class);
      long stored = count(accounts, "customer");
      assertThat(stored).isGreaterThan(250);
      Watching second = new Watching(Long.MAX_VALUE);

      RunReport report = accounts.run(RunRequest.full(), second, accounts.time.new OfProcess());

      assertThat(report.problems()).isEmpty();
      assertThat(second.customers).hasValue(accounts.stripe.counts().customers() - stored);
      assertThat(report.status().synced().customers())
          .isEqualTo(accounts.stripe.counts().customers());
    }
  }

  private static long count(TestAccounts accounts, String table) throws SQLException {
    try (var connection = accounts.ledger.connect();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select count(*) from %s.%s".formatted(accounts.ledger.name(), table))) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void oncePastTheSweepARunThatIsTakenUpOnlyTriesTheKey() {
    try (TestAccounts accounts = people()) {
      FastTime.OfProcess process = accounts.time.new OfProcess();
      accounts.door.before(call -> {
        if (call.equals("GET /v3/contacts/attributes")) {
          process.kill();
        }
      });
      assertThatThrownBy(() -> accounts.run(RunRequest.full(), Progress.NONE, process))
          .isInstanceOf(Killed.class);
      accounts.door.before(call -> {});
      long before = accounts.sandbox.stripeRequests();

      assertThat(accounts.run().success()).isTrue();

      // One request for each of the ten resources, and for balance transactions.
      assertThat(accounts.sandbox.stripeRequests() - before).isEqualTo(11);
    }
  }

  /** Charges of one customer cannot be made out: their page is no page of charges. */
  @Test
  void aPageThatCannotBeReadIsNamedAndTheRestIsWritten() {
    try (TestAccounts accounts =
        TestAccounts.empty().spec("fieldMapping", "{name: FULLNAME, total_spent: SPENT}")) {
      accounts.customer("cus_anna", "anna@example.com", c -> c.put("name", "Anna"));
      accounts.charge("cus_anna", 1_000, "usd", "2026-01-10");
      accounts.run();
      assertThat(accounts.attributes("anna@example.com")).containsEntry("SPENT", "10");
      accounts.change("cus_anna", customer -> customer.put("name", "Anna Stein"));
      accounts.charge("cus_anna", 5_000, "usd", "2026-01-11");
      List<String> failures = new ArrayList<>();
      try (StripeProxy proxy =
          new StripeProxy(
              accounts.sandbox.stripeBase(),
              request -> {
                boolean fails = request.matches("/v1/charges\\?.*limit=100\\b.*");
                if (fails) {
                  failures.add(request);
                }
                return fails;
              },
              body -> body)) {
        accounts.stripeBase(proxy.base());

        RunReport report = accounts.run();

        assertThat(report.success()).isFalse();
        assertThat(failures).isNotEmpty();
        assertThat(report.problems())
            .singleElement()
            .asString()
            .startsWith("charges created ")
            .contains("stayed unread");
        assertThat(accounts.attributes("anna@example.com"))
            .containsExactlyInAnyOrderEntriesOf(Map.of("FULLNAME", "Anna Stein", "SPENT", "10"));
        accounts.stripeBase(accounts.sandbox.stripeBase());
      }

      assertThat(accounts.run().success()).isTrue();

      assertThat(accounts.attributes("anna@example.com")).containsEntry("SPENT", "60");
    }
  }
}
