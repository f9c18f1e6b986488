package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.ledger.FailedEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code receiver} and what is below it, with a connector that does what a test says. */
class ReceiverCommandTest extends CommandScene {
  private static final FailedEvent FAILED =
      new FailedEvent(
          "evt_1", "invoice.paid", Instant.parse("2026-11-23T08:00:00Z"), 8, "Brevo refused it");

  @Test
  void replayListsWhatWasGivenUp() {
    assertThat(run("receiver", "replay", "-f", file.toString())).isZero();
    assertThat(out()).isEqualTo("No event was given up.\n");

    connector.failed = List.of(FAILED);
    assertThat(run("receiver", "replay", "-f", file.toString())).isZero();
    assertThat(out())
        .contains("2026-11-23T08:00:00Z  evt_1  invoice.paid  Brevo refused it", "--all");
    assertThat(connector.replayed).isEmpty();
  }

  @Test
  void replayPutsBackWhatIsChosen() {
    connector.failed = List.of(FAILED);
    assertThat(run("receiver", "replay", "--all", "-f", file.toString())).isZero();
    assertThat(run("receiver", "replay", "--id", "evt_1", "-f", file.toString())).isZero();
    assertThat(run("receiver", "replay", "--id", "evt_1,evt_2", "-f", file.toString()))
        .isEqualTo(1);
    assertThat(err()).contains("1 were not given up");
    assertThat(run("receiver", "replay", "--type", "invoice.*", "-f", file.toString())).isZero();
    assertThat(run("receiver", "replay", "--id", "evt_1,evt_1", "-f", file.toString())).isZero();
    assertThat(connector.replayed)
        .containsExactly("all", "[evt_1]", "[evt_1, evt_2]", "invoice.*", "[evt_1]");
  }

  @Test
  void allExcludesAChoice() {
    assertThat(run("receiver", "replay", "--all", "--id", "evt_1", "-f", file.toString()))
        .isEqualTo(2);
    assertThat(err()).contains("--all excludes --id");
  }

  @Test
  void eachWantsAFile() {
    for (List<String> command :
        List.of(
            List.of("receiver"),
            List.of("receiver", "replay"),
            List.of("receiver", "endpoint", "--signing-secrets", "dir"))) {
      err.reset();
      assertThat(run(command.toArray(String[]::new))).isEqualTo(2);
      assertThat(err()).contains("Missing required option: '--file=FILE'", "--help");
    }
  }

  @Test
  void aReceiverWithoutASigningSecretSaysWhatToName() {
    assertThat(run("receiver", "-f", file.toString())).isEqualTo(2);
    assertThat(err()).contains("spec.webhook.signingSecrets", "--signing-secrets");
  }

  @Test
  void anEndpointThatIsMadeByHandIsNotTheConnectors() {
    assertThat(run("receiver", "endpoint", "-f", file.toString(), "--signing-secrets", "dir"))
        .isEqualTo(2);
    assertThat(err()).contains("spec.webhook.registration is Manual");
  }
}
