package io.tajo.stripe.cli;

import io.tajo.stripe.api.Names;
import io.tajo.stripe.controller.OperatorSettings;
import io.tajo.stripe.controller.model.PodSettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which namespaces the operator watches, and what its pods are like. */
final class OperatorOptions {
  private static final String IMAGE = "STRIPE_CONNECTOR_IMAGE";
  private static final Predicate<String> OBJECT =
      Pattern.compile("(?=.{1,253}$)[a-z0-9]([-a-z0-9.]*[a-z0-9])?").asMatchPredicate();

  /** Settings of the process that hold for receivers and runs as well. */
  private static final List<String> HANDED_ON =
      List.of(
          "STRIPE_API_BASE",
          "BREVO_API_BASE",
          "STRIPE_CONNECTOR_TEXT_LIMIT",
          "HTTPS_PROXY",
          "HTTP_PROXY",
          "NO_PROXY");

  @Option(
      names = "--namespaces",
      paramLabel = "NAMESPACE",
      split = ",",
      description = "Watch only these (default: all).")
  private Set<String> namespaces = new LinkedHashSet<>();

  @Option(
      names = "--operator-namespace",
      paramLabel = "NAMESPACE",
      description = "Where the Lease is kept (default: POD_NAMESPACE, else default).")
  private @Nullable String own;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description = "Of receivers and runs (default: " + IMAGE + ").")
  private @Nullable String image;

  @Option(
      names = "--image-pull-policy",
      paramLabel = "POLICY",
      description = "Always, IfNotPresent or Never (default: as Kubernetes decides).")
  private @Nullable String pullPolicy;

  @Option(
      names = "--image-pull-secrets",
      paramLabel = "NAME",
      split = ",",
      description = "Secrets of the connectors' namespaces that open the registry.")
  private List<String> pullSecrets = List.of();

  @Option(
      names = "--database-image",
      paramLabel = "IMAGE",
      defaultValue = OperatorSettings.DATABASE_IMAGE,
      description =
          "Of a connector's own PostgreSQL, where its spec names none (default:"
              + " ${DEFAULT-VALUE}).")
  private String databaseImage = "";

  @Option(
      names = "--leader-election",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Act only while it holds the Lease; --no-leader-election where there is just one"
              + " (default: on).")
  private boolean leaderElection = true;

  @Option(
      names = "--lease",
      paramLabel = "NAME",
      defaultValue = OperatorSettings.LEASE,
      description =
          "The Lease's name; another one for each installation in one namespace (default:"
              + " ${DEFAULT-VALUE}).")
  private String leaseName = OperatorSettings.LEASE;

  @Option(
      names = "--ca-config-map",
      paramLabel = "NAME",
      description =
          "A ConfigMap of each connector's namespace whose ca.crt receivers and runs trust"
              + " besides.")
  private @Nullable String caConfigMap;

  /**
   * What was asked for.
   *
   * @param variables the process's environment
   * @throws ParameterException that says which option is wrong
   */
  OperatorSettings settings(Map<String, String> variables, CommandSpec command) {
    String where = own != null ? own : variables.getOrDefault("POD_NAMESPACE", "default");
    namespaces.forEach(it -> check(command, "--namespaces", it, Names::isNamespace, "a namespace"));
    check(command, "--operator-namespace", where, Names::isNamespace, "a namespace");
    check(command, "--lease", leaseName, OBJECT, "a Lease");
    pullSecrets.forEach(it -> check(command, "--image-pull-secrets", it, OBJECT, "a Secret"));
    if (caConfigMap != null) {
      check(command, "--ca-config-map", caConfigMap, OBJECT, "a ConfigMap");
    }
    if (databaseImage.isBlank()) {
      throw wrong(command, "--database-image names no image");
    }
    if (pullPolicy != null && !Set.of("Always", "IfNotPresent", "Never").contains(pullPolicy)) {
      throw wrong(
          command, "--image-pull-policy is Always, IfNotPresent or Never, not " + pullPolicy);
    }
    return new OperatorSettings(
        namespaces,
        leaderElection ? Optional.of(where) : Optional.empty(),
        leaseName,
        new PodSettings(
            image(variables, command),
            databaseImage,
            Optional.ofNullable(pullPolicy),
            pullSecrets,
            Optional.ofNullable(caConfigMap),
            handedOn(variables)));
  }

  /** Proxies by the one name of each that network policies go by, however it was spelt. */
  private static Map<String, String> handedOn(Map<String, String> variables) {
    Map<String, String> environment = new TreeMap<>();
    for (String name : HANDED_ON) {
      String other = name.endsWith("_PROXY") ? name.toLowerCase(Locale.ROOT) : name;
      Stream.of(name, other)
          .map(spelt -> variables.getOrDefault(spelt, ""))
          .filter(value -> !value.isBlank())
          .findFirst()
          .ifPresent(value -> environment.put(name, value));
    }
    return environment;
  }

  private String image(Map<String, String> variables, CommandSpec command) {
    String chosen = image != null ? image : variables.getOrDefault(IMAGE, "");
    if (chosen.isBlank()) {
      throw wrong(
          command,
          "which image do receivers and runs have? Say it with --image, or by the environment variable "
              + IMAGE);
    }
    return chosen;
  }

  private static void check(
      CommandSpec command, String option, String name, Predicate<String> form, String whose) {
    if (!form.test(name)) {
      throw wrong(command, "%s: '%s' is not %s's name".formatted(option, name, whose));
    }
  }

  private static ParameterException wrong(CommandSpec command, String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
