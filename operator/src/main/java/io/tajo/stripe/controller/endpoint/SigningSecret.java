package io.tajo.stripe.controller.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.controller.OperatorSettings;
import io.tajo.stripe.controller.model.Labels;
import io.tajo.stripe.controller.model.Names;
import io.tajo.stripe.pipeline.EndpointMemory;
import io.tajo.stripe.pipeline.SecretStore;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The Secret with the signing secrets of a managed endpoint: one key an endpoint, which receivers
 * have as files, and what is remembered of the endpoint in annotations. It is read anew before each
 * change, and applied whole, unless somebody has changed it meanwhile: Stripe shows a secret once.
 * A Secret of that name that was not made for the connector is left alone.
 */
final class SigningSecret {
  private static final String MEMORY = "connectors.tajo.io/";

  /** Changes of others that are met one after another. */
  private static final int TRIES = 5;

  /** Of an object that is to be made, and not found there. */
  private static final String NEW = "1";

  private final KubernetesClient client;
  private final StripeConnector connector;
  private final Names names;

  SigningSecret(KubernetesClient client, StripeConnector connector) {
    this.client = client;
    this.connector = connector;
    this.names = Names.of(connector);
  }

  /** The secrets. */
  SecretStore store() {
    return new SecretStore() {
      @Override
      public Set<String> endpoints() throws IOException {
        try {
          return new TreeSet<>(data(own()).keySet());
        } catch (KubernetesClientException e) {
          throw failure("read", e);
        }
      }

      @Override
      public void write(String endpoint, String secret) throws IOException {
        String value = Base64.getEncoder().encodeToString(secret.getBytes(UTF_8));
        change((data, _) -> data.put(endpoint, value));
      }

      @Override
      public void remove(String endpoint) throws IOException {
        if (endpoints().contains(endpoint)) {
          change((data, _) -> data.remove(endpoint));
        }
      }
    };
  }

  /** What is remembered. */
  EndpointMemory memory() {
    return new EndpointMemory() {
      @Override
      public Optional<String> get(String key) throws IOException {
        try {
          return Optional.ofNullable(annotations(there()).get(MEMORY + key));
        } catch (KubernetesClientException e) {
          throw failure("read", e);
        }
      }

      @Override
      public void put(String key, String value) throws IOException {
        change((_, annotations) -> annotations.put(MEMORY + key, value));
      }

      @Override
      public void remove(String key) throws IOException {
        if (get(key).isPresent()) { // Nor is a Secret that has gone made anew.
          change((_, annotations) -> annotations.remove(MEMORY + key));
        }
      }
    };
  }

  private void change(BiConsumer<Map<String, String>, Map<String, String>> change)
      throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        apply(change);
        return;
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || tries == TRIES) {
          throw failure("written", e);
        }
      }
    }
  }

  private void apply(BiConsumer<Map<String, String>, Map<String, String>> change)
      throws IOException {
    @Nullable Secret there = own();
    Map<String, String> data = new HashMap<>(data(there));
    Map<String, String> annotations = new HashMap<>(annotations(there));
    annotations.keySet().removeIf(key -> !key.startsWith(MEMORY));
    change.accept(data, annotations);
    Secret wanted =
        new SecretBuilder()
            .withNewMetadata()
            .withName(names.signing())
            .withNamespace(names.namespace())
            .withResourceVersion(there == null ? NEW : there.getMetadata().getResourceVersion())
            .withLabels(Labels.ofReceiver(names))
            .withAnnotations(annotations)
            .endMetadata()
            .withType("Opaque")
            .withData(data)
            .build();
    wanted.addOwnerReference(connector);
    client
        .resource(wanted)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(OperatorSettings.FIELD_MANAGER)
                .withForce(true)
                .build());
  }

  /** Whether there is none: nothing is remembered. */
  boolean isAbsent() {
    return there() == null;
  }

  private @Nullable Secret own() throws IOException {
    @Nullable Secret there = there();
    if (there != null && !Labels.connector(there).equals(Optional.of(names.connector()))) {
      throw new IOException(
          "Secret %s was not made by the operator, which keeps the endpoint's signing secrets in one of that name: rename or delete it."
              .formatted(names.signing()));
    }
    return there;
  }

  private @Nullable Secret there() {
    return client.secrets().inNamespace(names.namespace()).withName(names.signing()).get();
  }

  private static Map<String, String> data(@Nullable Secret secret) {
    return secret == null || secret.getData() == null ? Map.of() : secret.getData();
  }

  private static Map<String, String> annotations(@Nullable Secret secret) {
    return secret == null || secret.getMetadata().getAnnotations() == null
        ? Map.of()
        : secret.getMetadata().getAnnotations();
  }

  private IOException failure(String done, KubernetesClientException cause) {
    return new IOException(
        "Secret %s cannot be %s (%s)%s"
            .formatted(
                names.signing(),
                done,
                cause.getStatus() == null
                    ? cause.getClass().getSimpleName()
                    : cause.getStatus().getReason(),
                cause.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                    ? ": give the operator's ServiceAccount the chart's roles."
                    : "; it is tried again."),
        cause);
  }
}
