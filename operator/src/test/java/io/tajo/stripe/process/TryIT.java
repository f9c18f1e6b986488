package io.tajo.stripe.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./try} runs: the first thing that anybody sees. */
class TryIT {
  @TempDir private Path directory;

  @Test
  void itSyncsTheWholeAccountAndPrintsOneDocument() throws Exception {
    try (Workplace here = new Workplace(directory)) {
      Ended ended = here.run("try", "-o", "json").exits(0);

      // What the scenes add: Ada, two payments, a refund, a subscription of a new product with its
      // invoice, a checkout.
      SandboxProcess.start(here)
          .assertCounts(
              ended.json().path("synced"),
              Map.of(
                  "customers", 1L,
                  "payments", 2L,
                  "charges", 2L,
                  "refunds", 1L,
                  "subscriptions", 1L,
                  "invoices", 1L,
                  "products", 1L,
                  "checkoutSessions", 1L));
      assertThat(ended.json().path("connected").asBoolean()).isTrue();
      assertThat(ended.json().at("/webhook/pending").asLong(-1)).isZero();
      assertThat(ended.json().at("/webhook/failed").asLong(-1)).isZero();
      isQuiet(ended);
    }
  }

  @Test
  void itTellsPeopleWithinAMinute() throws Exception {
    try (Workplace here = new Workplace(directory)) {
      Ended ended = here.run("try", "--data", "tried").exits(0).within(Duration.ofMinutes(1));

      assertThat(ended.out())
          .contains("Full sync of sandbox finished", "customers  ", "TOTAL_SPENT: ")
          .contains("pays 42.00 USD", "TOTAL_SPENT: 0 → 42", "PAYMENT_COUNT: 0 → 1")
          .contains("event stripe_subscription_upgraded", "mrr_before 25, mrr_after 75")
          .contains("e-mail: ada@example.com → ada.lovelace@example.com")
          .contains("event stripe_subscription_churned")
          .contains("Incremental sync of sandbox finished", "0 of them new");
      isQuiet(ended);
      explains(here, ended.out());
    }
  }

  /** The command that it ends with, as it stands there. */
  private static void explains(Workplace here, String told) throws Exception {
    String command =
        told.lines().filter(line -> line.contains(" explain -f ")).findFirst().orElseThrow();
    assertThat(command).startsWith("  ").contains(" -jar " + Workplace.JAR + " explain ");
    String[] arguments = command.substring(command.indexOf("explain -f ")).strip().split(" ", -1);

    // 42.00 paid, 10.00 given back.
    assertThat(here.run(arguments).exits(0).out())
        .startsWith("ada.lovelace@example.com\n")
        .contains("TOTAL_SPENT", "42.00 USD paid, 10.00 refunded", "churned")
        .contains("Nothing would be written now");
  }

  private static void isQuiet(Ended ended) {
    assertThat(ended.err())
        .doesNotContain("WARN", "ERROR", "SLF4J", "Exception", "\tat ", "\r", "\u001b");
  }
}
