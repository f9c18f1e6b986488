package io.tajo.stripe.cli;

import io.tajo.stripe.api.MappingCheck;
import io.tajo.stripe.pipeline.Connector;
import java.util.Map;

/** Where the commands meet the rooms below. */
final class Wiring {
  static final Connector.Opener CONNECTORS =
      settings -> {
        throw new UnsupportedOperationException("connectors are not wired up yet");
      };

  static final SandboxAccounts.Starter SANDBOX =
      () -> {
        throw new UnsupportedOperationException("the sandbox is not wired up yet");
      };

  static final MappingCheck MAPPING = fieldMapping -> Map.of();

  private Wiring() {}
}
