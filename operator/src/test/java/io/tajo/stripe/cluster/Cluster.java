package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A cluster in this process: fabric8's mock server with what an operator notices of a real API
 * server, and stand-ins for the controllers. No pod runs; a test says what becomes of each.
 */
public final class Cluster implements TestCluster {
  /** It tells of every request; kept here, since a logger that nobody holds forgets its level. */
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private static final Logger MOCK = Logger.getLogger(MockWebServer.class.getName());

  private static final Writing.By SYSTEM = new Writing.By("kube-apiserver", "", false);

  private final Resources resources = new Resources();
  private final ApiStore store = new ApiStore();
  private final Hands hands;
  private final ControlPlane controlPlane;
  private final Workloads workloads;
  private final ApiServer server;
  private final KubernetesMockServer mock;
  private final Door door;
  private final KubernetesClient client;
  private final KubernetesClient user;

  private Cluster(Clock clock) {
    MOCK.setLevel(Level.WARNING);
    Deletion deletion = new Deletion(store, resources, clock);
    Writing writing = new Writing(store, resources, deletion, clock);
    hands = new Hands(store, resources, writing, deletion, clock);
    workloads = new Workloads(this::wake);
    Pods pods = new Pods(hands);
    controlPlane =
        new ControlPlane(
            hands,
            List.of(
                new DeploymentController(hands, pods, workloads),
                new StatefulSetController(hands, pods, workloads),
                new JobController(hands, pods, workloads),
                new GarbageCollector(hands),
                new NamespaceController(hands),
                new DefinitionController(hands)));
    server = new ApiServer(store, resources, writing, deletion, this::resetConnections);
    mock =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), server, false);
    mock.start();
    door = new Door(mock.getPort());
    client = newClient("stripe-connector-operator");
    user = newClient(ApiServer.TEST_USER);
    for (String name : List.of("default", "kube-system")) {
      create("namespaces", named(name));
    }
    Definitions.ours().forEach(d -> create("customresourcedefinitions", read(d)));
  }

  /** A cluster with nothing in it but the namespace `default` and this project's definitions. */
  public static Cluster start() {
    return new Cluster(Clock.systemUTC());
  }

  /**
   * The same, a minute past a quarter of an hour: no run comes due by its schedule while a test
   * lasts. What looks after it has to go by {@link #clock}.
   */
  public static Cluster betweenRuns() {
    Instant now = Instant.now();
    long quarters = now.getEpochSecond() / QUARTER.toSeconds() + 1;
    Instant then = Instant.EPOCH.plus(QUARTER.multipliedBy(quarters)).plus(Duration.ofMinutes(1));
    return new Cluster(Clock.offset(Clock.systemUTC(), Duration.between(now, then)));
  }

  @Override
  public InstantSource clock() {
    return hands.clock();
  }

  private static ObjectNode named(String name) {
    ObjectNode object = Json.object();
    object.putObject("metadata").put("name", name);
    return object;
  }

  private static ObjectNode read(Object object) {
    return Json.read(Serialization.asJson(object));
  }

  private void create(String plural, ObjectNode object) {
    String group = plural.equals("namespaces") ? "" : "apiextensions.k8s.io";
    synchronized (store) {
      Resource resource = resources.find(group, plural).orElseThrow();
      hands.writing().create(resource, "", object, SYSTEM);
    }
  }

  private void wake(ObjectKey key) {
    controlPlane.wake(key);
  }

  private KubernetesClient newClient(String agent) {
    return newClient(agent, Config.DEFAULT_REQUEST_RETRY_BACKOFFLIMIT);
  }

  private KubernetesClient newClient(String agent, int retries) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + door.port())
            .withUserAgent(agent)
            .withNamespace("default")
            .withRequestRetryBackoffLimit(retries)
            .withHttp2Disable(true)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public KubernetesClient user() {
    return user;
  }

  /** One more client for what is tested, a second replica's say; the caller closes it. */
  public KubernetesClient anotherClient() {
    return newClient("stripe-connector-operator");
  }

  /** A client of a process that is going to die: nothing is tried again. The caller closes it. */
  public KubernetesClient mortalClient() {
    return newClient("stripe-connector-operator", 0);
  }

  /** Writes a kubeconfig by which a process of its own reaches this cluster. */
  public void kubeconfig(Path file) {
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: test
        clusters:
        - name: test
          cluster: {server: "http://127.0.0.1:%d"}
        users:
        - name: test
          user: {}
        contexts:
        - name: test
          context: {cluster: test, user: test, namespace: default}
        """
            .formatted(door.port());
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Requests requests() {
    return server.requests();
  }

  @Override
  public String namespace(String prefix) {
    String name = prefix + "-" + UUID.randomUUID().toString().substring(0, 5);
    create("namespaces", named(name));
    return name;
  }

  @Override
  public boolean canSteer() {
    return true;
  }

  /** What becomes of Deployments, StatefulSets and Jobs. */
  public Workloads workloads() {
    return workloads;
  }

  /** Waits until the stand-ins have done all that follows from what was written. */
  public void settle() {
    controlPlane.settle();
    server.flush();
  }

  /** Deletes the finished Jobs that have a `ttlSecondsAfterFinished`, as if it were over. */
  public void expireJobs() {
    synchronized (store) {
      for (ObjectNode job : store.list("jobs.batch", "")) {
        if (JobController.isOver(job) && job.path("spec").has("ttlSecondsAfterFinished")) {
          hands.delete(ObjectKey.job(Json.meta(job, "namespace"), Json.meta(job, "name")));
        }
      }
    }
  }

  /** Brings the Gateway API, which a cluster has only where somebody installed it. */
  public Cluster withGatewayApi() {
    synchronized (store) {
      resources.addGatewayApi();
    }
    return this;
  }

  /** From now on the client may do in a namespace what these rules say, and nothing besides. */
  public Cluster withRules(String namespace, List<PolicyRule> rules) {
    server.rules().grant(namespace, rules);
    return this;
  }

  /** From now on the client may do nothing in a namespace: the Roles in it are gone. */
  public Cluster withoutRules(String namespace) {
    server.rules().revoke(namespace);
    return this;
  }

  /** From now on the client may do everywhere what these rules say, and nothing besides. */
  public Cluster withRules(List<PolicyRule> rules) {
    server.rules().grantEverywhere(rules);
    return this;
  }

  /**
   * Lets the client's next requests fail, with nothing done.
   *
   * @param verb as RBAC names it, or `*`
   * @param resource a plural, or `*`
   * @param status the HTTP status, 400 to 599
   * @param times how many
   */
  public void failing(String verb, String resource, int status, int times) {
    server.faults().add(verb, resource, Faults.Kind.REFUSED, status, times);
  }

  /** Resets the connections of the client's next such requests, with nothing done. */
  public void resetting(String verb, String resource, int times) {
    server.faults().add(verb, resource, Faults.Kind.LOST, 503, times);
  }

  /** Does what the client's next such requests ask, and resets the connection for an answer. */
  public void losingAnswers(String verb, String resource, int times) {
    server.faults().add(verb, resource, Faults.Kind.ANSWER_LOST, 503, times);
  }

  /** Every answer to the client takes at least so long; zero: none is held back. */
  public void slow(Duration latency) {
    server.faults().setLatency(latency);
  }

  /** Ends all watches with 410 Gone, so that clients have to list again. */
  public void dropWatches() {
    store.expire();
  }

  /** How many watches are open, of the client and of the test. */
  public int watches() {
    return store.watchCount();
  }

  /** Resets all connections, watches included. */
  public void resetConnections() {
    door.reset();
  }

  /** Lets nobody reach the server, or everybody again. */
  public void unreachable(boolean isUnreachable) {
    door.setShut(isUnreachable);
  }

  /** Lets everything go well again. */
  public void heal() {
    server.faults().clear();
    door.setShut(false);
  }

  @Override
  public void close() {
    client.close();
    user.close();
    try {
      controlPlane.close();
    } finally {
      door.close();
      mock.destroy();
    }
  }
}
