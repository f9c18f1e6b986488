package io.tajo.stripe.bench;

import static java.util.Comparator.naturalOrder;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorSpec;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.SyncReport;
import io.tajo.stripe.cluster.Cluster;
import io.tajo.stripe.cluster.Requests;
import io.tajo.stripe.cluster.Requests.Request;
import io.tajo.stripe.cluster.TestCluster;
import io.tajo.stripe.cluster.Workloads.Outcome;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoOptions.Plan;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The operator as a process of its own, with 100 and with 1,000 connectors at once, from the first
 * that is seen until all are in step: on the tests' API server, where no pod runs, runs end at
 * once, and no receiver answers. With {@code -Dkubeconfig=FILE} on a real one, until all is done
 * that needs no pod; what the process asks it, nobody counts.
 */
final class OperatorPart implements Part {
  private static final int FEW = 100;
  private static final int MANY = 1_000;

  /** The image's, with the heap that they give a pod of the chart: 60 % of its limit of 768Mi. */
  private static final List<String> FLAGS =
      List.of("-Xmx460m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration QUIET = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int LOOKS_A_SAMPLE = 10;
  private static final double MEBI = 1 << 20;

  /**
   * One life.
   *
   * @param requests of a connector
   * @param verbs requests of a connector by verb, in words
   * @param seconds until all were in step
   * @param work seconds of a processor until then
   * @param heap bytes that lived after a collection, the most at any time
   * @param resident bytes, the most
   * @param writes while nothing went on
   */
  private record Life(
      double requests,
      String verbs,
      double seconds,
      double work,
      double heap,
      double resident,
      int writes) {}

  @Override
  public List<Figure> measure(Site site) throws Exception {
    Life few = life(site, FEW);
    Life many = life(site, MANY);
    List<Figure> figures = new ArrayList<>(sizes(few, many));
    if (!TestCluster.isReal()) {
      figures.addFirst(
          Figure.atMost(
              1.1,
              "Operator: requests a connector, 1,000 ÷ 100 connectors",
              many.requests() / few.requests(),
              "%.1f ÷ %.1f; %s".formatted(many.requests(), few.requests(), many.verbs())));
      figures.add(
          Figure.atMost(
              0,
              "Operator: writes while idle for %d s".formatted(IDLE.toSeconds()),
              few.writes() + many.writes(),
              "100 and 1,000 connectors; receivers are asked, and do not answer"));
    }
    return figures;
  }

  private static List<Figure> sizes(Life few, Life many) {
    return List.of(
        Figure.atMost(
            600,
            "Operator, 1,000 connectors at once: seconds until all are in step",
            many.seconds(),
            "%.0f s of a core for the operator; 100 connectors: %.0f s"
                .formatted(many.work(), few.seconds())),
        Figure.atMost(
            300,
            "Operator, 1,000 connectors: most live heap, MiB",
            many.heap() / MEBI,
            "100 connectors: %.0f MiB; resident at most %.0f MiB; %s"
                .formatted(few.heap() / MEBI, many.resident() / MEBI, String.join(" ", FLAGS))));
  }

  private static Life life(Site site, int connectors) throws Exception {
    // Of no organisation that it tells, so that all may claim the same list.
    BrevoSandbox brevo =
        new BrevoSandbox(
            BrevoOptions.builder().plan(Plan.UNLIMITED).organization("").build(),
            InstantSource.system());
    SandboxOptions options =
        SandboxOptions.of(Trial.live(10, 1).withLimits(100_000, 100_000), brevo);
    try (Sandbox sandbox = Sandbox.start(options);
        TestCluster cluster = TestCluster.open()) {
      if (cluster instanceof Cluster mock) {
        mock.workloads().everyJob(new Outcome.Succeeded(report()));
      }
      String namespace = cluster.namespace("many");
      for (int i = 0; i < connectors; i++) {
        connector(cluster, namespace, "shop-" + i);
      }
      Watched process = start(site, sandbox, cluster, namespace, connectors);
      try {
        return life(cluster, namespace, process, connectors);
      } finally {
        process.stop();
      }
    }
  }

  private static Life life(TestCluster cluster, String namespace, Watched process, int connectors)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    await(process, () -> done(cluster, namespace) == connectors);
    double seconds = (System.nanoTime() - start) / 1e9;
    double work = process.work();
    Requests requests = cluster.requests();
    requests.awaitQuiet(QUIET, PATIENCE);
    List<Request> all =
        requests.all().stream().filter(it -> !it.key().resource().equals("leases")).toList();
    int mark = requests.mark();
    Thread.sleep(IDLE);
    process.look();
    Life life =
        new Life(
            (double) all.size() / connectors,
            verbs(all, connectors),
            seconds,
            work,
            process.liveHeap(),
            process.resident(),
            requests.writesSince(mark).size());
    System.out.printf("  %d connectors: %s%n", connectors, life);
    requests.writesSince(mark).stream()
        .limit(10)
        .forEach(it -> System.out.println("  idle: " + it));
    return life;
  }

  private static void await(Watched process, BooleanSupplier done)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int looks = 1; !done.getAsBoolean(); looks++) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IllegalStateException("not all are in step: see " + process.log());
      }
      if (looks % LOOKS_A_SAMPLE == 0) {
        process.look();
      }
      Thread.sleep(LOOK);
    }
  }

  private static long done(TestCluster cluster, String namespace) {
    return cluster
        .user()
        .resources(StripeConnector.class)
        .inNamespace(namespace)
        .list()
        .getItems()
        .stream()
        .filter(it -> it.getStatus() != null)
        .filter(it ->
            it.getStatus().conditions().stream()
                .anyMatch(one -> one.getType().equals("Ready") && isDone(one.getReason())))
        .count();
  }

  private static boolean isDone(String reason) {
    return TestCluster.isReal() ? !reason.equals("CheckingAccounts") : reason.equals("InStep");
  }

  private static String verbs(List<Request> all, int connectors) {
    Map<String, Long> verbs =
        all.stream()
            .collect(Collectors.groupingBy(Request::verb, TreeMap::new, Collectors.counting()));
    return verbs.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(naturalOrder()).reversed())
        .map(it -> "%s %.1f".formatted(it.getKey(), (double) it.getValue() / connectors))
        .collect(Collectors.joining(", "));
  }

  private static Watched start(
      Site site, Sandbox sandbox, TestCluster cluster, String namespace, int connectors)
      throws IOException {
    Path kubeconfig = Path.of(System.getProperty("kubeconfig", ""));
    if (cluster instanceof Cluster mock) {
      kubeconfig = site.directory().resolve("operator-" + connectors + ".kubeconfig");
      mock.kubeconfig(kubeconfig);
    }
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "STRIPE_API_BASE", sandbox.stripeBase().toString(),
                "BREVO_API_BASE", sandbox.brevoBase().toString(),
                "KUBECONFIG", kubeconfig.toString()));
    return Watched.start(
        environment,
        site.directory().resolve("operator-" + connectors + ".log"),
        FLAGS,
        List.of(
            "operator",
            "--namespaces=" + namespace,
            "--operator-namespace=" + cluster.namespace("operator"),
            "--image=registry.example/stripe-connector:1",
            "--health-host=127.0.0.1",
            "--health-port=0"));
  }

  /** No run by schedule falls into the time that is measured. */
  private static String spec(String name) {
    return """
    {"stripe": {"secretKey": {"name": "%s", "key": "stripe"}},
     "brevo": {"apiKey": {"name": "%s", "key": "brevo"},
               "lists": {"allCustomers": 20}, "consent": {"newContacts": "Blocklisted"}},
     "sync": {"schedule": {"incremental": "0 0 29 2 *", "full": "0 0 29 2 *"}},
     "webhook": {"host": "hooks.example", "expose": {"ingress": {}}}}
    """
        .formatted(name, name);
  }

  private static void connector(TestCluster cluster, String namespace, String name) {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .addToLabels("connectors.tajo.io/secret", "true")
            .endMetadata()
            .addToStringData("stripe", Trial.STRIPE_KEY)
            .addToStringData("brevo", BrevoOptions.API_KEY)
            .build();
    cluster.user().resource(secret).create();
    StripeConnector connector = new StripeConnector();
    connector.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    try {
      connector.setSpec(Json.MAPPER.readValue(spec(name), StripeConnectorSpec.class));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    cluster.user().resource(connector).create();
  }

  /** What a run leaves. */
  private static String report() throws IOException {
    StripeConnectorStatus after =
        StripeConnectorStatus.builder()
            .synced(new StripeConnectorStatus.Synced(7L, 5L, 6L, 0L, 0L, 3L, 4L, 2L, 1L))
            .contacts(
                new StripeConnectorStatus.Contacts(
                    4, 2, 1, 0, new TreeMap<>(), 0, new TreeMap<>(), 0L))
            .build();
    return Json.MAPPER.writeValueAsString(
        new SyncReport(
            SyncReport.Outcome.SUCCEEDED,
            "All read and written",
            null,
            new TreeMap<>(Map.of("customers", 7L)),
            after));
  }
}
