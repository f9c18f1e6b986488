package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Several processes on one ledger: one works events off at a time. Real threads and time. */
class LiveLeaseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static LedgerConnector process(LiveScene scene) {
    InstantSource clock = scene.accounts.time;
    return scene.accounts.connector(clock, Thread::sleep);
  }

  private static void deliver(LiveScene scene, LedgerConnector to) {
    for (ObjectNode event : scene.hand.fresh()) {
      to.intake().accept(event.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void awaitName(LiveScene scene, String customer, String name) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(scene.accounts.attributes(customer)).containsEntry("FULLNAME", name));
  }

  private static boolean delivers(LedgerConnector connector) {
    return ((Standby) connector.live()).deliverer().isPresent();
  }

  private static LiveScene scene() {
    return LiveScene.of(TestAccounts.empty().spec("fieldMapping", "{name: FULLNAME}"));
  }

  @Test
  void oneOfTwoDeliversAndTheOtherTakesOver() {
    try (LiveScene scene = scene();
        LedgerConnector first = process(scene);
        LedgerConnector second = process(scene)) {
      String anna = scene.customer("anna@example.com", "Anna");
      first.live();
      await().atMost(PATIENCE).until(() -> delivers(first));
      second.live();
      // Whoever takes it in, one works it off.
      scene.life.people().name(anna, "Anna Stein");
      deliver(scene, second);
      awaitName(scene, "anna@example.com", "Anna Stein");
      assertThat(delivers(first)).isTrue();
      assertThat(delivers(second)).isFalse();

      // The first one's machine vanishes, as far as PostgreSQL can tell.
      scene.sql(
          "select count(pg_terminate_backend(l.pid)) from pg_locks l where locktype = 'advisory'"
              + " and l.database = (select oid from pg_database where datname = current_database())"
              + " and pid <> pg_backend_pid()"
              + " and (classid::bigint << 32 | objid::bigint) = hashtextextended("
              + "'stripe-connector/"
              + scene.accounts.ledger.name()
              + "', 0)");
      await().atMost(PATIENCE).until(() -> delivers(first) != delivers(second));
      scene.life.people().name(anna, "Anna Stone");
      deliver(scene, first);
      awaitName(scene, "anna@example.com", "Anna Stone");

      LedgerConnector other = delivers(first) ? second : first;
      (delivers(first) ? first : second).close();
      await().atMost(PATIENCE).until(() -> delivers(other));
      scene.life.people().name(anna, "Anna Stock");
      deliver(scene, other);
      awaitName(scene, "anna@example.com", "Anna Stock");
      // An automation event goes after its contact.
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(scene.names())
                  .containsExactly(
                      "customer_created",
                      "customer_updated",
                      "customer_updated",
                      "customer_updated"));
    }
  }

  @Test
  void aRunTakesTheLeaseAndGivesItBackAndADryRunDoesNot() throws Exception {
    try (LiveScene scene = scene();
        LedgerConnector live = process(scene);
        LedgerConnector run = scene.accounts.connector(InstantSource.system(), Thread::sleep)) {
      String anna = scene.customer("anna@example.com", "Anna");
      live.live();
      await().atMost(PATIENCE).until(() -> delivers(live));

      assertThat(run.run(TestAccounts.DRY, Progress.NONE).problems()).isEmpty();
      assertThat(delivers(live)).isTrue();

      scene.accounts.change(anna, customer -> customer.put("name", "Missed by Events"));
      RunReport report = run.run(RunRequest.full(), Progress.NONE);
      assertThat(report.problems()).isEmpty();
      assertThat(scene.accounts.attributes("anna@example.com"))
          .containsEntry("FULLNAME", "Missed by Events");
      await().atMost(PATIENCE).until(() -> delivers(live));
    }
  }

  @Test
  void twoRunsAtOnceAreRefused() throws Exception {
    try (LiveScene scene = scene();
        LedgerConnector other = scene.accounts.connector(scene.accounts.time.new OfProcess())) {
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      scene.accounts.customer("cus_new", "new@example.com");
      scene.accounts.door.before(call -> {
        if (call.equals("POST /v3/contacts")) {
          inside.countDown();
          try {
            assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
      });
      CompletableFuture<RunReport> first = CompletableFuture.supplyAsync(scene.accounts::run);
      assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
      try {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                () -> other.run(RunRequest.full(), Progress.NONE))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("another process");
      } finally {
        goOn.countDown();
      }
      assertThat(first.get(60, TimeUnit.SECONDS).problems()).isEmpty();
    }
  }
}
