package io.tajo.stripe.controller.model;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.tajo.stripe.api.SecretRef;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorSpec;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * All objects of a connector: a pure function of its spec, of what its Secrets hold, and of the
 * operator's settings. What is empty is not to be there.
 */
public final class Desired {
  private final StripeConnector connector;
  private final StripeConnectorSpec spec;
  private final Function<SecretRef, String> secrets;
  private final DatabaseObjects database;
  private final ReceiverPods receiver;
  private final ReceiverNetwork network;
  private final Policies policies;
  private final Names names;
  private final PodSettings settings;
  private final boolean held;

  /**
   * Builds nothing yet.
   *
   * @param secrets the value behind each reference of the spec
   */
  public Desired(
      StripeConnector connector, PodSettings settings, Function<SecretRef, String> secrets) {
    this(connector, settings, secrets, false);
  }

  private Desired(
      StripeConnector connector,
      PodSettings settings,
      Function<SecretRef, String> secrets,
      boolean held) {
    this.connector = connector;
    this.settings = settings;
    this.held = held;
    this.spec = connector.getSpec();
    this.secrets = secrets;
    this.names = Names.of(connector);
    this.database = new DatabaseObjects(names, spec, settings);
    this.receiver = new ReceiverPods(names, spec, settings);
    this.network = new ReceiverNetwork(names, spec);
    this.policies = new Policies(names, spec, settings);
  }

  /** The same of a connector that has to stand still, as if its spec had suspended it. */
  public Desired held() {
    return new Desired(connector, settings, secrets, true);
  }

  /** Whether the operator makes the ledger's PostgreSQL. */
  public boolean hasOwnDatabase() {
    return Store.isOwn(spec);
  }

  /** Whether the operator keeps the endpoint in Stripe. */
  public boolean isEndpointManaged() {
    return spec.effective().managesEndpoint();
  }

  /** Where Stripe reaches the receiver; empty: the spec names no host. */
  public Optional<String> webhookUrl() {
    return network.url();
  }

  public ConfigMap document() {
    return ConnectorDocument.configMap(connector, held);
  }

  public ServiceAccount receiverAccount() {
    return receiver.account();
  }

  public ServiceAccount syncAccount() {
    return SyncJobs.account(names);
  }

  public Deployment receiver() {
    return receiver.deployment(checksum());
  }

  public Service receiverService() {
    return network.service();
  }

  public Optional<PodDisruptionBudget> receiverBudget() {
    return receiver.budget();
  }

  public Optional<HorizontalPodAutoscaler> receiverAutoscaler() {
    return receiver.autoscaler();
  }

  public Optional<Ingress> ingress() {
    return network.ingress();
  }

  public Optional<HTTPRoute> route() {
    return network.route();
  }

  public NetworkPolicy podPolicy() {
    return policies.pods(Store.url(spec).map(secrets).map(Store::ports).orElse(new TreeSet<>()));
  }

  public Optional<ServiceAccount> databaseAccount() {
    return own(DatabaseObjects::account);
  }

  /** The Secret with a new password; what is there already is never replaced. */
  public Optional<Secret> databaseSecret(String password) {
    return own(it -> it.secret(password));
  }

  /** Whether disk and password outlive the connector. */
  public boolean isDatabaseRetained() {
    return Store.isRetained(spec);
  }

  public Optional<Service> databaseService() {
    return own(DatabaseObjects::service);
  }

  public Optional<StatefulSet> database() {
    return own(DatabaseObjects::statefulSet);
  }

  public Optional<NetworkPolicy> databasePolicy() {
    return hasOwnDatabase() ? Optional.of(policies.database()) : Optional.empty();
  }

  private <T> Optional<T> own(Function<DatabaseObjects, T> object) {
    return hasOwnDatabase() ? Optional.of(object.apply(database)) : Optional.empty();
  }

  /** Of what a process reads once; signing secrets are read again when they change. */
  private String checksum() {
    SortedMap<String, String> values = new TreeMap<>();
    for (SecretRef ref : SecretRefs.readAtStart(spec)) {
      values.put(ref.name() + "/" + ref.key(), secrets.apply(ref));
    }
    Fingerprint fingerprint = new Fingerprint().add(ConnectorDocument.text(connector, held));
    values.forEach((name, value) -> fingerprint.add(name).add(value));
    return fingerprint.hex();
  }
}
