package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How Stripe's webhooks reach the connector. */
@ValidationRule(
    value = "!has(self.replicas) || !has(self.autoscaling)",
    message = "replicas and autoscaling exclude each other")
@ValidationRule(
    value = "!has(self.host) || self.host.matches('" + WebhookSpec.HOST + "')",
    message = "host must be " + WebhookSpec.HOST_WANTED,
    fieldPath = ".host")
@ValidationRule(
    value = "!has(self.expose) || has(self.host)",
    message = "host is required where something is exposed",
    reason = "FieldValueRequired",
    fieldPath = ".host")
@ValidationRule(
    value = "!has(self.registration) || self.registration != 'Managed' || has(self.host)",
    message = "host is required where the endpoint is Managed",
    reason = "FieldValueRequired",
    fieldPath = ".host")
public record WebhookSpec(
    @JsonPropertyDescription(
            "Manual (the default): you make the endpoint in Stripe; Managed: the operator makes and"
                + " keeps it.")
        @Nullable Registration registration,
    @JsonPropertyDescription(
            "Signing secrets (whsec_...) that are accepted; several while one is being rotated.")
        @Size(max = 10)
        @Nullable List<SecretRef> signingSecrets,
    @JsonPropertyDescription(
            "The public host name that Stripe calls, like hooks.acme.example. Required with Managed"
                + " and with expose.")
        @Size(max = 253)
        @Nullable String host,
    @JsonPropertyDescription("How the host is served; without it, you do it yourself.")
        @Nullable Expose expose,
    @JsonPropertyDescription(
            "How many receiver pods there are, 1 to 100; 2 without it. Either this or autoscaling.")
        @Min(1)
        @Max(100)
        @Nullable Integer replicas,
    @JsonPropertyDescription(
            "How many receiver pods there are, by load, which metrics-server tells. Either this or"
                + " replicas.")
        @Nullable Autoscaling autoscaling,
    @JsonPropertyDescription(
            "Address ranges that webhooks are accepted from, like 3.18.12.63/32; without it, any:"
                + " signatures are checked in any case.")
        @Size(max = 100)
        @Nullable List<@Size(max = 43) String> allowedSourceRanges) {

  /** A name of two labels or more. */
  static final String HOST = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)+$";

  static final String HOST_WANTED =
      "a host name like hooks.acme.example, in lower case, without https://, port and path";

  /** The path of a connector's endpoint. */
  public static String path(String namespace, String name) {
    return "/stripe/" + namespace + "/" + name;
  }

  /** Where Stripe reaches it. */
  public static String url(String host, String namespace, String name) {
    return "https://" + host + path(namespace, name);
  }

  /** Who makes the webhook endpoint in Stripe. */
  public enum Registration {
    @JsonProperty("Managed")
    MANAGED,
    @JsonProperty("Manual")
    MANUAL
  }

  /** How the host is served: by exactly one of both. */
  @ValidationRule(
      value = "has(self.ingress) != has(self.gateway)",
      message = "exactly one of ingress and gateway must be given")
  public record Expose(
      @JsonPropertyDescription("An Ingress. Either this or gateway.") @Nullable Ingress ingress,
      @JsonPropertyDescription("An HTTPRoute of the Gateway API. Either this or ingress.")
          @Nullable Gateway gateway) {}

  /** An Ingress. */
  @ValidationRule(
      value = "!has(self.annotations) || self.annotations.all(key, !key.endsWith('-snippet'))",
      message = Ingress.SNIPPETS)
  public record Ingress(
      @JsonPropertyDescription(
              "The ingress class, like traefik; without it, the cluster's default.")
          @Pattern(Names.SUBDOMAIN)
          @Size(min = 1, max = 253)
          @Nullable String className,
      @JsonPropertyDescription(
              "The TLS Secret of the host, which cert-manager may keep. Stripe sends to https only:"
                  + " without it, the ingress controller must have a certificate of its own.")
          @Pattern(Names.SUBDOMAIN)
          @Size(min = 1, max = 253)
          @Nullable String tlsSecretName,
      @JsonPropertyDescription(
              "Annotations of the Ingress, like cert-manager.io/cluster-issuer: letsencrypt.")
          @Size(max = 50)
          @Nullable Map<String, @Size(max = 4_096) String> annotations) {
    /**
     * Whoever may edit a connector must not thereby write an ingress controller's configuration.
     */
    static final String SNIPPETS =
        "annotations that end in -snippet are configuration of the ingress controller: they cannot"
            + " be given here";
  }

  /** An HTTPRoute. */
  public record Gateway(
      @JsonPropertyDescription("The gateways that the route attaches to.")
          @Required
          @Size(min = 1, max = 32)
          List<ParentRef> parentRefs) {}

  /** A Gateway that a route attaches to. */
  public record ParentRef(
      @JsonPropertyDescription("The Gateway's name.")
          @Required
          @Pattern(Names.SUBDOMAIN)
          @Size(min = 1, max = 253)
          String name,
      @JsonPropertyDescription("Its namespace; without it, the connector's.")
          @Pattern(Names.LABEL)
          @Size(min = 1, max = 63)
          @Nullable String namespace,
      @JsonPropertyDescription("One of its listeners; without it, all.")
          @Pattern(Names.SUBDOMAIN)
          @Size(min = 1, max = 253)
          @Nullable String sectionName) {}

  /** Bounds of the number of receiver pods. */
  @ValidationRule(
      value = "self.minReplicas <= self.maxReplicas",
      message = "minReplicas must not exceed maxReplicas",
      fieldPath = ".minReplicas")
  public record Autoscaling(
      @JsonPropertyDescription("Pods at least, 1 to 100.") @Required @Min(1) @Max(100)
          Integer minReplicas,
      @JsonPropertyDescription("Pods at most, 1 to 100.") @Required @Min(1) @Max(100)
          Integer maxReplicas) {}
}
