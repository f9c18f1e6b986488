package io.tajo.stripe.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tajo.stripe.ledger.CrashingDatabase;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.LedgerSettings;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.SandboxOptions;
import io.tajo.stripe.sandbox.StoredContact;
import io.tajo.stripe.sandbox.StoredEvent;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import io.tajo.stripe.sandbox.stripe.life.RandomLife;
import io.tajo.stripe.sandbox.webhooks.WebhookOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receivers and PostgreSQL are killed at any moment while events come: nothing that was accepted is
 * lost, and Brevo ends as an undisturbed full sync would leave it.
 */
class LiveKillIT {
  private static final Logger LOG = LoggerFactory.getLogger(LiveKillIT.class);
  private static final long SEED = 20261125;
  private static final String SECRET = "whsec_kill";
  private static final int KILLS = 5;

  @TempDir private Path directory;

  @Test
  void nothingAcceptedIsLostWhoeverIsKilled() throws Exception {
    BrevoSandbox brevo = brevo();
    try (Workplace here = new Workplace(directory);
        CrashingDatabase database = new CrashingDatabase(directory.resolve("db"));
        Sandbox sandbox = sandbox(brevo)) {
      here.with("STRIPE_API_BASE", sandbox.stripeBase().toString())
          .with("BREVO_API_BASE", sandbox.brevoBase().toString())
          .with("STRIPE_WEBHOOK_SECRET", SECRET);
      here.file("acme.yaml", manifest("acme"));
      here.run("sync", "-f", "acme.yaml", "--database", database.url()).exits(0);

      List<Integer> ports = List.of(freePort(), freePort());
      List<Running> receivers = new ArrayList<>();
      for (int port : ports) {
        receivers.add(receiver(here, database, port));
        sandbox
            .webhooks()
            .endpoint("http://127.0.0.1:%d/stripe/default/acme".formatted(port), SECRET);
      }
      killWhileThingsHappen(here, database, sandbox, ports, receivers);

      await("delivered")
          .atMost(Duration.ofMinutes(2))
          .until(() -> sandbox.webhooks().unfinished() == 0);
      awaitDone(database);
      Ended caughtUp =
          here.run("sync", "--incremental", "-f", "acme.yaml", "--database", database.url())
              .exits(0);
      awaitDone(database);

      reportDoubles(brevo, caughtUp);
      assertSameAsFresh(here, database, sandbox, brevo);
      for (Running receiver : receivers) {
        assertThat(receiver.terminate().end(Duration.ofSeconds(30)).err())
            .doesNotContain("\tat ", "ERROR");
      }
    }
  }

  private static BrevoSandbox brevo() {
    return new BrevoSandbox(
        BrevoOptions.builder().plan(BrevoOptions.Plan.EXTENDED).build(), InstantSource.system());
  }

  /** Brevo takes its time, so that requests are under way when somebody is killed. */
  private static Sandbox sandbox(BrevoSandbox brevo) {
    return Sandbox.start(
        SandboxOptions.of(
                StripeOptions.at(Instant.now()).withCustomers(100, 2).withLimits(1_000, 500),
                exchange -> {
                  try {
                    Thread.sleep(20);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  brevo.handle(exchange);
                })
            .with(WebhookOptions.STRIPE.withRetries(5, Duration.ofMillis(500))));
  }

  private static String manifest(String name) {
    return Manifests.EVERY_FIGURE
            .replace("requestsPerSecond: 80", "requestsPerSecond: 400")
            .replace("{name: acme}", "{name: " + name + "}")
            .replace(
                "\"${BREVO_API_KEY}\"}",
                "\"${BREVO_API_KEY}\", signing: \"${STRIPE_WEBHOOK_SECRET}\"}")
        + "  webhook: {signingSecrets: [{name: keys, key: signing}]}\n";
  }

  private static Running receiver(Workplace here, CrashingDatabase database, int port)
      throws IOException {
    return here.start(
            "receiver",
            "-f",
            "acme.yaml",
            "--database",
            database.url(),
            "--port",
            Integer.toString(port))
        .awaitPrinted("Receiving webhooks at");
  }

  private static void killWhileThingsHappen(
      Workplace here,
      CrashingDatabase database,
      Sandbox sandbox,
      List<Integer> ports,
      List<Running> receivers)
      throws Exception {
    Random random = new Random(SEED);
    RandomLife life = new RandomLife(sandbox.stripe(), SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      int acts = 20 + random.nextInt(20);
      for (int act = 0; act < acts; act++) {
        life.act();
        Thread.sleep(random.nextInt(60));
      }
      if (kill % 4 == 3) {
        database.kill();
        life.act();
        database.restart();
      } else {
        int which = random.nextInt(receivers.size());
        receivers.get(which).kill();
        life.act();
        receivers.set(which, receiver(here, database, ports.get(which)));
      }
    }
  }

  private static void awaitDone(CrashingDatabase database) {
    LedgerSettings settings = database.settings(LedgerSettings.schemaFor("default", "acme"));
    try (Ledger ledger = Ledger.open(settings, InstantSource.system())) {
      await("worked off")
          .atMost(Duration.ofMinutes(4))
          .pollInterval(Duration.ofMillis(200))
          .until(() ->
              ledger.inbox().counts().pending() == 0
                  && ledger.marks().count(1) == 0
                  && ledger.outbox().open(1) == 0);
      assertThat(ledger.inbox().counts().failed()).isZero();
    }
  }

  /** An event is doubled at most where its request was under way at a kill. */
  private static void reportDoubles(BrevoSandbox brevo, Ended caughtUp) {
    Map<String, Long> times =
        brevo.events().stream()
            .collect(Collectors.groupingBy(LiveKillIT::key, TreeMap::new, Collectors.counting()));
    long doubled = times.values().stream().filter(count -> count > 1).count();
    LOG.atInfo()
        .addKeyValue("kills", KILLS)
        .addKeyValue("events", times.size())
        .addKeyValue("doubled", doubled)
        .addKeyValue("caughtUp", caughtUp.out().replace('\n', ' '))
        .log("Killed");
    assertThat(times.values()).isNotEmpty().allMatch(count -> count <= 2);
    assertThat(doubled).isLessThanOrEqualTo(KILLS);
  }

  private static String key(StoredEvent event) {
    return event.name() + " " + event.properties().path("stripe_event_id").asText();
  }

  private static void assertSameAsFresh(
      Workplace here, CrashingDatabase database, Sandbox sandbox, BrevoSandbox brevo)
      throws Exception {
    BrevoSandbox fresh = brevo();
    try (Sandbox other = Sandbox.start(SandboxOptions.of(StripeOptions.at(Instant.now()), fresh))) {
      here.with("BREVO_API_BASE", other.brevoBase().toString());
      here.file("fresh.yaml", manifest("fresh"));
      here.run("sync", "-f", "fresh.yaml", "--database", database.url()).exits(0);
    } finally {
      here.with("BREVO_API_BASE", sandbox.brevoBase().toString());
    }
    Map<String, String> live = contacts(brevo);
    contacts(fresh)
        .forEach(
            (address, contact) -> assertThat(live.get(address)).as(address).isEqualTo(contact));
  }

  /** Everything that a full sync decides; who holds a shared number it does not. */
  private static Map<String, String> contacts(BrevoSandbox brevo) {
    return brevo
        .contacts()
        .collect(
            Collectors.toMap(
                StoredContact::email,
                contact -> {
                  TreeMap<String, Object> attributes = new TreeMap<>(contact.attributes());
                  attributes.remove("SMS");
                  return attributes + " " + contact.lists();
                },
                (a, b) -> a + b,
                TreeMap::new));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
