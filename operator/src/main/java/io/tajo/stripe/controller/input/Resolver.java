package io.tajo.stripe.controller.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Secret;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.ManifestException;
import io.tajo.stripe.api.Manifests;
import io.tajo.stripe.api.MappingCheck;
import io.tajo.stripe.api.Problem;
import io.tajo.stripe.api.SecretRef;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.controller.input.Resolution.Refused;
import io.tajo.stripe.controller.input.Resolution.Resolved;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Fingerprint;
import io.tajo.stripe.controller.model.Labels;
import io.tajo.stripe.controller.model.PodSettings;
import io.tajo.stripe.controller.model.SecretRefs;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Checks a connector as {@code local} does, by the same rules, with the Secrets of its namespace
 * that their owner has opened to the operator by the label {@link Labels#SECRET}.
 */
public final class Resolver {
  private final Manifests manifests;
  private final PodSettings settings;

  public Resolver(InstantSource clock, MappingCheck mapping, PodSettings settings) {
    this.manifests = new Manifests(clock, Map.of(), mapping);
    this.settings = settings;
  }

  /**
   * Resolves.
   *
   * @param secrets by name, of the connector's namespace, with the label
   */
  public Resolution resolve(StripeConnector connector, Function<String, Optional<Secret>> secrets) {
    Set<SecretRef> all = SecretRefs.all(connector.getSpec());
    Set<SecretRef> required = SecretRefs.readAtStart(connector.getSpec());
    SortedMap<String, Secret> found = new TreeMap<>();
    Map<SecretRef, String> missing = new LinkedHashMap<>();
    for (SecretRef ref : all) {
      Optional<Secret> secret = secrets.apply(ref.name());
      secret.ifPresent(it -> found.put(ref.name(), it));
      missing(connector, ref, secret).ifPresent(it -> missing.put(ref, it));
    }
    if (required.stream().anyMatch(missing::containsKey)) {
      return new Refused(Refused.SECRET, missing.values().stream().distinct().toList());
    }
    StringBuilder text = new StringBuilder();
    found.forEach((_, secret) -> text.append(document(secret, all)).append("\n---\n"));
    text.append(document(connector, missing.keySet()));
    try {
      Manifest manifest = manifests.read(text.toString(), Optional.empty());
      return new Resolved(
          manifest,
          new Desired(connector, settings, ref -> value(found, ref)),
          new Fingerprint().add(text.toString()).hex(),
          missing.values().stream().distinct().toList());
    } catch (ManifestException e) {
      return new Refused(Refused.INVALID, e.problems().stream().map(Resolver::sentence).toList());
    }
  }

  private static Optional<String> missing(
      StripeConnector connector, SecretRef ref, Optional<Secret> secret) {
    String namespace = connector.getMetadata().getNamespace();
    if (secret.isEmpty()) {
      return Optional.of(
          "there is no Secret %s in namespace %s with the label %s: make it, or let the operator read it with `kubectl -n %s label secret %s %s`"
              .formatted(
                  ref.name(), namespace, Labels.SECRETS, namespace, ref.name(), Labels.SECRETS));
    }
    Map<String, String> data = secret.get().getData();
    if (data == null || !data.containsKey(ref.key())) {
      return Optional.of(
          "Secret %s has no key %s%s"
              .formatted(
                  ref.name(),
                  ref.key(),
                  data == null || data.isEmpty()
                      ? ""
                      : ", it has " + String.join(", ", new TreeMap<>(data).keySet())));
    }
    return Optional.empty();
  }

  private static String value(Map<String, Secret> secrets, SecretRef ref) {
    return Optional.ofNullable(secrets.get(ref.name()))
        .flatMap(secret -> Optional.ofNullable(secret.getData().get(ref.key())))
        .map(text -> new String(Base64.getDecoder().decode(text), UTF_8))
        .orElseThrow(() -> new IllegalStateException("not resolved: " + ref.name()));
  }

  /** Only what is referred to, as {@code data}: nothing in it is taken for a variable. */
  private static String document(Secret secret, Set<SecretRef> refs) {
    ObjectNode document = Json.MAPPER.createObjectNode();
    document.put("apiVersion", "v1").put("kind", "Secret");
    document
        .putObject("metadata")
        .put("name", secret.getMetadata().getName())
        .put("namespace", secret.getMetadata().getNamespace());
    ObjectNode data = document.putObject("data");
    String name = secret.getMetadata().getName();
    new TreeMap<>(secret.getData())
        .forEach((key, value) -> {
          if (refs.contains(new SecretRef(name, key))) {
            data.put(key, value);
          }
        });
    return document.toString();
  }

  private static String document(StripeConnector connector, Set<SecretRef> missing) {
    ObjectNode document = Json.MAPPER.createObjectNode();
    document.put("apiVersion", connector.getApiVersion()).put("kind", connector.getKind());
    document
        .putObject("metadata")
        .put("name", connector.getMetadata().getName())
        .put("namespace", connector.getMetadata().getNamespace());
    ObjectNode spec = document.putObject("spec");
    spec.setAll(Json.MAPPER.<ObjectNode>valueToTree(connector.getSpec()));
    if (!missing.isEmpty()) {
      ObjectNode webhook = (ObjectNode) spec.path("webhook");
      List<SecretRef> there = new ArrayList<>(SecretRefs.signing(connector.getSpec()));
      there.removeAll(missing);
      webhook.set("signingSecrets", there.isEmpty() ? null : Json.MAPPER.valueToTree(there));
    }
    return document.toString();
  }

  private static String sentence(Problem problem) {
    return problem.path().isEmpty() ? problem.message() : problem.path() + " " + problem.message();
  }
}
