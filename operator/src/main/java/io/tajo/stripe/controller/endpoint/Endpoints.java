package io.tajo.stripe.controller.endpoint;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.tajo.stripe.pipeline.EndpointState;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** How the managed webhook endpoints stand, for whoever writes it to a status. Thread-safe. */
public final class Endpoints {
  private final Map<ResourceID, EndpointState> states = new ConcurrentHashMap<>();
  private volatile Consumer<ResourceID> listener = _ -> {};

  /** Empty: not known yet. */
  public Optional<EndpointState> of(ResourceID connector) {
    return Optional.ofNullable(states.get(connector));
  }

  /** Told of each change. */
  public void onChange(Consumer<ResourceID> told) {
    listener = told;
  }

  void put(ResourceID connector, EndpointState state) {
    if (!state.equals(states.put(connector, state))) {
      listener.accept(connector);
    }
  }

  void forget(ResourceID connector) {
    states.remove(connector);
  }
}
