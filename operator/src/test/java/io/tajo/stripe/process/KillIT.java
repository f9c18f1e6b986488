package io.tajo.stripe.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is killed, whenever: the next run goes on, and Brevo ends the same. */
class KillIT extends JarScene {
  private static final long SEED = 20261123;
  private static final String FAULTS = "429=5,500=5,reset=5,truncate=5";
  private final String today = Instant.now().truncatedTo(ChronoUnit.DAYS).toString();
  private static final String[] RUN = {
    "local", "--once", "-o", "json", "-f", "acme.yaml", "--data", "data"
  };

  @BeforeEach
  void aManifest() throws IOException {
    here.file("acme.yaml", Manifests.EVERY_FIGURE);
  }

  private SandboxProcess sandbox(int customers, String... more) throws IOException {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--customers", Integer.toString(customers), "--now", today, "--live"));
    options.addAll(List.of(more));
    return SandboxProcess.start(here, options.toArray(String[]::new));
  }

  /** Where a run is killed: so many milliseconds at most after what shows how far it is. */
  private enum Moment {
    CHECKING("Checking both accounts", 1_500),
    READING("Reading Stripe", 1_000),
    READING_ON("Reading Stripe", 4_000),
    CREATING_ATTRIBUTES("POST /contacts/attributes/{category}/{name}", 1_000),
    SENDING_AN_IMPORT("POST /contacts/import", 20),
    SENDING_IMPORTS("POST /contacts/import", 500),
    WAITING_FOR_IMPORTS("GET /processes/{id}", 1_000),
    READING_BACK("GET /contacts", 200),
    REWRITING("POST /contacts/batch", 20),
    REWRITING_ON("POST /contacts/batch", 1_500);

    private final String sign;
    private final int mostMillis;

    Moment(String sign, int mostMillis) {
      this.sign = sign;
      this.mostMillis = mostMillis;
    }

    /** The run that comes there. */
    String[] run() {
      boolean rewrites = compareTo(REWRITING) >= 0;
      return Stream.concat(Stream.of(RUN), rewrites ? Stream.of("--rewrite") : Stream.empty())
          .toArray(String[]::new);
    }

    /** Waits until this process shows the sign, by a line of progress or a call that Brevo gets. */
    void await(Running running, SandboxProcess sandbox, Random random) throws Exception {
      long before = sandbox.calls(sign);
      Awaitility.await(name())
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(10))
          .until(() ->
              running.err().contains(sign) || sandbox.calls(sign) > before || !running.isAlive());
      assertThat(running.outlives(Duration.ofMillis(random.nextInt(mostMillis))))
          .as("%s: still running", this)
          .isTrue();
    }
  }

  @Test
  void tenKilledRunsEndInTheContactsOfAnUndisturbedOne() throws Exception {
    SandboxProcess calm = sandbox(400);
    Running undisturbed =
        here.at(calm).start("local", "--once", "-f", "acme.yaml", "--data", "calm");
    SandboxProcess rough = sandbox(400, "--faults", FAULTS, "--import-delay", "2s");
    here.at(rough);

    Random random = new Random(SEED);
    for (Moment moment : Moment.values()) {
      Running running = here.start(moment.run());
      moment.await(running, rough, random);
      running.kill();
    }
    Ended last = here.run(RUN).exits(0);

    undisturbed.end(Duration.ofMinutes(1)).exits(0);
    rough.assertCounts(last.json().path("synced"));
    assertSame(calm.contacts(), rough.contacts());
    long written = rough.writes();
    here.run(RUN).exits(0);
    assertThat(rough.writes()).isEqualTo(written);
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
    expected.forEach(
        (address, contact) -> assertThat(actual.get(address)).as(address).isEqualTo(contact));
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
