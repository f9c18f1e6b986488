package io.tajo.stripe.controller.model;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import io.tajo.stripe.api.SecretRef;
import io.tajo.stripe.api.StripeConnectorSpec;
import io.tajo.stripe.pipeline.Network;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What receivers and runs find in their files: the connector, the Secret keys that it names, and
 * nothing else. Where a Secret's key is: {@code secrets/NAME/KEY}.
 */
final class Mounts {
  static final String MANIFEST = "/etc/stripe-connector/manifest";
  static final String SECRETS = "/etc/stripe-connector/secrets";
  static final String SIGNING = "/etc/stripe-connector/signing";
  private static final String CA = "/etc/stripe-connector/ca";

  /** Its owner and the pod's group may read it. */
  private static final int READABLE = 0440;

  private final Names names;
  private final StripeConnectorSpec spec;
  private final PodSettings settings;

  Mounts(Names names, StripeConnectorSpec spec, PodSettings settings) {
    this.names = names;
    this.spec = spec;
    this.settings = settings;
  }

  List<Volume> volumes(boolean receiver) {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(
        new VolumeBuilder()
            .withName("manifest")
            .withNewConfigMap()
            .withName(names.document())
            .withDefaultMode(READABLE)
            .endConfigMap()
            .build());
    volumes.add(
        new VolumeBuilder()
            .withName("secrets")
            .withNewProjected()
            .withDefaultMode(READABLE)
            .withSources(secrets())
            .endProjected()
            .build());
    if (receiver && isManaged()) {
      volumes.add(
          new VolumeBuilder()
              .withName("signing")
              .withNewSecret()
              .withSecretName(names.signing())
              .withDefaultMode(READABLE)
              .withOptional(true)
              .endSecret()
              .build());
    }
    settings
        .caConfigMap()
        .ifPresent(name ->
            volumes.add(
                new VolumeBuilder()
                    .withName("ca")
                    .withNewConfigMap()
                    .withName(name)
                    .withDefaultMode(READABLE)
                    .endConfigMap()
                    .build()));
    volumes.add(temporary("tmp", "64Mi"));
    return volumes;
  }

  /** Otherwise a Secret of that name is none of the operator's. */
  boolean isManaged() {
    return spec.effective().managesEndpoint();
  }

  static Volume temporary(String name, String size) {
    return new VolumeBuilder()
        .withName(name)
        .withNewEmptyDir()
        .withNewSizeLimit(size)
        .endEmptyDir()
        .build();
  }

  private List<VolumeProjection> secrets() {
    List<VolumeProjection> sources = new ArrayList<>();
    Collection<SecretRef> required = new ArrayList<>(SecretRefs.readAtStart(spec));
    if (Store.isOwn(spec)) {
      required.add(new SecretRef(names.database(), Store.URL));
    }
    byName(required).forEach((name, keys) -> sources.add(source(name, keys, false)));
    List<SecretRef> signing = new ArrayList<>(SecretRefs.signing(spec));
    signing.removeAll(required);
    byName(signing).forEach((name, keys) -> sources.add(source(name, keys, true)));
    return sources;
  }

  private static SortedMap<String, List<String>> byName(Collection<SecretRef> refs) {
    return refs.stream()
        .distinct()
        .collect(groupingBy(SecretRef::name, TreeMap::new, mapping(SecretRef::key, toList())));
  }

  private static VolumeProjection source(String secret, List<String> keys, boolean optional) {
    List<KeyToPath> items =
        keys.stream()
            .sorted()
            .map(key -> new KeyToPathBuilder().withKey(key).withPath(secret + "/" + key).build())
            .toList();
    return new VolumeProjectionBuilder()
        .withNewSecret()
        .withName(secret)
        .withItems(items)
        .withOptional(optional ? Boolean.TRUE : null)
        .endSecret()
        .build();
  }

  List<VolumeMount> mounts(boolean receiver) {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(readOnly("manifest", MANIFEST));
    mounts.add(readOnly("secrets", SECRETS));
    if (receiver && isManaged()) {
      mounts.add(readOnly("signing", SIGNING));
    }
    if (settings.caConfigMap().isPresent()) {
      mounts.add(readOnly("ca", CA));
    }
    mounts.add(new VolumeMountBuilder().withName("tmp").withMountPath("/tmp").build());
    return mounts;
  }

  private static VolumeMount readOnly(String name, String path) {
    return new VolumeMountBuilder().withName(name).withMountPath(path).withReadOnly(true).build();
  }

  List<EnvVar> environment() {
    SortedMap<String, String> variables = new TreeMap<>(settings.environment());
    variables.values().removeIf(String::isEmpty);
    if (settings.caConfigMap().isPresent()) {
      variables.put(Network.CA_FILE, CA + "/ca.crt");
    }
    return variables.entrySet().stream()
        .map(variable ->
            new EnvVarBuilder().withName(variable.getKey()).withValue(variable.getValue()).build())
        .toList();
  }

  /** What the command line of each begins with. */
  static List<String> arguments(String command) {
    return List.of(
        command,
        "--file=" + MANIFEST + "/" + ConnectorDocument.KEY,
        "--secrets=" + SECRETS,
        "--host=0.0.0.0",
        "--health-port=" + Ports.HEALTH);
  }
}
