package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.ledger.FailedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void aReceiverStartsBeforeItsSigningSecretIsThere() throws IOException {
    Path none = directory.resolve("signing");
    assertThat(
            run(
                "receiver",
                "-f",
                file.toString(),
                "--port",
                "0",
                "--signing-secrets",
                none.toString()))
        .isZero();
    assertThat(err()).contains("Receiving webhooks at http://127.0.0.1:");
  }

  @Test
  void mountedSigningSecretsMayComeLaterToo() throws IOException {
    Path keys = Files.createDirectories(directory.resolve("secrets/keys"));
    Files.writeString(keys.resolve("stripe"), "rk_test_1");
    Files.writeString(keys.resolve("brevo"), "xkeysib-1");
    String secrets = directory.resolve("secrets").toString();
    String[] command = {"receiver", "-f", file.toString(), "--port", "0", "--secrets", secrets};
    assertThat(run(command)).isEqualTo(2);
    assertThat(err()).contains("there is no signing secret");

    Files.writeString(
        file, MANIFEST + "  webhook: {signingSecrets: [{name: keys, key: signing}]}\n");
    assertThat(run(command)).as(err()).isZero();
  }

  @Test
  void whatIsWrongIsOneLineAndWhereHelpIs() {
    for (List<String> command :
        List.of(
            List.of("receiver", "--bogus"),
            List.of("receiver", "-f", file.toString()),
            List.of("receiver", "endpoint", "-f", file.toString()))) {
      err.reset();
      assertThat(run(command.toArray(String[]::new))).isEqualTo(2);
      assertThat(err().lines()).as("%s", command).hasSize(2);
      assertThat(err()).contains("See stripe-connector receiver", "--help");
    }
  }

  @Test
  void aMomentThatIsNoneIsToldWithoutJavasWords() {
    assertThat(run("receiver", "replay", "-f", file.toString(), "--since", "yesterday"))
        .isEqualTo(2);
    assertThat(err())
        .contains("'yesterday' is no moment like 2026-11-23T10:00:00Z")
        .doesNotContain("java.", "Exception");
  }

  @Test
  void anEndpointThatIsMadeByHandIsNotTheConnectors() {
    assertThat(run("receiver", "endpoint", "-f", file.toString(), "--signing-secrets", "dir"))
        .isEqualTo(2);
    assertThat(err()).contains("spec.webhook.registration is Manual");
  }
}
