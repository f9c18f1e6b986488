package io.tajo.stripe.cli;

import java.net.URI;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where Stripe and Brevo answer: settings of the process, never of the custom resource. */
record Endpoints(URI stripe, URI brevo) {
  static Endpoints of(Map<String, String> variables, CommandSpec command) {
    return new Endpoints(
        base(variables, "STRIPE_API_BASE", "https://api.stripe.com", command),
        base(variables, "BREVO_API_BASE", "https://api.brevo.com/v3", command));
  }

  private static URI base(
      Map<String, String> variables, String name, String otherwise, CommandSpec command) {
    String text = variables.getOrDefault(name, "").strip();
    try {
      URI base = URI.create((text.isEmpty() ? otherwise : text).replaceAll("/+$", ""));
      if (base.getHost() != null
          && ("http".equals(base.getScheme()) || "https".equals(base.getScheme()))) {
        return base;
      }
    } catch (IllegalArgumentException e) {
      // Told below, like any other text that is no such URL.
    }
    throw new ParameterException(
        command.commandLine(), name + " must be a URL like " + otherwise + ", but is " + text);
  }
}
