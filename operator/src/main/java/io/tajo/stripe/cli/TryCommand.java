package io.tajo.stripe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.Manifests;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.ConnectorSettings;
import io.tajo.stripe.pipeline.Database;
import io.tajo.stripe.pipeline.Live;
import io.tajo.stripe.pipeline.RunReport;
import io.tajo.stripe.pipeline.RunRequest;
import io.tajo.stripe.receiver.ReceiverSettings;
import io.tajo.stripe.receiver.SigningSecrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A connector's life, a minute of it, on simulated accounts. */
@Command(
    name = "try",
    description =
        "Syncs a simulated Stripe account to a simulated Brevo account, then lets things happen in"
            + " Stripe and shows what becomes of them; needs nothing.",
    mixinStandardHelpOptions = true)
final class TryCommand implements Callable<Integer> {
  private static final int EXAMPLES = 3;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Keep the built-in PostgreSQL's data here, and the manifest, for `explain` (default: thrown"
              + " away).")
  private @Nullable Path data;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Environment environment;

  TryCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    try (SandboxAccounts accounts = environment.sandbox().start()) {
      if (data != null) {
        return run(accounts, fresh(data));
      }
      Path scratch = Files.createTempDirectory("stripe-connector-");
      try {
        return run(accounts, scratch);
      } finally {
        Scratch.delete(scratch);
      }
    }
  }

  /** Other simulated accounts have objects of the same ids: what they tell would pass for known. */
  private Path fresh(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      try (Stream<Path> entries = Files.list(directory)) {
        if (entries.findAny().isPresent()) {
          throw new ParameterException(
              spec.commandLine(),
              "--data "
                  + directory
                  + (Files.isDirectory(directory.resolve("pg"))
                      ? " holds an earlier try: delete it, or name another"
                      : " is not empty: name another directory"));
        }
      }
    }
    return directory;
  }

  private int run(SandboxAccounts accounts, Path directory) throws Exception {
    String document = document(accounts);
    Manifest manifest =
        new Manifests(environment.clock(), Map.of(), environment.mapping())
            .read(document, Optional.empty());
    LocatedConnector located =
        new LocatedConnector(
            new ConnectorSettings(manifest, accounts.stripeBase(), accounts.brevoBase()),
            new Database.Embedded(directory));
    Runner runner = new Runner(environment, output);
    return runner.with(
        located,
        connector -> {
          int status = live(runner, connector, located, accounts);
          new WorthExplaining(data).keep(document);
          return status;
        });
  }

  /** A full sync, then webhooks as things happen, then a look whether any were missed. */
  private int live(
      Runner runner, Connector connector, LocatedConnector located, SandboxAccounts accounts)
      throws InterruptedException, IOException {
    Manifest manifest = located.manifest();
    RunReport full = runner.run(connector, manifest, RunRequest.full());
    if (!full.success()) {
      return runner.last(manifest, full);
    }
    PrintStream out = output.json() ? environment.err() : environment.out();
    if (!output.json()) {
      printContacts(accounts);
    }
    ReceiverSettings anyPort = reception(manifest);
    SigningSecrets secrets = SigningSecrets.of(manifest.secrets().signingSecrets());
    try (Logging.Quiet _ = Logging.quiet();
        Reception reception =
            Reception.open(environment, located, connector, anyPort, secrets, connector::status);
        Live _ = connector.live();
        LiveScenes scenes = new LiveScenes(accounts, connector, out)) {
      accounts.deliverTo(reception.url(), manifest.secrets().signingSecrets().getFirst());
      out.println("\nLive: webhooks arrive at " + reception.url());
      if (!scenes.play()) {
        return Main.FAILED;
      }
      out.println();
      RunReport last = runner.run(connector, manifest, Schedule.INCREMENTAL);
      if (!output.json()) {
        scenes.email().ifPresent(email -> new WorthExplaining(data).tell(email, out));
      }
      return runner.last(manifest, last);
    }
  }

  private static ReceiverSettings reception(Manifest manifest) {
    return new ReceiverSettings(
        manifest.namespace(),
        manifest.name(),
        "127.0.0.1",
        0,
        0,
        List.of(),
        List.of(),
        ReceiverSettings.Limits.USUAL,
        Duration.ZERO);
  }

  /** The manifest, with the simulated accounts' keys. */
  private static String document(SandboxAccounts accounts) throws IOException {
    Map<String, String> keys =
        Map.of(
            "STRIPE_SECRET_KEY",
            accounts.stripeKey(),
            "BREVO_API_KEY",
            accounts.brevoKey(),
            "STRIPE_WEBHOOK_SECRET",
            "whsec_" + UUID.randomUUID());
    try (InputStream example = TryCommand.class.getResourceAsStream("sandbox.yaml")) {
      if (example == null) {
        throw new IllegalStateException("sandbox.yaml is not in the jar: build it again");
      }
      String document = new String(example.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> key : keys.entrySet()) {
        document = document.replace("${" + key.getKey() + "}", key.getValue());
      }
      return document;
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
