package io.tajo.stripe.controller.model;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLSBuilder;
import io.tajo.stripe.api.StripeConnectorSpec;
import io.tajo.stripe.api.WebhookSpec;
import io.tajo.stripe.api.WebhookSpec.Expose;
import io.tajo.stripe.api.WebhookSpec.ParentRef;
import io.tajo.stripe.controller.model.Labels.Component;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How Stripe's webhooks reach the receiver's pods. */
final class ReceiverNetwork {
  private final Names names;
  private final Optional<WebhookSpec> webhook;

  ReceiverNetwork(Names names, StripeConnectorSpec spec) {
    this.names = names;
    this.webhook = Optional.ofNullable(spec.webhook());
  }

  /** The path of the endpoint. */
  private String path() {
    return WebhookSpec.path(names.namespace(), names.connector());
  }

  private Optional<String> host() {
    return webhook.flatMap(it -> Optional.ofNullable(it.host()));
  }

  Optional<String> url() {
    return host().map(host -> WebhookSpec.url(host, names.namespace(), names.connector()));
  }

  private Optional<Expose> expose() {
    return webhook.flatMap(it -> Optional.ofNullable(it.expose()));
  }

  Service service() {
    return new ServiceBuilder()
        .withMetadata(Labels.metadata(names, names.receiver(), Component.RECEIVER))
        .withNewSpec()
        .withSelector(Labels.selector(names, Component.RECEIVER))
        .addNewPort()
        .withName("http")
        .withPort(Ports.WEBHOOKS)
        .withTargetPort(new IntOrString("http"))
        .withProtocol("TCP")
        .endPort()
        .addNewPort()
        .withName("health")
        .withPort(Ports.HEALTH)
        .withTargetPort(new IntOrString("health"))
        .withProtocol("TCP")
        .endPort()
        .endSpec()
        .build();
  }

  Optional<Ingress> ingress() {
    return expose()
        .flatMap(expose -> Optional.ofNullable(expose.ingress()))
        .map(wanted ->
            new IngressBuilder()
                .withMetadata(Labels.metadata(names, names.receiver(), Component.RECEIVER))
                .editMetadata()
                .withAnnotations(Objects.requireNonNullElse(wanted.annotations(), Map.of()))
                .endMetadata()
                .withNewSpec()
                .withIngressClassName(wanted.className())
                .withTls(tls(wanted))
                .addNewRule()
                .withHost(host().orElse(null))
                .withNewHttp()
                .addNewPath()
                .withPath(path())
                .withPathType("Exact")
                .withNewBackend()
                .withNewService()
                .withName(names.receiver())
                .withNewPort()
                .withName("http")
                .endPort()
                .endService()
                .endBackend()
                .endPath()
                .endHttp()
                .endRule()
                .endSpec()
                .build());
  }

  private List<IngressTLS> tls(WebhookSpec.Ingress wanted) {
    return wanted.tlsSecretName() == null
        ? List.of()
        : List.of(
            new IngressTLSBuilder()
                .withHosts(host().stream().toList())
                .withSecretName(wanted.tlsSecretName())
                .build());
  }

  Optional<HTTPRoute> route() {
    return expose()
        .flatMap(expose -> Optional.ofNullable(expose.gateway()))
        .map(gateway ->
            new HTTPRouteBuilder()
                .withMetadata(Labels.metadata(names, names.receiver(), Component.RECEIVER))
                .withNewSpec()
                .withParentRefs(gateway.parentRefs().stream().map(ReceiverNetwork::parent).toList())
                .withHostnames(host().stream().toList())
                .addNewRule()
                .addNewMatch()
                .withNewPath()
                .withType("Exact")
                .withValue(path())
                .endPath()
                .endMatch()
                .addNewBackendRef()
                .withGroup("")
                .withKind("Service")
                .withName(names.receiver())
                .withPort(Ports.WEBHOOKS)
                .withWeight(1)
                .endBackendRef()
                .endRule()
                .endSpec()
                .build());
  }

  private static ParentReference parent(ParentRef ref) {
    return new ParentReferenceBuilder()
        .withGroup("gateway.networking.k8s.io")
        .withKind("Gateway")
        .withName(ref.name())
        .withNamespace(ref.namespace())
        .withSectionName(ref.sectionName())
        .build();
  }
}
