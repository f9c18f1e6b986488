package io.tajo.stripe.controller.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a pod that does not run, from its status. */
class PodTroubleTest {
  private static Pod pod(String status) {
    return Serialization.unmarshal("kind: Pod\nstatus: {" + status + "}", Pod.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          phase: Pending |
          containerStatuses: [{state: {running: {startedAt: "2026-01-07T12:00:00Z"}}}] |
          containerStatuses: [{state: {waiting: {reason: ContainerCreating}}}] |
          containerStatuses: [{state: {waiting: {reason: ImagePullBackOff, message: "no such image"}}}] | ImagePullBackOff: no such image
          containerStatuses: [{state: {waiting: {reason: CrashLoopBackOff, message: "back-off 10s"}}, lastState: {terminated: {exitCode: 1, message: "starting\\nno space left\\n\\n"}}}] | CrashLoopBackOff: no space left
          containerStatuses: [{state: {waiting: {reason: CrashLoopBackOff, message: "back-off 10s"}}, lastState: {terminated: {exitCode: 1, message: "starting\\nstripe-connector: no database\\nRun it again with -v\\n"}}}] | CrashLoopBackOff: no database
          containerStatuses: [{state: {waiting: {reason: CrashLoopBackOff, message: "back-off 10s"}}, lastState: {terminated: {exitCode: 137}}}] | CrashLoopBackOff: back-off 10s
          containerStatuses: [{state: {waiting: {reason: CrashLoopBackOff, message: "back-off 10s"}}, lastState: {terminated: {exitCode: 1, message: "\\n"}}}] | CrashLoopBackOff: back-off 10s
          conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: "no node has room"}] | Unschedulable: no node has room
          conditions: [{type: PodScheduled, status: "True"}] |
          """)
  void saysWhyItWaits(String status, @Nullable String told) {
    assertThat(PodTrouble.of(pod(status)).orElse(null)).isEqualTo(told);
  }

  @Test
  void aLongLastLineIsCutBetweenTwoCharacters() {
    String line = "x".repeat(499) + "🙂".repeat(10_000);

    assertThat(
            PodTrouble.of(
                pod(
                    "containerStatuses: [{state: {waiting: {reason: Crashed, message: wait}},"
                        + " lastState: {terminated: {exitCode: 1, message: "
                        + line
                        + "}}}]")))
        .hasValue("Crashed: " + "x".repeat(499));
  }

  @Test
  void onesThatNobodyHasSeenYetSayNothing() {
    assertThat(PodTrouble.of(new Pod())).isEmpty();
  }
}
