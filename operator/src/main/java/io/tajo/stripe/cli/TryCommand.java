package io.tajo.stripe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.ManifestException;
import io.tajo.stripe.api.Manifests;
import io.tajo.stripe.pipeline.ConnectorSettings;
import io.tajo.stripe.pipeline.Database;
import io.tajo.stripe.pipeline.RunRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code local --once} on simulated accounts. */
@Command(
    name = "try",
    description = "Syncs a simulated Stripe account to a simulated Brevo account; needs nothing.",
    mixinStandardHelpOptions = true)
final class TryCommand implements Callable<Integer> {
  private static final int EXAMPLES = 3;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the built-in PostgreSQL's data here (default: thrown away).")
  private @Nullable Path data;

  private final Environment environment;

  TryCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    try (SandboxAccounts accounts = environment.sandbox().start()) {
      if (data != null) {
        return run(accounts, data);
      }
      Path scratch = Files.createTempDirectory("stripe-connector-");
      try {
        return run(accounts, scratch);
      } finally {
        Scratch.delete(scratch);
      }
    }
  }

  private int run(SandboxAccounts accounts, Path directory) throws Exception {
    ConnectorSettings settings =
        new ConnectorSettings(
            manifest(accounts),
            accounts.stripeBase(),
            accounts.brevoBase(),
            new Database.Embedded(directory));
    int status = new Runner(environment, output).once(settings, RunRequest.full());
    if (status == Main.OK && !output.json()) {
      printContacts(accounts);
    }
    return status;
  }

  private Manifest manifest(SandboxAccounts accounts) throws IOException, ManifestException {
    Map<String, String> keys =
        Map.of("STRIPE_SECRET_KEY", accounts.stripeKey(), "BREVO_API_KEY", accounts.brevoKey());
    try (InputStream example = TryCommand.class.getResourceAsStream("sandbox.yaml")) {
      if (example == null) {
        throw new IllegalStateException("sandbox.yaml is not in the jar: build it again");
      }
      return new Manifests(environment.clock(), keys, environment.mapping())
          .read(new String(example.readAllBytes(), StandardCharsets.UTF_8), Optional.empty());
    }
  }

  private void printContacts(SandboxAccounts accounts) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(accounts.brevoBase() + "/contacts?sort=desc&limit=" + EXAMPLES))
            .header("api-key", accounts.brevoKey())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      JsonNode contacts = Json.MAPPER.readTree(answer.body()).path("contacts");
      environment.out().println("\nContacts in the simulated Brevo account, for example");
      for (JsonNode contact : contacts) {
        environment
            .out()
            .println(
                "  " + contact.path("email").asText() + " in lists " + contact.path("listIds"));
        contact
            .path("attributes")
            .properties()
            .forEach(attribute ->
                environment
                    .out()
                    .println(
                        "    %s: %s".formatted(attribute.getKey(), attribute.getValue().asText())));
      }
    }
  }
}
