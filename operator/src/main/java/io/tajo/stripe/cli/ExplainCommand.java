package io.tajo.stripe.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.Explanation;
import io.tajo.stripe.pipeline.Whom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What one contact is made of. Prints personal data, on standard output alone. */
@Command(
    name = "explain",
    description =
        "Says of one contact where each value comes from, which lists it belongs to and why, and what"
            + " would be written to Brevo now; from the ledger alone, and writes nothing.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Mixin private final ManifestOptions manifest = new ManifestOptions();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @ArgGroup(multiplicity = "1")
  private @Nullable Choice choice;

  /** One or the other. */
  static final class Choice {
    @Option(
        names = "--customer",
        paramLabel = "ID",
        description = "The contact of this customer of Stripe (cus_...).")
    private @Nullable String customer;

    @Option(
        names = "--email",
        paramLabel = "ADDRESS",
        description = "The contact with this e-mail address.")
    private @Nullable String email;
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      description = "json prints one document, with every part of every sum.")
  private OutputOptions.Format format = OutputOptions.Format.TEXT;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Environment environment;

  ExplainCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Whom whom = whom();
    LocatedConnector located = database.connector(environment, spec, manifest);
    try (Connector connector = located.open(environment)) {
      return switch (connector.explain(whom)) {
        case Explanation.Contact contact -> print(Storyteller.of(contact));
        case Explanation.NoContact none -> print(none);
      };
    }
  }

  private Whom whom() {
    String customer = choice == null ? null : choice.customer;
    String email = choice == null ? null : choice.email;
    if (customer != null) {
      if (customer.contains("@")) {
        throw new ParameterException(
            spec.commandLine(), "--customer takes an id like cus_...; for an address use --email");
      }
      return new Whom.Customer(customer.strip());
    }
    if (email == null || !email.contains("@")) {
      throw new ParameterException(
          spec.commandLine(), "--email takes an e-mail address; for an id use --customer");
    }
    return new Whom.Email(email);
  }

  private int print(Story story) {
    if (format == OutputOptions.Format.JSON) {
      OutputOptions.print(environment.out(), story);
    } else {
      environment.out().print(StoryText.of(story));
    }
    return Main.OK;
  }

  /** What is known has been said; who is not known may be a mistake of whoever asked. */
  private int print(Explanation.NoContact none) {
    if (format == OutputOptions.Format.JSON) {
      ObjectNode document =
          Json.MAPPER
              .createObjectNode()
              .put("reason", none.reason().word())
              .put("message", none.message());
      if (none.ledger() != null) {
        document.set("ledger", Json.MAPPER.valueToTree(none.ledger()));
      }
      OutputOptions.print(environment.out(), document);
    } else if (none.reason().isKnown()) {
      environment.out().println(none.message());
    }
    if (none.reason().isKnown()) {
      return Main.OK;
    }
    environment.err().println(none.message());
    if (none.ledger() != null) {
      environment.err().println(StoryText.ledger(none.ledger()));
    }
    return Main.FAILED;
  }
}
