package io.tajo.stripe.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is killed, whenever: the next run goes on, and Brevo ends the same. */
class KillIT {
  private static final long SEED = 20261123;
  private static final String FAULTS = "429=5,500=5,reset=5,truncate=5";
  private final String today = Instant.now().truncatedTo(ChronoUnit.DAYS).toString();
  private static final String[] RUN = {
    "local", "--once", "-o", "json", "-f", "acme.yaml", "--data", "data"
  };

  @TempDir private Path directory;
  private Workplace here;

  @BeforeEach
  void aPlaceToWork() throws IOException {
    here = new Workplace(directory);
    here.file("acme.yaml", Manifests.EVERY_FIGURE);
  }

  @AfterEach
  void nothingStays() throws IOException {
    here.close();
  }

  private SandboxProcess sandbox(int customers, String... more) throws IOException {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--customers", Integer.toString(customers), "--now", today, "--live"));
    options.addAll(List.of(more));
    return SandboxProcess.start(here, options.toArray(String[]::new));
  }

  /** Where in a run it is killed: so long after a line of its progress. */
  private record Moment(String after, int mostMillis) {
    private static final List<Moment> EVERYWHERE =
        List.of(
            new Moment("Checking both accounts", 1_500),
            new Moment("Reading Stripe", 1_000),
            new Moment("Reading Stripe", 4_000),
            new Moment("Reading Stripe", 8_000),
            new Moment("Writing to Brevo", 500),
            new Moment("Writing to Brevo", 1_500),
            new Moment("Writing to Brevo", 3_000),
            new Moment("Writing to Brevo", 5_000),
            new Moment("Writing to Brevo", 8_000),
            new Moment("Writing to Brevo", 10_000));
  }

  @Test
  void tenKilledRunsEndInTheContactsOfAnUndisturbedOne() throws Exception {
    SandboxProcess calm = sandbox(2_000);
    here.at(calm).run("local", "--once", "-f", "acme.yaml", "--data", "calm").exits(0);
    SandboxProcess rough = sandbox(2_000, "--faults", FAULTS, "--import-delay", "2s");
    here.at(rough);

    Random random = new Random(SEED);
    for (Moment moment : Moment.EVERYWHERE) {
      Running running = here.start(RUN).awaitPrinted(moment.after());
      boolean alive = running.outlives(Duration.ofMillis(random.nextInt(moment.mostMillis())));
      Ended killed = running.kill();
      System.out.println(moment + " " + alive + " " + killed.took() + "\n" + killed.err());
    }
    Ended last = here.run(RUN).exits(0);
    System.out.println(last);

    rough.assertCounts(last.json().path("synced"));
    assertSame(calm.contacts(), rough.contacts());
  }

  @Test
  void aRunWhoseDatabaseDiesFailsAndTheNextOneGoesOn() throws Exception {
    SandboxProcess sandbox = sandbox(600);
    here.at(sandbox);
    Running running = here.start(RUN).awaitPrinted("Reading Stripe");
    assertThat(running.outlives(Duration.ofSeconds(1))).isTrue();

    here.postgres("data").orElseThrow().destroyForcibly();
    Ended failed = running.end(Duration.ofSeconds(60)).exits(1);
    Ended next = here.run(RUN).exits(0);

    assertThat(failed.whyUnhealthy()).contains("PostgreSQL", "check that it runs");
    assertThat(failed.err()).doesNotContain("\tat ");
    assertThat(next.err()).contains("Going on with the run of");
    sandbox.assertCounts(next.json().path("synced"));
  }

  /**
   * Compares everything but who of those that share a phone number holds it; the numbers held are
   * the same.
   */
  private static void assertSame(
      SortedMap<String, ObjectNode> expected, SortedMap<String, ObjectNode> actual) {
    SortedMap<String, String> numbers = numbers(expected);
    SortedMap<String, String> others = numbers(actual);

    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    assertThat(actual).isEqualTo(expected);
    assertThat(others.keySet()).isEqualTo(numbers.keySet());
  }

  /** Takes the numbers out of the contacts; who holds each. */
  private static SortedMap<String, String> numbers(SortedMap<String, ObjectNode> contacts) {
    SortedMap<String, String> holders = new TreeMap<>();
    contacts.forEach((address, contact) -> {
      JsonNode number = contact.withObject("/attributes").remove("SMS");
      if (number != null) {
        holders.put(number.asText(), address);
      }
    });
    return holders;
  }
}
