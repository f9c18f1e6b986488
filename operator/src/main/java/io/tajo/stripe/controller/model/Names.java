package io.tajo.stripe.controller.model;

import io.tajo.stripe.api.StripeConnector;

/**
 * What the objects of a connector are called. A connector's name is a DNS label of at most 40
 * characters (the CRD says so), so that each fits into the 63 of a Service, a label or a pod.
 *
 * @param connector the connector's name
 */
public record Names(String namespace, String connector) {
  public static Names of(StripeConnector connector) {
    return new Names(connector.getMetadata().getNamespace(), connector.getMetadata().getName());
  }

  /** The ConfigMap with the connector's document. */
  public String document() {
    return connector + "-connector";
  }

  /** Deployment, Service and all else of the receiver. */
  public String receiver() {
    return connector + "-receiver";
  }

  /** StatefulSet, Service, Secret and all else of the connector's own PostgreSQL. */
  public String database() {
    return connector + "-database";
  }

  /** The ServiceAccount of runs. */
  public String sync() {
    return connector + "-sync";
  }

  /** The Secret with the signing secrets of the managed endpoint. */
  public String signing() {
    return connector + "-signing";
  }

  /** Where another pod reaches the receiver's health port. */
  public String receiverHost() {
    return receiver() + "." + namespace + ".svc";
  }
}
