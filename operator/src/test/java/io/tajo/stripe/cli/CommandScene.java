package io.tajo.stripe.cli;

import io.tajo.stripe.api.MappingCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A manifest, an environment and a connector that does what a test says: one command at a time. */
abstract class CommandScene {
  static final String MANIFEST =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: keys}
      stringData: {stripe: "${STRIPE_SECRET_KEY}", brevo: xkeysib-1}
      ---
      apiVersion: connectors.tajo.io/v1alpha1
      kind: StripeConnector
      metadata: {name: acme}
      spec:
        stripe: {secretKey: {name: keys, key: stripe}}
        brevo:
          apiKey: {name: keys, key: brevo}
          lists: {allCustomers: 20}
          consent: {newContacts: Subscribed}
      """;

  @TempDir Path directory;
  Path file;
  final Map<String, String> variables = new HashMap<>();
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  URI brevo = URI.create("http://127.0.0.1:1/v3");
  MappingCheck mapping = _ -> Map.of();
  final FakeConnector connector = new FakeConnector();

  @BeforeEach
  void writeManifest() throws IOException {
    file = Files.writeString(directory.resolve("acme.yaml"), MANIFEST);
    variables.put("STRIPE_SECRET_KEY", "sk_test_1");
  }

  int run(String... args) {
    return Main.run(environment(), args);
  }

  Environment environment() {
    return new Environment(
        variables,
        new ByteArrayInputStream(MANIFEST.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC),
        (settings, database, _) -> {
          connector.settings = settings;
          connector.database = database;
          return connector;
        },
        mapping,
        () -> new FakeAccounts(brevo));
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Accounts that nobody asks, but for contacts. */
  private record FakeAccounts(URI brevoBase) implements SandboxAccounts {
    @Override
    public URI stripeBase() {
      return URI.create("http://127.0.0.1:1");
    }

    @Override
    public void deliverTo(String url, String signingSecret) {}

    @Override
    public boolean isQuiet() {
      return true;
    }

    @Override
    public List<Scene> scenes() {
      return List.of();
    }

    @Override
    public String stripeKey() {
      return "sk_test_sandbox";
    }

    @Override
    public String brevoKey() {
      return "xkeysib-sandbox";
    }

    @Override
    public void close() {}
  }
}
