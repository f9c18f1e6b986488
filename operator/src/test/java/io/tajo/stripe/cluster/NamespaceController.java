package io.tajo.stripe.cluster;

/** Stands in for the namespace controller: a namespace goes when all in it has gone. */
record NamespaceController(Hands hands) implements ControlPlane.Controller {
  @Override
  public void reconcile(ObjectKey key) {
    String namespace = key.qualified().equals("namespaces") ? key.name() : key.namespace();
    ObjectKey of = ObjectKey.core("namespaces", "", namespace);
    if (namespace.isEmpty()
        || hands.get(of).filter(n -> n.path("metadata").has("deletionTimestamp")).isEmpty()) {
      return;
    }
    hands.store().inside(namespace).forEach(hands::delete);
    if (hands.store().inside(namespace).isEmpty()) {
      hands.change(
          of,
          "",
          live -> {
            Json.child(live, "spec").remove("finalizers");
            return live;
          });
    }
  }
}
