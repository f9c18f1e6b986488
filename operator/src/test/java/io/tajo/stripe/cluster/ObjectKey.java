package io.tajo.stripe.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * What names an object in a cluster.
 *
 * @param group the API group; empty for the core
 * @param resource the plural, such as `deployments`
 * @param namespace empty for what is in none
 * @param name the object's name
 */
public record ObjectKey(String group, String resource, String namespace, String name) {
  /** The key of an object that has a name. */
  public static ObjectKey of(HasMetadata object) {
    String apiVersion = object.getApiVersion();
    int slash = apiVersion.indexOf('/');
    return new ObjectKey(
        slash < 0 ? "" : apiVersion.substring(0, slash),
        object.getPlural(),
        Optional.ofNullable(object.getMetadata().getNamespace()).orElse(""),
        object.getMetadata().getName());
  }

  /** A key within the core group. */
  public static ObjectKey core(String resource, String namespace, String name) {
    return new ObjectKey("", resource, namespace, name);
  }

  /** A Deployment's key. */
  public static ObjectKey deployment(String namespace, String name) {
    return new ObjectKey("apps", "deployments", namespace, name);
  }

  /** A StatefulSet's key. */
  public static ObjectKey statefulSet(String namespace, String name) {
    return new ObjectKey("apps", "statefulsets", namespace, name);
  }

  /** A Job's key. */
  public static ObjectKey job(String namespace, String name) {
    return new ObjectKey("batch", "jobs", namespace, name);
  }

  /** The resource with its group, as messages have it: `deployments.apps`. */
  public String qualified() {
    return group.isEmpty() ? resource : resource + "." + group;
  }
}
