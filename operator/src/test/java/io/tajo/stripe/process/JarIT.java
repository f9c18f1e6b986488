package io.tajo.stripe.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the jar says and how it ends: the exit status and the words that scripts and people get. */
class JarIT extends JarScene {
  private static final Duration AT_ONCE = Duration.ofSeconds(15);

  @Test
  void onJava17ItSaysThatItNeeds25() throws Exception {
    Optional<Path> java = java17();
    assumeTrue(java.isPresent(), "no JDK 17 in /usr/lib/jvm to run the jar with");

    Ended ended = here.startWith(java.orElseThrow(), "--version").end(AT_ONCE).exits(1);

    assertThat(ended.err().lines())
        .singleElement()
        .asString()
        .startsWith("stripe-connector needs Java 25 or later, this is Java 17: install a JDK 25");
  }

  private static Optional<Path> java17() throws IOException {
    Path systems = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(systems)) {
      return Optional.empty();
    }
    try (var jdks = Files.list(systems)) {
      return jdks.filter(jdk -> isVersion17(jdk.resolve("release")))
          .map(jdk -> jdk.resolve("bin/java"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }

  private static boolean isVersion17(Path release) {
    try {
      return Files.readString(release).contains("JAVA_VERSION=\"17");
    } catch (IOException notJdk) {
      return false;
    }
  }

  @Test
  void itKnowsItsVersionAndItsCommands() throws Exception {
    Ended version = here.run("--version").exits(0);
    Ended help = here.run("--help").exits(0);

    assertThat(version.out()).matches("stripe-connector \\d+\\.\\d+\\.\\d+\\R");
    assertThat(help.out()).contains("local", "sync", "test", "try", "sandbox", "Exit status:");
    assertThat(version.err() + help.err()).isEmpty();
  }

  @Test
  void aWrongCommandExitsWith2() throws Exception {
    assertThat(here.run("lokal").exits(2).err())
        .contains("unknown command 'lokal'", "did you mean local?");
    assertThat(here.run("local").exits(2).err()).contains("--file", "local --help");
    assertThat(here.run("local", "-f", "missing.yaml").exits(2).err())
        .contains("missing.yaml: there is no such file");
  }

  @Test
  void everyProblemOfAManifestIsToldAtOnce() throws Exception {
    String wrong =
        here.file(
            "wrong.yaml",
            Manifests.SMALL
                .replace("subscribers: 21", "subscribers: 20")
                .replace("newContacts: Subscribed, ", "")
                .replace("requestsPerSecond: 20", "requestsPerSecnd: 20"));

    Ended ended = here.run("local", "--once", "-f", wrong).exits(2);

    assertThat(ended.err().lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).startsWith(wrong + ":"))
        .anySatisfy(line -> assertThat(line).contains("spec.stripe.requestsPerSecnd"))
        .anySatisfy(line -> assertThat(line).contains("spec.brevo.lists"))
        .anySatisfy(line -> assertThat(line).contains("spec.brevo.consent.newContacts"));
    assertThat(ended.out()).isEmpty();
    assertThat(here.path("data")).doesNotExist();
  }

  @Test
  void theConnectionTestHasALineACheck() throws Exception {
    here.at(SandboxProcess.start(here, "--customers", "20"));
    String good = here.file("good.yaml", Manifests.SMALL);
    String bad = here.file("bad.yaml", Manifests.SMALL.replace("churned: 22", "churned: 23"));

    Ended passed = here.run("test", "-f", good).exits(0);
    Ended failed = here.run("test", "-f", bad).exits(1);
    Ended json = here.run("test", "-f", bad, "-o", "json").exits(1);

    assertThat(passed.out().lines())
        .allSatisfy(line -> assertThat(line).startsWith(line.contains("Webhook") ? "– " : "✓ "))
        .contains("✓ API connection successful", "✓ Customers readable")
        .contains("✓ Brevo connection successful", "✓ Brevo list 22 (churned) exists");
    assertThat(failed.out().lines())
        .filteredOn(line -> line.startsWith("✗ "))
        .singleElement()
        .asString()
        .startsWith("✗ Brevo list 23 (churned) exists: Brevo has no list with id 23: create it");
    assertThat(json.json().path("connected").asBoolean()).isFalse();
    assertThat(json.json().path("checks").size()).isEqualTo((int) passed.out().lines().count());
  }

  @Test
  void aManagedEndpointIsMadeKeptAndTakenAway() throws Exception {
    here.at(SandboxProcess.start(here, "--customers", "5"));
    String manifest =
        here.file(
            "managed.yaml",
            Manifests.SMALL + "  webhook: {registration: Managed, host: hooks.acme.example}\n");
    String[] endpoint = {
      "receiver", "endpoint", "-f", manifest, "--data", "ledger", "--signing-secrets", "signing"
    };

    assertThat(here.run("test", "-f", manifest).exits(0).out())
        .contains(
            "– Webhook endpoint verified (skipped: Stripe has no endpoint of this connector yet");
    String made = here.run(endpoint).exits(0).err();
    assertThat(made)
        .contains("Stripe sends events to https://hooks.acme.example/stripe/default/acme (we_");
    assertThat(here.path("signing").toFile().list()).hasSize(1);
    assertThat(here.run("test", "-f", manifest).exits(0).out())
        .contains("✓ Webhook endpoint verified");
    assertThat(here.run(endpoint).exits(0).err()).isEqualTo(made);

    assertThat(here.run("receiver", "replay", "-f", manifest, "--data", "ledger").exits(0).out())
        .isEqualTo("No event was given up.\n");

    String[] remove = Arrays.copyOf(endpoint, endpoint.length + 1);
    remove[endpoint.length] = "--remove";
    assertThat(here.run(remove).exits(0).err()).contains("The webhook endpoint is removed.");
    assertThat(here.path("signing").toFile().list()).isEmpty();
  }

  @Test
  void aDryRunChangesNothingInBrevo() throws Exception {
    SandboxProcess sandbox = SandboxProcess.start(here, "--customers", "60");
    String manifest = here.at(sandbox).file("acme.yaml", Manifests.SMALL);

    Ended ended = here.run("local", "--once", "--dry-run", "-o", "json", "-f", manifest).exits(0);

    assertThat(ended.json().path("dryRun").path("created").asLong()).isPositive();
    assertThat(sandbox.writes()).isZero();
    assertThat(sandbox.contacts()).isEmpty();
  }

  @Test
  void theExampleRunsAndASecondRunWritesNothing() throws Exception {
    SandboxProcess sandbox = SandboxProcess.start(here, "--customers", "60");
    String manifest = Path.of("../examples/local.yaml").toRealPath().toString();
    here.at(sandbox);
    Ended first = here.run("local", "--once", "-o", "json", "-f", manifest).exits(0);
    long written = sandbox.writes();

    Ended second = here.run("local", "--once", "-o", "json", "-f", manifest).exits(0);

    sandbox.assertCounts(second.json().path("synced"));
    assertThat(second.json().path("contacts").path("unchanged"))
        .isEqualTo(first.json().path("contacts").path("created"));
    assertThat(sandbox.writes()).isEqualTo(written);
  }
}
