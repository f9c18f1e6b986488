package io.tajo.stripe.controller.sync;

import static io.tajo.stripe.controller.Runs.full;
import static io.tajo.stripe.controller.Runs.incremental;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.SyncResource;
import io.tajo.stripe.controller.Runs;
import io.tajo.stripe.controller.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * When runs are due. The connector is made on Monday, 5 January 2026, at 10:00 UTC; without a
 * schedule incremental runs are due each quarter of an hour, full ones on Sundays at 03:00 UTC.
 */
class SyncPlannerTest {
  private static final String NOW = "2026-01-07T12:07:00Z";
  private static final Optional<Instant> NEVER = Optional.empty();

  private static Optional<Instant> at(String time) {
    return Optional.of(Instant.parse(time));
  }

  private static SyncPlanner planner(
      StripeConnector connector, String question, Optional<Instant> lastFull, Runs... runs) {
    return new SyncPlanner(
        connector, question, Arrays.stream(runs).map(Runs::build).toList(), lastFull, NEVER);
  }

  /**
   * A situation at {@link #NOW}, a Wednesday.
   *
   * @param next when the next run is due
   * @param made the run to make now; empty: none
   */
  record Case(
      String situation, List<Runs> runs, Optional<Instant> lastFull, String next, String made) {
    @Override
    public String toString() {
      return situation;
    }
  }

  private static Case of(String situation, String next, String made, Runs... runs) {
    return new Case(situation, List.of(runs), NEVER, next, made);
  }

  static Stream<Case> situations() {
    Runs good = full("2026-01-05T10:00:00Z").succeeded("2026-01-05T11:00:00Z");
    return Stream.of(
        of(
            "nothing yet: a full run since the connector is there",
            "2026-01-05T10:00:00Z",
            "acme-full-20260105-100000"),
        of(
            "the first one waits for its pod: never two at once",
            "2026-01-11T03:00:00Z",
            "",
            full("2026-01-05T10:00:00Z")),
        of("it goes on", "2026-01-11T03:00:00Z", "", full("2026-01-05T10:00:00Z").running()),
        of(
            "no incremental run before a full one has ended well",
            "2026-01-07T12:10:00Z",
            "",
            full("2026-01-07T12:00:00Z").failed("2026-01-07T12:05:00Z")),
        of(
            "missed runs are made up for once",
            "2026-01-05T10:15:00Z",
            "acme-incr-20260105-101500",
            good),
        of(
            "and the next is due a quarter later, whenever the last was made",
            "2026-01-07T12:15:00Z",
            "",
            good,
            incremental("2026-01-07T12:06:30Z").succeeded("2026-01-07T12:06:50Z")),
        of(
            "an incremental run that failed is not hurried",
            "2026-01-07T12:15:00Z",
            "",
            good,
            incremental("2026-01-07T12:00:00Z").failed("2026-01-07T12:01:00Z")),
        of(
            "an incremental one goes on, the next is due: never two at once",
            "2026-01-07T12:00:00Z",
            "",
            good,
            incremental("2026-01-07T11:45:00Z").running()),
        of(
            "both kinds are overdue: the full one tells all",
            "2026-01-04T00:15:00Z",
            "acme-full-20260104-030000",
            full("2026-01-03T00:00:00Z").succeeded("2026-01-03T01:00:00Z"),
            incremental("2026-01-04T00:00:00Z").succeeded("2026-01-04T00:01:00Z")),
        of(
            "a full run is as good as an incremental one",
            "2026-01-07T12:15:00Z",
            "",
            full("2026-01-07T12:03:00Z").succeeded("2026-01-07T12:06:00Z")),
        of(
            "a user's full run counts",
            "2026-01-07T12:15:00Z",
            "",
            full("2026-01-07T12:00:00Z").byUser().succeeded("2026-01-07T12:06:00Z")),
        of(
            "a user's run is not disturbed",
            "2026-01-07T12:00:00Z",
            "",
            good,
            full("2026-01-07T11:50:00Z").byUser().running()),
        of(
            "a user's run of some resources is no full run",
            "2026-01-05T10:00:00Z",
            "acme-full-20260105-100000",
            full("2026-01-07T12:00:00Z")
                .byUser()
                .of(SyncResource.PRODUCTS)
                .succeeded("2026-01-07T12:06:00Z")),
        of(
            "nor is one since a date",
            "2026-01-05T10:00:00Z",
            "acme-full-20260105-100000",
            full("2026-01-07T12:00:00Z")
                .byUser()
                .since("2026-01-01")
                .succeeded("2026-01-07T12:06:00Z")),
        of(
            "a dry run does not count",
            "2026-01-05T10:00:00Z",
            "acme-full-20260105-100000",
            full("2026-01-06T10:00:00Z").byUser().dry().succeeded("2026-01-06T11:00:00Z")),
        of(
            "nor does one that goes on keep others waiting",
            "2026-01-05T10:00:00Z",
            "acme-full-20260105-100000",
            full("2026-01-06T10:00:00Z").byUser().dry().running()),
        of(
            "the clock of the API server is two seconds late: not the same run again",
            "2026-01-07T12:15:00Z",
            "",
            good,
            incremental("2026-01-07T11:59:58Z")
                .annotated(SyncPlanner.DUE, "2026-01-07T12:00:00Z")
                .succeeded("2026-01-07T12:01:00Z")),
        new Case(
            "no run is left, but the ledger knows of one",
            List.of(),
            at("2026-01-07T12:01:00Z"),
            "2026-01-07T12:15:00Z",
            ""),
        new Case(
            "which was long ago: the full run of last Sunday is made up for",
            List.of(),
            at("2026-01-03T12:00:00Z"),
            "2026-01-03T12:15:00Z",
            "acme-full-20260104-030000"));
  }

  @ParameterizedTest
  @MethodSource("situations")
  void oneRunAtATime(Case given) {
    SyncPlanner planner =
        new SyncPlanner(
            Samples.connector("acme"),
            "q",
            given.runs().stream().map(Runs::build).toList(),
            given.lastFull(),
            NEVER);

    assertThat(planner.next()).isEqualTo(at(given.next()));
    assertThat(planner.dueAt(Instant.parse(NOW)).map(it -> it.getMetadata().getName()))
        .isEqualTo(given.made().isEmpty() ? Optional.empty() : Optional.of(given.made()));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-10T00:00:00Z, 2026-01-11T03:00:00Z", // over before the run is due
    "2026-01-11T03:00:00Z, 2026-01-11T03:00:00Z",
    "2026-01-20T08:30:00Z, 2026-01-20T08:30:00Z" // the run waits
  })
  void scheduledFullRunsWaitForTheReadBudget(String spentUntil, String next) {
    StripeConnector connector =
        Samples.connector("acme", "\"sync\": {\"schedule\": {\"incremental\": \"0 0 30 2 *\"}}");
    StripeSync last = full("2026-01-05T10:00:00Z").succeeded("2026-01-05T11:00:00Z").build();
    Instant due = Instant.parse(next);

    for (List<StripeSync> runs : List.of(List.of(last), List.<StripeSync>of())) {
      SyncPlanner planner =
          new SyncPlanner(connector, "q", runs, at("2026-01-05T11:00:00Z"), at(spentUntil));
      assertThat(planner.next()).contains(due);
      assertThat(planner.dueAt(due.minusSeconds(1))).isEmpty();
      assertThat(planner.dueAt(due)).isPresent();
    }
  }

  /** A disk that was made anew, under a connector that stays as it is. */
  @Test
  void aLedgerThatIsEmptyAfterAFullRunIsFilledAgain() {
    StripeConnector connector = Samples.connector("acme");
    Runs filled = full("2026-01-07T11:50:00Z").succeeded("2026-01-07T11:59:00Z");
    connector.setStatus(
        StripeConnectorStatus.builder()
            .lastFullSyncTime(Instant.parse("2026-01-07T11:59:00Z"))
            .build());

    assertThat(planner(connector, "q", at("2026-01-07T11:59:00Z"), filled).next())
        .isEqualTo(at("2026-01-07T12:00:00Z"));
    assertThat(planner(connector, "q", NEVER, filled).dueAt(Instant.parse(NOW)))
        .map(run -> run.getMetadata().getName())
        .hasValue("acme-full-20260107-115900");

    // Where that fails, no incremental run takes its place before it is tried again.
    Runs failed = full("2026-01-07T11:59:00Z").failed("2026-01-07T12:00:00Z");
    assertThat(planner(connector, "q", NEVER, filled, failed).next())
        .isEqualTo(at("2026-01-07T12:05:00Z"));
    assertThat(
            planner(connector, "q", at("2026-01-07T12:01:00Z"), filled, failed)
                .dueAt(Instant.parse("2026-01-07T12:10:00Z")))
        .map(run -> run.getMetadata().getName())
        .hasValue("acme-incr-20260107-120000");
  }

  @Test
  void theReadBudgetHoldsUpNeitherTheFirstRunNorIncrementalOnes() {
    StripeConnector connector = Samples.connector("acme");
    Optional<Instant> spent = at("2026-02-01T00:00:00Z");
    assertThat(new SyncPlanner(connector, "q", List.of(), NEVER, spent).next())
        .isEqualTo(at("2026-01-05T10:00:00Z"));
    assertThat(
            new SyncPlanner(
                    connector,
                    "q",
                    List.of(full("2026-01-05T10:00:00Z").succeeded("2026-01-05T11:00:00Z").build()),
                    NEVER,
                    spent)
                .next())
        .isEqualTo(at("2026-01-05T10:15:00Z"));
  }

  @Test
  void threeOfEachKindAreKeptAndAllOfAUser() {
    List<Runs> runs = new ArrayList<>();
    for (int day = 1; day <= 5; day++) {
      String time = "2026-01-0" + day + "T";
      runs.add(full(time + "00:00:00Z").succeeded(time + "01:00:00Z"));
      runs.add(full(time + "02:00:00Z").failed(time + "03:00:00Z"));
      runs.add(incremental(time + "04:00:00Z").succeeded(time + "05:00:00Z"));
      runs.add(incremental(time + "06:00:00Z").failed(time + "07:00:00Z"));
      runs.add(full(time + "08:00:00Z").byUser().succeeded(time + "09:00:00Z"));
      runs.add(full(time + "10:00:00Z").byUser().dry().succeeded(time + "11:00:00Z"));
    }
    runs.add(full("2025-12-01T00:00:00Z").running());
    Runs[] inDisorder = runs.reversed().toArray(Runs[]::new);

    assertThat(planner(Samples.connector("acme"), "q", NEVER, inDisorder).surplus())
        .extracting(sync -> sync.getMetadata().getName())
        .containsExactlyInAnyOrder(
            "acme-full-2026-01-01t000000z",
            "acme-full-2026-01-02t000000z",
            "acme-full-2026-01-01t020000z",
            "acme-full-2026-01-02t020000z",
            "acme-incr-2026-01-01t040000z",
            "acme-incr-2026-01-02t040000z",
            "acme-incr-2026-01-01t060000z",
            "acme-incr-2026-01-02t060000z");
  }

  /** Anybody who may make a run may write annotations on it. */
  @ParameterizedTest
  @CsvSource({"garbage", "2099-01-01T00:00:00Z", "''"})
  void whatAUserWritesAsDueMovesNothing(String due) {
    Runs good = full("2026-01-05T10:00:00Z").succeeded("2026-01-05T11:00:00Z");
    Runs mine =
        incremental("2026-01-07T11:50:00Z")
            .succeeded("2026-01-07T11:51:00Z")
            .annotated(SyncPlanner.DUE, due);

    assertThat(planner(Samples.connector("acme"), "q", NEVER, good, mine).next())
        .isEqualTo(at("2026-01-07T12:00:00Z"));
    assertThat(planner(Samples.connector("acme"), "q", NEVER, good, mine.byUser()).next())
        .isEqualTo(at("2026-01-07T12:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"garbage", "0", "-1", "99999999999"})
  void norDoesWhatIsNoCountOfAttempts(String attempt) {
    Runs failed =
        full("2026-01-07T11:00:00Z")
            .failed("2026-01-07T11:01:00Z")
            .annotated(SyncPlanner.ATTEMPT, attempt);

    assertThat(planner(Samples.connector("acme"), "q", NEVER, failed).next())
        .isEqualTo(at("2026-01-07T11:06:00Z"));
  }

  /** Names of Jobs and values of labels have at most 63 characters; a connector's has 40. */
  @Test
  void aRunIsTheSameWhoeverPlansIt() {
    String name = "a".repeat(40);
    StripeConnector connector = Samples.connector(name);
    StripeSync first = full("2026-01-05T10:00:00Z").succeeded("2026-01-05T11:00:00Z").build();
    for (List<StripeSync> runs : List.of(List.<StripeSync>of(), List.of(first))) {
      StripeSync one =
          new SyncPlanner(connector, "q", runs, NEVER, NEVER)
              .dueAt(Instant.parse("2026-01-06T00:00:00Z"))
              .orElseThrow();
      StripeSync other =
          new SyncPlanner(connector, "q", runs, NEVER, NEVER)
              .dueAt(Instant.parse("2026-01-06T07:30:00.5Z"))
              .orElseThrow();

      assertThat(one).isEqualTo(other);
      assertThat(one.getMetadata().getName())
          .startsWith(name + "-")
          .hasSizeLessThanOrEqualTo(63)
          .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
      assertThat(one.getMetadata().getNamespace()).isEqualTo("shop");
      assertThat(one.getMetadata().getLabels())
          .containsEntry("app.kubernetes.io/instance", name)
          .containsEntry("app.kubernetes.io/component", "sync");
      assertThat(one.getMetadata().getOwnerReferences())
          .singleElement()
          .satisfies(owner -> {
            assertThat(owner.getKind()).isEqualTo("StripeConnector");
            assertThat(owner.getName()).isEqualTo(name);
            assertThat(owner.getUid()).isEqualTo("7c0e");
          });
    }
  }
}
