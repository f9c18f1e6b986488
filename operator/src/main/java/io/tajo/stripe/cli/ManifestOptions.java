package io.tajo.stripe.cli;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.ManifestException;
import io.tajo.stripe.api.Manifests;
import io.tajo.stripe.api.WebhookSpec;
import io.tajo.stripe.receiver.SigningSecrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which connector. */
final class ManifestOptions {
  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description =
          "The Secret and StripeConnector documents that kubectl apply takes; - reads standard"
              + " input. $${NAME} in a Secret's stringData comes from the environment.")
  private String file = "";

  @Option(
      names = "--connector",
      paramLabel = "NAME",
      description = "Which StripeConnector, where the file has several.")
  private @Nullable String connector;

  @Option(
      names = "--secrets",
      paramLabel = "DIR",
      description =
          "Take the values of Secrets from the files DIR/SECRET/KEY, as Kubernetes mounts them,"
              + " instead of Secret documents.")
  private @Nullable Path secrets;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /**
   * Where the signing secrets of a manifest are, or may come, as files; none without {@code
   * --secrets}.
   */
  List<Path> signingSecretFiles(Manifest manifest) {
    @Nullable Path directory = secrets;
    @Nullable WebhookSpec webhook = manifest.spec().webhook();
    return directory == null || webhook == null || webhook.signingSecrets() == null
        ? List.of()
        : webhook.signingSecrets().stream()
            .map(reference -> directory.resolve(reference.name()).resolve(reference.key()))
            .toList();
  }

  /**
   * The signing secrets that the manifest's documents hold; from a file they are read again when it
   * changes.
   */
  SigningSecrets signingSecrets(Environment environment, Manifest manifest) {
    return file.equals("-")
        ? SigningSecrets.of(manifest.secrets().signingSecrets())
        : new ManifestSecrets(
            Path.of(file), manifest, () -> read(environment), environment.clock());
  }

  /**
   * Reads it.
   *
   * @throws ParameterException where no file is named
   */
  Manifest read(Environment environment) throws Failures.ManifestFailure {
    if (file.isEmpty()) {
      throw new ParameterException(command.commandLine(), "Missing required option: '--file=FILE'");
    }
    try {
      Manifests documents =
          new Manifests(environment.clock(), environment.variables(), environment.mapping());
      Manifest manifest =
          (secrets == null ? documents : documents.withSecretsIn(secrets))
              .read(InputFile.read(environment, file), Optional.ofNullable(connector));
      manifest.notices().forEach(notice -> environment.err().println(file + ": " + notice));
      Logging.follow(manifest.spec().effective().logLevel());
      return manifest;
    } catch (ManifestException e) {
      throw new Failures.ManifestFailure(file, e);
    }
  }

  /** What is wrong with it, as whoever uses it finds. */
  Failures.ManifestFailure failure(String message) {
    return new Failures.ManifestFailure(file, message);
  }
}
