package io.tajo.stripe.controller.model;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.tajo.stripe.api.StripeConnectorSpec;
import io.tajo.stripe.controller.model.Labels.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * Who may talk to a connector's pods, and to whom they may talk: Stripe and Brevo over HTTPS, the
 * ledger's PostgreSQL, DNS.
 */
final class Policies {
  /** Where these say Stripe and Brevo are may be any port. */
  private static final Set<String> ELSEWHERE =
      Set.of("STRIPE_API_BASE", "BREVO_API_BASE", "HTTPS_PROXY", "HTTP_PROXY");

  private final Names names;
  private final StripeConnectorSpec spec;
  private final PodSettings settings;

  Policies(Names names, StripeConnectorSpec spec, PodSettings settings) {
    this.names = names;
    this.spec = spec;
    this.settings = settings;
  }

  /**
   * Of receivers and runs.
   *
   * @param postgresPorts of the ledger's PostgreSQL, where it is the user's
   */
  NetworkPolicy pods(SortedSet<Integer> postgresPorts) {
    List<NetworkPolicyEgressRule> egress = new ArrayList<>();
    egress.add(to(port("UDP", 53), port("TCP", 53), port("UDP", 5_353), port("TCP", 5_353)));
    egress.add(to(port("TCP", 443)));
    if (Store.isOwn(spec)) {
      egress.add(
          new NetworkPolicyEgressRuleBuilder()
              .addNewTo()
              .withNewPodSelector()
              .withMatchLabels(Labels.selector(names, Component.DATABASE))
              .endPodSelector()
              .endTo()
              .withPorts(port("TCP", Ports.POSTGRES))
              .build());
    } else {
      egress.add(
          to(postgresPorts.stream().map(it -> port("TCP", it)).toArray(NetworkPolicyPort[]::new)));
    }
    boolean elsewhere =
        settings.environment().entrySet().stream()
            .anyMatch(it -> ELSEWHERE.contains(it.getKey()) && !it.getValue().isBlank());
    NetworkPolicyBuilder policy =
        new NetworkPolicyBuilder()
            .withMetadata(Labels.metadata(names, names.receiver(), Component.RECEIVER))
            .withNewSpec()
            .withPodSelector(receiversAndRuns())
            .withPolicyTypes(elsewhere ? List.of("Ingress") : List.of("Ingress", "Egress"))
            .addNewIngress()
            .withPorts(port("TCP", Ports.WEBHOOKS))
            .endIngress()
            .addNewIngress()
            .addNewFrom()
            .withNewNamespaceSelector()
            .endNamespaceSelector()
            .endFrom()
            .withPorts(port("TCP", Ports.HEALTH))
            .endIngress()
            .endSpec();
    return elsewhere
        ? policy.build() // A proxy or another server may be on any port.
        : policy.editSpec().withEgress(egress).endSpec().build();
  }

  /** Of the connector's own PostgreSQL, which calls nobody. */
  NetworkPolicy database() {
    return new NetworkPolicyBuilder()
        .withMetadata(Labels.metadata(names, names.database(), Component.DATABASE))
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Labels.selector(names, Component.DATABASE))
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .addNewIngress()
        .addNewFrom()
        .withPodSelector(receiversAndRuns())
        .endFrom()
        .withPorts(port("TCP", Ports.POSTGRES))
        .endIngress()
        .endSpec()
        .build();
  }

  private LabelSelector receiversAndRuns() {
    return new LabelSelectorBuilder()
        .withMatchLabels(Labels.selector(names))
        .addNewMatchExpression()
        .withKey(Labels.COMPONENT)
        .withOperator("In")
        .withValues(Component.RECEIVER.label(), Component.SYNC.label())
        .endMatchExpression()
        .build();
  }

  private static NetworkPolicyEgressRule to(NetworkPolicyPort... ports) {
    return new NetworkPolicyEgressRuleBuilder().withPorts(ports).build();
  }

  private static NetworkPolicyPort port(String protocol, int number) {
    return new NetworkPolicyPortBuilder()
        .withProtocol(protocol)
        .withPort(new IntOrString(number))
        .build();
  }
}
