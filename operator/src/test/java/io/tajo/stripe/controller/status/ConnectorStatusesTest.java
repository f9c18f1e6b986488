package io.tajo.stripe.controller.status;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.controller.Samples;
import io.tajo.stripe.controller.status.Situations.Case;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users read of a connector: all conditions of each situation. */
class ConnectorStatusesTest {
  private static final Instant NOW = Instant.parse("2026-01-07T12:00:00.75Z");

  private static ConnectorStatuses at(Instant time) {
    return new ConnectorStatuses(() -> time);
  }

  private static String said(StripeConnectorStatus status) {
    return status.conditions().stream()
        .map(it -> it.getType() + " " + it.getStatus() + " " + it.getReason())
        .collect(joining("\n"));
  }

  @ParameterizedTest
  @MethodSource("io.tajo.stripe.controller.status.Situations#all")
  void eachSituationHasItsConditions(Case given) {
    StripeConnector connector = Samples.connector("acme");

    StripeConnectorStatus status = at(NOW).of(connector, given.seen());

    assertThat(said(status)).isEqualTo(given.conditions());
    assertThat(status.observedGeneration()).isEqualTo(3);
    assertThat(status.conditions())
        .allSatisfy(condition -> {
          assertThat(condition.getObservedGeneration()).isEqualTo(3);
          assertThat(condition.getLastTransitionTime()).isEqualTo("2026-01-07T12:00:00Z");
          assertThat(condition.getMessage()).isNotNull();
          assertThat(condition.getReason()).matches("[A-Z][A-Za-z]+");
        });
    // kstatus: one of both at most, and where neither is there nothing more is to come.
    Set<String> types = Set.copyOf(status.conditions().stream().map(Condition::getType).toList());
    assertThat(types).hasSameSizeAs(status.conditions());
    assertThat(types.contains("Reconciling") && types.contains("Stalled")).isFalse();

    // Nine minutes later all is as it was: nothing is written.
    connector.setStatus(status);
    assertThat(at(NOW.plusSeconds(540)).of(connector, given.seen())).isEqualTo(status);
  }
}
