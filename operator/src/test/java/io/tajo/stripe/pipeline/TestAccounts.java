package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.pipeline.metrics.Meters;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.FaultOptions;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.SandboxOptions;
import io.tajo.stripe.sandbox.StoredContact;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeAccount;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.Traffic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Stripe account, a Brevo account and a ledger between them, to be filled by hand and brought in
 * step: real HTTP, a real PostgreSQL, a clock that nobody waits for. Lists 20, 21 and 22 are for
 * all customers, subscribers and churned ones.
 */
final class TestAccounts implements AutoCloseable {
  static final long ALL = 20;
  static final long SUBSCRIBERS = 21;
  static final long CHURNED = 22;

  static final RunRequest DRY =
      new RunRequest(StripeSyncSpec.Type.FULL, Set.of(), null, true, false);
  static final RunRequest REWRITE =
      new RunRequest(StripeSyncSpec.Type.FULL, Set.of(), null, false, true);

  final FastTime time = new FastTime();

  /** Where the connector's processes keep their figures. */
  Meters meters = Meters.none();

  final BrevoSandbox brevo;
  final Sandbox sandbox;
  final StripeAccount stripe;
  final BrevoDoor door;

  private final ManifestText manifest = new ManifestText();

  /** Where the connector keeps its ledger. */
  final TestSchema ledger = new TestSchema(() -> manifest.name);

  private URI stripeBase;
  private int writesSeen;

  /** What happens whenever the connector waits; the clock then moves on. */
  private Consumer<Duration> whileWaiting = duration -> {};

  private TestAccounts(
      StripeOptions stripeOptions, BrevoOptions brevoOptions, FaultOptions faults) {
    brevo = new BrevoSandbox(brevoOptions, time);
    door = new BrevoDoor(brevo);
    sandbox =
        Sandbox.start(
            SandboxOptions.of(stripeOptions, door)
                .with(time)
                .withFaults(FaultOptions.NONE, faults));
    stripe = sandbox.stripe();
    stripeBase = sandbox.stripeBase();
  }

  /** Two accounts without people. */
  static TestAccounts empty() {
    return with(brevoOptions());
  }

  static TestAccounts with(BrevoOptions.Builder brevo) {
    return with(stripeOptions(), brevo);
  }

  static TestAccounts with(StripeOptions stripe, BrevoOptions.Builder brevo) {
    return with(stripe, brevo, FaultOptions.NONE);
  }

  static TestAccounts with(StripeOptions stripe, BrevoOptions.Builder brevo, FaultOptions ofBrevo) {
    return new TestAccounts(stripe, brevo.build(), ofBrevo);
  }

  static BrevoOptions.Builder brevoOptions() {
    return BrevoOptions.builder().plan(BrevoOptions.Plan.UNLIMITED).recordBodies();
  }

  static StripeOptions stripeOptions() {
    return StripeOptions.at(FastTime.START).withCustomers(0, 0).withLimits(10_000, 10_000);
  }

  /** Sets a field of the connector's spec, as YAML on one line. */
  TestAccounts spec(String field, String yaml) {
    manifest.set(field, yaml);
    return this;
  }

  /** Sets {@code spec.brevo}, the key and the lists apart. */
  TestAccounts brevo(String more) {
    manifest.brevo(more);
    return this;
  }

  TestAccounts stripeKey(String key) {
    manifest.stripeKey = key;
    return this;
  }

  TestAccounts brevoKey(String key) {
    manifest.brevoKey = key;
    return this;
  }

  /** Where Stripe answers. */
  void stripeBase(URI base) {
    stripeBase = base;
  }

  TestAccounts whileWaiting(Consumer<Duration> action) {
    whileWaiting = action;
    return this;
  }

  /** A customer of 2025. */
  String customer(String id, @Nullable String email) {
    return customer(id, email, customer -> {});
  }

  String customer(String id, @Nullable String email, Consumer<ObjectNode> more) {
    ObjectNode customer = StripeObjects.customer(id, email, "2025-03-01");
    more.accept(customer);
    stripe.put(customer);
    return id;
  }

  /** Customers {@code cus_1}, {@code cus_2}, …: so many that new contacts go by import. */
  void customers(int count) {
    for (int i = 1; i <= count; i++) {
      customer("cus_" + i, "person" + i + "@example.com");
    }
  }

  void change(String customer, Consumer<ObjectNode> change) {
    stripe.change(Resource.CUSTOMERS, customer, change);
  }

  /** A charge that succeeded at noon of a day. Minor units. */
  String charge(String customer, long amount, String currency, String day) {
    ObjectNode charge = stripe.charge(customer, amount, currency);
    String id = charge.path("id").asText();
    stripe.delete(Resource.CHARGES, id);
    stripe.put(charge.put("id", id + "x").put("created", StripeObjects.at(day)));
    return id + "x";
  }

  RunReport run() {
    return run(RunRequest.full());
  }

  /** What a first full sync of the same Stripe account makes of a new Brevo account. */
  BrevoSandbox freshSync() {
    BrevoSandbox fresh = new BrevoSandbox(brevoOptions().build(), time);
    String name = manifest.name;
    door.to(fresh);
    manifest.name = name.replace("acme-", "fresh-");
    try {
      assertThat(run().problems()).isEmpty();
      ledger.drop();
    } finally {
      manifest.name = name;
      door.to(brevo);
    }
    return fresh;
  }

  RunReport run(RunRequest request) {
    return run(request, Progress.NONE, time.new OfProcess());
  }

  /** A run in a process of its own. */
  RunReport run(RunRequest request, Progress progress, FastTime.OfProcess process) {
    try (Connector connector = connector(process)) {
      return connector.run(request, progress);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a test", e);
    }
  }

  LedgerConnector connector(FastTime.OfProcess process) {
    return new LedgerConnector(
        settings(),
        database(),
        meters,
        process,
        duration -> {
          process.instant();
          whileWaiting.accept(duration);
          time.pass(duration);
        });
  }

  /** The connector's own way to Stripe. */
  Stripe stripeClient() {
    return new Stripe(plan().stripe(), time, Traffic.NONE);
  }

  Plan plan() {
    return new Plan(settings());
  }

  /** A process with any clock and any way of waiting. */
  LedgerConnector connector(InstantSource clock, Settlement.Waiting waiting) {
    return new LedgerConnector(settings(), database(), meters, clock, waiting);
  }

  ConnectorSettings settings() {
    return new ConnectorSettings(manifest.read(time), stripeBase, sandbox.brevoBase());
  }

  private Database database() {
    return new Database.External(ledger.url());
  }

  /** The contact that Brevo has; a test that asks for one expects it to be there. */
  StoredContact contact(String email) {
    return brevo.contact(email).orElseThrow(() -> new AssertionError("no contact: " + email));
  }

  /** Its attributes as text. */
  Map<String, String> attributes(String email) {
    Map<String, String> attributes = new TreeMap<>();
    contact(email).attributes().forEach((key, value) -> attributes.put(key, value.asText()));
    return attributes;
  }

  /** Everything that Brevo has of its contacts, apart from its own ids and times. */
  Map<String, String> contacts() {
    return brevo
        .contacts()
        .collect(
            Collectors.toMap(
                StoredContact::email,
                contact ->
                    contact.attributes()
                        + " "
                        + contact.lists()
                        + " "
                        + contact.emailBlacklisted()
                        + contact.smsBlacklisted(),
                (a, b) -> a + b,
                TreeMap::new));
  }

  /** The calls that wrote to Brevo since this was last asked. */
  List<BrevoSandbox.Write> writes() {
    List<BrevoSandbox.Write> all = brevo.writes();
    List<BrevoSandbox.Write> fresh = all.subList(writesSeen, all.size());
    writesSeen = all.size();
    return fresh;
  }

  /** Something that somebody else does in Brevo. */
  void inBrevo(String method, String path, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sandbox.brevoBase() + path))
            .header("api-key", BrevoOptions.API_KEY)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      assertThat(status).as(method + " " + path).isBetween(200, 299);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    writes();
  }

  @Override
  public void close() {
    sandbox.close();
    ledger.drop();
  }
}
