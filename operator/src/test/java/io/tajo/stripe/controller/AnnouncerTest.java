package io.tajo.stripe.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.cluster.TestCluster;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What `kubectl describe` tells of a connector's life. */
class AnnouncerTest {
  private static TestCluster cluster;
  private static final AtomicInteger COUNT = new AtomicInteger();

  @BeforeAll
  static void open() {
    cluster = TestCluster.open();
  }

  @AfterAll
  static void close() {
    cluster.close();
  }

  private final String namespace = cluster.namespace("events" + COUNT.incrementAndGet());
  private final Announcer announcer =
      new Announcer(
          cluster.client(),
          InstantSource.fixed(Instant.parse("2026-01-07T12:00:00.123456789Z")),
          "operator-1");

  private static @Nullable List<Condition> conditions(@Nullable String given) {
    if (given == null) {
      return null;
    }
    return Stream.of(given.split(", *"))
        .map(it -> it.split(" "))
        .map(it -> condition(it[0], it[1], it[2], ""))
        .toList();
  }

  private static Condition condition(String type, String status, String reason, String message) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(message)
        .build();
  }

  private List<Event> told(@Nullable List<Condition> before, List<Condition> after) {
    StripeConnector connector = Samples.connector("acme");
    connector.getMetadata().setNamespace(namespace);
    announcer.transitions(connector, before, after);
    return cluster.user().resources(Event.class).inNamespace(namespace).list().getItems();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // At first: what is as one expects is no news, nor what is not known.
        "                          | Ready False CheckingAccounts, Suspended False NotAsked,"
            + " SyncHealthy Unknown NoRunYet | Normal CheckingAccounts",
        "                          | Suspended True Asked           | Normal Asked",
        "                          | Ready False SecretMissing, Stalled True SecretMissing"
            + " | Warning SecretMissing",
        // Nothing has moved.
        "Ready True InStep         | Ready True InStep              | ",
        // The status, or the reason, has.
        "Ready False FirstSync     | Ready True InStep              | Normal InStep",
        "Ready True InStep         | Ready False RunFailed          | Warning RunFailed",
        "Ready False FirstSync     | Ready False RunFailed          | Warning RunFailed",
        "CredentialsValid True Accepted | CredentialsValid False Refused | Warning Refused",
        "SyncHealthy Unknown NoRunYet   | SyncHealthy Unknown FirstRunGoingOn | ",
        "SyncHealthy Unknown NoRunYet   | SyncHealthy True Complete      | Normal Complete",
        "Suspended True Asked      | Suspended False NotAsked       | Normal NotAsked",
        "Ready True InStep         | Ready True InStep, Reconciling True RollingOut | ",
        "Complete False Running    | Complete False Refused         | Warning Refused",
        "Complete False Running    | Complete True Succeeded        | Normal Succeeded"
      })
  void onlyTransitionsAreTold(@Nullable String before, String after, @Nullable String events) {
    assertThat(told(conditions(before), conditions(after)))
        .extracting(it -> it.getType() + " " + it.getReason())
        .isEqualTo(events == null ? List.of() : List.of(events));
  }

  @Test
  void anEventSaysOfWhatAndWhy() {
    assertThat(told(null, List.of(condition("Ready", "False", "SecretMissing", "no Secret acme"))))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getMetadata().getName()).startsWith("acme-");
          assertThat(event.getNote()).isEqualTo("no Secret acme");
          assertThat(event.getAction()).isEqualTo("Ready");
          assertThat(event.getRegarding().getKind()).isEqualTo("StripeConnector");
          assertThat(event.getRegarding().getUid()).isEqualTo("7c0e");
          assertThat(event.getReportingController()).isEqualTo("stripe-connector-operator");
          assertThat(event.getReportingInstance()).isEqualTo("operator-1");
          assertThat(event.getEventTime().getTime()).isEqualTo("2026-01-07T12:00:00.123456Z");
        });
  }

  @Test
  void withoutAMessageItSaysAtLeastWhat() {
    assertThat(told(null, List.of(condition("Suspended", "True", "Asked", ""))))
        .singleElement()
        .satisfies(event -> assertThat(event.getNote()).isEqualTo("Suspended is True"));
  }

  /** The API server counts bytes, 1,024 of them, and refuses the event else. */
  @Test
  void aLongNoteIsCutBetweenTwoCharacters() {
    assertThat(told(null, List.of(condition("Ready", "False", "RunFailed", "a" + "é".repeat(600)))))
        .singleElement()
        .satisfies(event ->
            assertThat(event.getNote())
                .isEqualTo("a" + "é".repeat(511))
                .satisfies(
                    it -> assertThat(it.getBytes(StandardCharsets.UTF_8).length).isEqualTo(1_023)));
  }

  /** As in a namespace that is being deleted: the status tells the same. */
  @Test
  void anEventThatIsRefusedHoldsUpNothing() {
    StripeConnector connector = Samples.connector("acme");
    connector.getMetadata().setNamespace("there-is-no-such-namespace");
    announcer.transitions(
        connector, null, List.of(condition("Ready", "True", "InStep", "all well")));
  }
}
