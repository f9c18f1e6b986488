package io.tajo.stripe.controller;

import io.tajo.stripe.controller.model.Labels;
import io.tajo.stripe.controller.model.PodSettings;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of the operator's process.
 *
 * @param namespaces that are watched; empty: all
 * @param lease the namespace of the Lease by which one of several replicas leads; empty: no other
 *     replica runs
 * @param leaseName of that Lease; several installations in one namespace have one each
 */
public record OperatorSettings(
    Set<String> namespaces, Optional<String> lease, String leaseName, PodSettings pods) {
  /** The Lease's name, where none is given. */
  public static final String LEASE = Labels.OPERATOR;

  /** Who applies objects, in their {@code managedFields}. */
  public static final String FIELD_MANAGER = Labels.OPERATOR;

  /** Of a connector's own PostgreSQL, where neither spec nor option names one. */
  public static final String DATABASE_IMAGE = "docker.io/library/postgres:18.6";

  public OperatorSettings {
    namespaces = Set.copyOf(namespaces);
  }

  /** The same for some namespaces. */
  public OperatorSettings within(Set<String> some) {
    return new OperatorSettings(some, lease, leaseName, pods);
  }

  /** With the Lease's usual name. */
  public OperatorSettings(Set<String> namespaces, Optional<String> lease, PodSettings pods) {
    this(namespaces, lease, LEASE, pods);
  }
}
