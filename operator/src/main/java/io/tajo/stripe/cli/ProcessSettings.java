package io.tajo.stripe.cli;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.pipeline.ConnectorSettings;
import io.tajo.stripe.pipeline.Network;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Settings of the process, from its environment, never of the custom resource: where Stripe and
 * Brevo answer, the way there, and how long a text may be.
 */
record ProcessSettings(URI stripe, URI brevo, Network network, int textLimit) {
  private static final String TEXT_LIMIT = "STRIPE_CONNECTOR_TEXT_LIMIT";
  private static final int LONGEST = 100_000;
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int LAST_PORT = 65_535;
  private static final String STRIPE = "https://api.stripe.com";
  private static final String BREVO = "https://api.brevo.com/v3";

  /**
   * Reads the environment.
   *
   * @throws ParameterException that names the variable that is wrong
   */
  static ProcessSettings of(Map<String, String> variables, CommandSpec command) {
    return new ProcessSettings(
        base(variables, "STRIPE_API_BASE", STRIPE, command),
        base(variables, "BREVO_API_BASE", BREVO, command),
        network(variables, command),
        textLimit(variables, command));
  }

  private static Network network(Map<String, String> variables, CommandSpec command) {
    try {
      return Network.of(variables);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Which servers take the place of the real ones; empty: none does. */
  Optional<String> otherServers() {
    List<String> others = new ArrayList<>();
    if (!stripe.equals(URI.create(STRIPE))) {
      others.add("Stripe is at " + server(stripe));
    }
    if (!brevo.equals(URI.create(BREVO))) {
      others.add("Brevo is at " + server(brevo));
    }
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(", ", others) + ", as the environment says.");
  }

  private static String server(URI base) {
    return base.getScheme() + "://" + base.getRawAuthority();
  }

  /** A connector's settings in this process. */
  ConnectorSettings connector(Manifest manifest) {
    return new ConnectorSettings(manifest, stripe, brevo, network, textLimit);
  }

  private static int textLimit(Map<String, String> variables, CommandSpec command) {
    String text = variables.getOrDefault(TEXT_LIMIT, "").strip();
    if (text.isEmpty()) {
      return ConnectorSettings.TEXT_LIMIT;
    }
    if (text.matches("[0-9]{1,6}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= LONGEST) {
        return limit;
      }
    }
    throw new ParameterException(
        command.commandLine(),
        TEXT_LIMIT + " must be a number of characters from 1 to " + LONGEST + ", but is " + text);
  }

  /** Nothing of a wrong one is repeated: it may hold a login, which has no use here. */
  private static URI base(
      Map<String, String> variables, String name, String otherwise, CommandSpec command) {
    String text = variables.getOrDefault(name, "").strip();
    try {
      URI base = URI.create((text.isEmpty() ? otherwise : text).replaceAll("/+$", ""));
      if (base.getHost() != null
          && base.getScheme() != null
          && SCHEMES.contains(base.getScheme().toLowerCase(Locale.ROOT))
          && base.getPort() <= LAST_PORT
          && !text.matches("(?s).*[@?#].*")) {
        return base;
      }
    } catch (IllegalArgumentException e) {
      // Told below, like any other text that is no such URL.
    }
    throw new ParameterException(
        command.commandLine(),
        name + " must be a URL like " + otherwise + ", without a login or parameters");
  }
}
