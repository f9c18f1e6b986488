package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.sandbox.stripe.ApiKey;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connector begins to sync, or syncs again, and what becomes of its figures meanwhile. */
class SyncedAnewTest {
  private static final String ANNA = "anna@example.com";

  /** Accounts of which customers alone are synced so far. */
  private static TestAccounts ofCustomers(String mapping) {
    return TestAccounts.empty()
        .spec("fieldMapping", mapping)
        .spec("sync", "{resources: [customers]}");
  }

  /** What happened while nobody followed it is unknown: neither a part nor 0 is written. */
  @Test
  void whatWasNotSyncedForAWhileIsWrittenAgainAfterAFullRun() {
    TestAccounts accounts = TestAccounts.empty().spec("fieldMapping", "{total_spent: SPENT}");
    try (LiveScene scene = LiveScene.of(accounts)) {
      String anna = scene.customer(ANNA, "Anna");
      scene.life.payments().succeed(anna, 1_000, "eur");
      scene.follow();
      assertThat(accounts.attributes(ANNA)).containsEntry("SPENT", "10");

      accounts.spec("sync", "{resources: [customers]}");
      try (LiveHand narrowed = new LiveHand(accounts)) {
        scene.life.payments().succeed(anna, 2_000, "eur");
        narrowed.follow();
      }
      accounts.spec("sync", "{}");
      try (LiveHand again = new LiveHand(accounts)) {
        scene.life.payments().succeed(anna, 4_000, "eur");
        again.follow();
        assertThat(accounts.attributes(ANNA)).containsEntry("SPENT", "10");

        assertThat(accounts.run().problems()).isEmpty();
        assertThat(accounts.attributes(ANNA)).containsEntry("SPENT", "70");
      }
    }
  }

  /** Events tell nothing of what nobody read: the next run by schedule is a full one, once. */
  @Test
  void whatIsSyncedAnewIsReadInsteadOfEvents() {
    TestAccounts accounts = ofCustomers("{total_spent: SPENT}");
    try (LiveScene scene = LiveScene.of(accounts)) {
      String anna = scene.customer(ANNA, "Anna");
      scene.life.payments().succeed(anna, 1_000, "eur");
      assertThat(accounts.run(LiveHand.INCREMENTAL).feed()).isPresent();

      accounts.spec("sync", "{since: 2026-01-01}");
      assertThat(accounts.run(LiveHand.INCREMENTAL).feed()).isEmpty();
      assertThat(accounts.attributes(ANNA)).containsEntry("SPENT", "10");
      assertThat(accounts.run(LiveHand.INCREMENTAL).feed()).isPresent();

      accounts.spec("sync", "{since: 2025-01-01}");
      assertThat(accounts.run(LiveHand.INCREMENTAL).feed()).isEmpty();
      assertThat(accounts.run(LiveHand.INCREMENTAL).feed()).isPresent();
    }
  }

  /** What a full run could not read is no reason for another one each quarter of an hour. */
  @Test
  void whatCannotBeReadIsToldAndTriedAgainLater() {
    TestAccounts accounts = ofCustomers("{name: FULLNAME, total_spent: SPENT}");
    try (LiveScene scene = LiveScene.of(accounts)) {
      String anna = scene.customer(ANNA, "Anna");
      scene.life.payments().succeed(anna, 1_000, "eur");
      assertThat(accounts.run().problems()).isEmpty();
      accounts.spec("sync", "{resources: [customers, payments]}");
      try (StripeProxy proxy =
          new StripeProxy(
              accounts.sandbox.stripeBase(),
              request -> request.matches("/v1/disputes\\?.*limit=100\\b.*"),
              body -> body)) {
        accounts.stripeBase(proxy.base());

        assertThat(accounts.run(LiveHand.INCREMENTAL).feed()).isEmpty();
        scene.life.people().name(anna, "Anna Stein");
        scene.life.payments().succeed(anna, 2_000, "eur");
        RunReport after = accounts.run(LiveHand.INCREMENTAL);
        assertThat(after.feed().orElseThrow().unread()).isEqualTo("disputes");
        assertThat(after.success()).isTrue();
        // Of what is known of payments without disputes, nothing is written by events either.
        assertThat(accounts.attributes(ANNA)).containsExactly(Map.entry("FULLNAME", "Anna Stein"));
        accounts.stripeBase(accounts.sandbox.stripeBase());
      }
      // Not at once, but before the next full run by schedule.
      assertThat(accounts.run(LiveHand.INCREMENTAL).feed()).isPresent();
      accounts.time.pass(Duration.ofHours(2));
      assertThat(accounts.run(LiveHand.INCREMENTAL).feed()).isEmpty();
      assertThat(accounts.attributes(ANNA)).containsEntry("SPENT", "30");
      assertThat(accounts.run(LiveHand.INCREMENTAL).feed().orElseThrow().unread()).isEmpty();
    }
  }

  /** Events are never held up. */
  @Test
  void whileTheReadBudgetIsSpentEventsAreReadAllTheSame() {
    TestAccounts accounts = ofCustomers("{name: FULLNAME, total_spent: SPENT}");
    try (LiveScene scene = LiveScene.of(accounts)) {
      String anna = scene.customer(ANNA, "Anna");
      accounts.spec("sync", "{resources: [customers, payments]}");
      scene.sql("update reads set reads = 100000");
      scene.life.people().name(anna, "Anna Stein");

      RunReport report = accounts.run(LiveHand.INCREMENTAL);

      assertThat(report.feed().orElseThrow().unread()).contains("charges", "disputes");
      assertThat(accounts.attributes(ANNA)).containsExactly(Map.entry("FULLNAME", "Anna Stein"));
    }
  }

  /** One that was cut short has not tried, and what it has read is not written. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsSyncedAnewIsWrittenAfterAnInterruptionToo(boolean whileReading) {
    TestAccounts accounts = ofCustomers("{total_spent: SPENT}");
    try (LiveScene scene = LiveScene.of(accounts)) {
      String anna = scene.customer(ANNA, "Anna");
      scene.life.payments().succeed(anna, 1_000, "eur");
      assertThat(accounts.run(LiveHand.INCREMENTAL).feed()).isPresent();
      accounts.spec("sync", "{resources: [customers, payments]}");
      Thread caller = Thread.currentThread();
      AtomicBoolean now = new AtomicBoolean(true);
      try (StripeProxy proxy =
          new StripeProxy(
              accounts.sandbox.stripeBase(),
              request -> {
                if (whileReading && request.matches("/v1/charges\\?.*limit=100\\b.*")) {
                  caller.interrupt();
                }
                return false;
              },
              body -> body)) {
        accounts.stripeBase(proxy.base());
        accounts.door.lose(
            call -> {
              boolean ends =
                  !whileReading && now.get() && call.matches("(POST|PUT) /v3/contacts.*");
              if (ends) {
                caller.interrupt();
              }
              return ends;
            },
            false);
        assertThatThrownBy(() -> accounts.run(LiveHand.INCREMENTAL))
            .hasMessage("nobody interrupts a test");
        accounts.stripeBase(accounts.sandbox.stripeBase());
        now.set(false);
      }
      assertThat(accounts.attributes(ANNA)).doesNotContainKey("SPENT");

      assertThat(accounts.run(LiveHand.INCREMENTAL).feed()).isEmpty();
      assertThat(accounts.attributes(ANNA)).containsEntry("SPENT", "10");
      assertThat(accounts.run(LiveHand.INCREMENTAL).feed()).isPresent();
    }
  }

  @Test
  void aDryRunOfLessForgetsNothing() {
    TestAccounts accounts = TestAccounts.empty().spec("fieldMapping", "{total_spent: SPENT}");
    try (LiveScene scene = LiveScene.of(accounts)) {
      String anna = scene.customer(ANNA, "Anna");
      accounts.spec("sync", "{resources: [customers]}");
      accounts.run(new RunRequest(StripeSyncSpec.Type.FULL, Set.of(), null, true, false));

      accounts.spec("sync", "{}");
      scene.life.payments().succeed(anna, 4_000, "eur");
      scene.follow();
      assertThat(accounts.attributes(ANNA)).containsEntry("SPENT", "40");
    }
  }

  /** What a key may not read any more has a hole from then on, and no more than that has. */
  @ParameterizedTest
  @CsvSource({"charge_read, 10, 30", "invoice_read, 30, 30"})
  void aPermissionThatIsLostCostsWhatNeedsItUntilAFullRun(
      String permission, String meanwhile, String inTheEnd) {
    ApiKey poor = NarrowedRunTest.keyWithout(permission);
    TestAccounts accounts =
        TestAccounts.with(
                TestAccounts.stripeOptions()
                    .withKeys(poor, ApiKey.secret(StripeOptions.DEFAULT_KEY)),
                TestAccounts.brevoOptions())
            .spec("fieldMapping", "{total_spent: SPENT}");
    try (LiveScene scene = LiveScene.of(accounts)) {
      String anna = scene.customer(ANNA, "Anna");
      scene.life.payments().succeed(anna, 1_000, "eur");
      scene.follow();
      accounts.stripeKey(NarrowedRunTest.RESTRICTED);
      try (LiveHand narrowed = new LiveHand(accounts)) {
        String product = scene.life.catalog().product("Pro").path("id").asText();
        String price =
            scene.life.catalog().price(product, 2_000, "eur", "month").path("id").asText();
        scene.life.subscriptions().start(anna, price, 1); // With an invoice that is paid.
        narrowed.fresh().stream()
            .map(event -> event.put("api_version", "2020-08-27"))
            .forEach(narrowed::deliver);
        narrowed.drain();
      }

      accounts.stripeKey(StripeOptions.DEFAULT_KEY);
      try (LiveHand again = new LiveHand(accounts)) {
        scene.life.people().name(anna, "Anna Stein");
        again.follow();
        assertThat(accounts.attributes(ANNA)).containsEntry("SPENT", meanwhile);
      }
      assertThat(accounts.run().problems()).isEmpty();
      assertThat(accounts.attributes(ANNA)).containsEntry("SPENT", inTheEnd);
    }
  }
}
