package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.brevo.Bucket;
import io.tajo.stripe.brevo.Events;
import io.tajo.stripe.brevo.ImportBody;
import io.tajo.stripe.docs.Document;
import io.tajo.stripe.stripe.StripeSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The figures of docs/sizing.md follow from the limits in the code. */
class DocumentedSizesTest {
  private static final int PAGE = 100;
  private static final double LIVE = 40;
  private static final double TEST = 15;

  /** Requests ÷ fewest, as the benchmark measures them. */
  private static final double OVERHEAD = 1.1;

  /** Payments, invoices, subscriptions, checkouts and the customer itself. */
  private static final double OBJECTS = 3 + 1.4 + 0.6 + 0.5 + 1;

  private static final double LONGEST = 3;
  private static final int BYTES = 240;
  private static final int MIB_A_THOUSAND = 4;
  private static final double FULL_RUNS = 30 / 7.0;
  private static final long INCREMENTAL_RUNS = 30 * 24 * 4;

  private static List<List<String>> rows(String heading) throws IOException {
    return Document.read("docs/sizing.md").rows(heading);
  }

  static List<List<String>> firstRuns() throws IOException {
    return rows("customers | requests");
  }

  @ParameterizedTest
  @MethodSource("firstRuns")
  void aFirstRunTakesSoLong(List<String> row) {
    long customers = number(row.getFirst());
    long created = up(customers / (double) Brevo.MAX_PAGE + imports(customers));
    long updated = up(customers / (double) Brevo.MAX_PAGE + customers / (double) Updates.BATCH);

    assertThat(row)
        .containsExactly(
            grouped(customers),
            grouped(requests(customers)),
            minutes(seconds(customers, LIVE)),
            minutes(seconds(customers, TEST)),
            grouped(created),
            minutes(created / (double) Bucket.CONTACTS.limit()),
            grouped(updated),
            minutes(updated / (double) Bucket.CONTACTS.limit()),
            grouped(customers / 1_000 * MIB_A_THOUSAND));
  }

  private static long requests(long customers) {
    return Math.round(customers * OBJECTS / PAGE * OVERHEAD);
  }

  private static double seconds(long customers, double perSecond) {
    double perList =
        StripeSettings.of(URI.create("https://api.stripe.com"), "rk_test_1", null, perSecond)
            .requestsPerSecondPerEndpoint();
    return Math.max(
        requests(customers) / (StripeSettings.HEADROOM * perSecond),
        customers * LONGEST / PAGE * OVERHEAD / (StripeSettings.HEADROOM * perList));
  }

  private static long imports(long customers) {
    return up(customers * BYTES / (double) ImportBody.MAX_BYTES);
  }

  static List<List<String>> reads() throws IOException {
    return rows("customers | reads");
  }

  @ParameterizedTest
  @MethodSource("reads")
  void aMonthTakesSoManyReads(List<String> row) {
    long customers = number(row.getFirst());
    long reads = up(requests(customers) * FULL_RUNS + INCREMENTAL_RUNS);

    assertThat(reads).isGreaterThan(ReadBudget.LEAST_GRANTED / 2);
    assertThat(row)
        .containsExactly(
            grouped(customers),
            grouped(reads),
            grouped(up(reads / (ReadBudget.GRANTED_EACH / 2.0))));
  }

  @Test
  void whatIsAllowedIsWhatTheCodeKeepsTo() throws IOException {
    assertThat(Bucket.EVENTS.limit()).isEqualTo(10);
    assertThat(Bucket.EVENTS.window()).isEqualTo(Duration.ofSeconds(1));
    assertThat(Bucket.OTHER.window()).isEqualTo(Duration.ofHours(1));
    assertThat(Events.MAX_BATCH).isEqualTo(200);
    assertThat(rows("who | what").stream().map(row -> row.get(2)))
        .containsExactly(
            "100",
            "25",
            "25",
            String.valueOf(PAGE),
            "%d a payment, at least %s"
                .formatted(ReadBudget.GRANTED_EACH, grouped(ReadBudget.LEAST_GRANTED)),
            String.valueOf(Bucket.CONTACTS.limit()),
            String.valueOf(Bucket.EVENTS.limit()),
            String.valueOf(Bucket.OTHER.limit()));
  }

  @Test
  void podsAskForSoMuch() throws IOException {
    List<List<String>> made = new ArrayList<>();
    for (String maker : List.of("ReceiverPods", "SyncJobs", "DatabaseObjects")) {
      made.add(resources(maker));
    }
    assertThat(rows("pod | cpu").stream().skip(1).map(row -> row.subList(1, 4)).toList())
        .isEqualTo(made);
    assertThat(rows("pod | cpu").getFirst())
        .containsExactly("operator", "100m", "256Mi", "768Mi", "none");
    assertThat(Files.readString(Document.ROOT.resolve("helm/stripe-connector/values.yaml")))
        .contains("requests: {cpu: 100m, memory: 256Mi}", "limits: {memory: 768Mi}");
  }

  private static List<String> resources(String maker) throws IOException {
    Path file =
        Document.ROOT.resolve(
            "operator/src/main/java/io/tajo/stripe/controller/model/" + maker + ".java");
    Matcher found =
        Pattern.compile("Restricted\\.resources\\(\"(\\w+)\", \"(\\w+)\", \"(\\w+)\"\\)")
            .matcher(Files.readString(file));
    assertThat(found.find()).as(maker).isTrue();
    return List.of(found.group(1), found.group(2), found.group(3));
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  private static long up(double number) {
    return (long) Math.ceil(number - 1e-9);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Rounded up to a tenth. */
  private static String minutes(double seconds) {
    return String.format(Locale.ROOT, "%.1f", Math.ceil(seconds / 6 - 1e-9) / 10);
  }
}
