package io.tajo.stripe.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Contacts;
import io.tajo.stripe.api.StripeConnectorStatus.LeftOut;
import io.tajo.stripe.api.SyncReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Last words that fit. */
class TerminationLogTest {
  private static final TreeMap<String, Long> READ = new TreeMap<>(Map.of("customers", 7L));

  private static SyncReport report(String message, int checks, int values) {
    TreeMap<String, Long> leftOut = new TreeMap<>();
    IntStream.range(0, values).forEach(i -> leftOut.put("ATTRIBUTE_" + i + " REFUSED", 1L));
    return new SyncReport(
        SyncReport.Outcome.FAILED,
        message,
        null,
        READ,
        FakeConnector.STATUS.toBuilder()
            .contacts(new Contacts(1, 2, 3, 4, new TreeMap<>(), 5, leftOut, null))
            .leftOut(Collections.nCopies(values, new LeftOut("charge", "chf", 3)))
            .checks(
                IntStream.range(0, checks)
                    .mapToObj(i ->
                        i % 2 == 0
                            ? new Check("Passed " + i, CheckStatus.PASSED, null)
                            : new Check("Failed " + i, CheckStatus.FAILED, "mend it"))
                    .toList())
            .build());
  }

  private static SyncReport fitted(SyncReport report) throws IOException {
    String text = TerminationLog.text(report);
    assertThat(text.getBytes(UTF_8).length).isLessThanOrEqualTo(SyncReport.LONGEST);
    SyncReport read = Json.MAPPER.readValue(text, SyncReport.class);
    assertThat(read.outcome()).isEqualTo(SyncReport.Outcome.FAILED);
    assertThat(read.read()).isEqualTo(READ);
    assertThat(read.status()).extracting(StripeConnectorStatus::synced).isNotNull();
    assertThat(read.status().contacts().updated()).isEqualTo(2);
    return read;
  }

  @Test
  void whatFitsIsWhole() throws IOException {
    SyncReport report = report("short", 4, 1);
    assertThat(fitted(report)).isEqualTo(report);
  }

  @Test
  void whatPassedGoesFirst() throws IOException {
    SyncReport fitted = fitted(report("short", 120, 1));

    assertThat(fitted.status().checks())
        .hasSize(60)
        .allMatch(check -> check.status() == CheckStatus.FAILED);
    assertThat(fitted.message()).isEqualTo("short");
    assertThat(fitted.status().leftOut()).hasSize(1);
  }

  @Test
  void theLargestPartGoesNext() throws IOException {
    SyncReport fitted = fitted(report("short", 8, 150));

    assertThat(fitted.status().contacts().leftOut()).isEmpty();
    assertThat(fitted.status().leftOut()).isNull();
    assertThat(fitted.status().checks()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ü", "€", "😀", "\"", "\\", "\n", "\u0001"})
  void aMessageIsCutWhateverItConsistsOf(String part) throws IOException {
    String message = fitted(report(part.repeat(9_000), 200, 300)).message();

    assertThat(message).endsWith("…").hasSizeGreaterThan(300);
    assertThat(message.substring(0, message.length() - 1)).matches("(?s)(\\Q" + part + "\\E)*");
  }

  @Test
  void noKeyIsInIt() {
    assertThat(TerminationLog.text(report("refused sk_live_abc123", 1, 0)))
        .contains("sk_live_…")
        .doesNotContain("abc123");
  }

  @Test
  void aCommandLineThatIsWrongStillNamesTheFile() {
    TerminationLog log = new TerminationLog(Path.of("log"));
    assertThat(TerminationLog.named("sync", "--x", "--termination-log", "log", "-v")).contains(log);
    assertThat(TerminationLog.named("sync", "--termination-log=log", "--x")).contains(log);
    for (List<String> none :
        List.of(
            List.of("sync"),
            List.of("sync", "--termination-log"),
            List.of("sync", "--termination-log", "--x"),
            List.of("sync", "--termination-log="))) {
      assertThat(TerminationLog.named(none.toArray(String[]::new))).as("%s", none).isEmpty();
    }
  }
}
