package io.tajo.stripe.cli;

import io.tajo.stripe.api.MappingCheck;
import io.tajo.stripe.contact.Mapping;
import io.tajo.stripe.contact.MappingException;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.LedgerConnector;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoSandbox;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the commands meet the rooms below. */
final class Wiring {
  static final Connector.Opener CONNECTORS = LedgerConnector::new;

  static final MappingCheck MAPPING = Wiring::problems;

  static final SandboxAccounts.Starter SANDBOX = SimulatedAccounts::new;

  private static final String SOURCE = "spec.fieldMapping.";

  private Wiring() {}

  private static Map<String, String> problems(Map<String, String> fieldMapping) {
    Map<String, String> problems = new LinkedHashMap<>();
    try {
      Mapping.of(fieldMapping);
    } catch (MappingException e) {
      for (MappingException.Problem problem : e.problems()) {
        String source =
            problem.path().startsWith(SOURCE) ? problem.path().substring(SOURCE.length()) : "";
        problems.merge(source, problem.message(), (one, other) -> one + "; " + other);
      }
    }
    return problems;
  }

  static BrevoSandbox brevo(BrevoOptions options) {
    return new BrevoSandbox(options, InstantSource.system());
  }
}
