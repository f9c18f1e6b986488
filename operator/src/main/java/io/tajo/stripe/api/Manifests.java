package io.tajo.stripe.api;

import static java.util.Comparator.comparingInt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the file that {@code kubectl apply} takes: Secret, StripeConnector and StripeSync
 * documents, or Lists of them. Stricter than a cluster: whatever is unknown, contradictory or
 * missing is a problem with its line and path, and all problems are told at once. Documents of
 * other kinds are passed over with a notice.
 */
public final class Manifests {
  private static final List<String> KINDS = List.of("StripeConnector", "StripeSync", "Secret");

  /** By line; what has none comes last. */
  private static final Comparator<Problem> IN_ORDER =
      comparingInt(problem -> problem.line() == 0 ? Integer.MAX_VALUE : problem.line());

  private final Map<String, String> environment;
  private final Rules rules;
  private final Optional<Path> mounted;

  /**
   * A reader.
   *
   * @param environment where <code>${NAME}</code> in a Secret's {@code stringData} comes from
   */
  public Manifests(InstantSource clock, Map<String, String> environment, MappingCheck mapping) {
    this(Map.copyOf(environment), new Rules(clock, mapping), Optional.empty());
  }

  private Manifests(Map<String, String> environment, Rules rules, Optional<Path> mounted) {
    this.environment = environment;
    this.rules = rules;
    this.mounted = mounted;
  }

  /**
   * The same with Secrets that come from files, {@code SECRET/KEY} of a directory as Kubernetes
   * mounts them, and not from Secret documents. A signing secret that is not there yet is no
   * problem: it can come while the process runs.
   */
  public Manifests withSecretsIn(Path directory) {
    return new Manifests(environment, rules, Optional.of(directory));
  }

  /**
   * Reads one connector.
   *
   * @param connector which one, as NAME or NAMESPACE/NAME; empty: the only one
   * @throws ManifestException with everything that is wrong
   */
  public Manifest read(String yaml, Optional<String> connector) throws ManifestException {
    YamlDocument.File file = YamlReader.read(yaml);
    boolean whole = file.problems().isEmpty();
    Content content = new Content(file.problems());
    file.documents().forEach(content::add);
    content.distinct();
    Optional<Cursor> chosen = content.choose(connector, whole);
    Optional<SecretValues> secrets =
        chosen
            .filter(root -> whole)
            .flatMap(root ->
                new SecretResolver(secrets(root, content.secrets)).resolve(root.at("spec")));
    if (!content.problems.isEmpty() || chosen.isEmpty() || secrets.isEmpty()) {
      throw new ManifestException(content.problems.stream().sorted(IN_ORDER).toList());
    }
    return new Manifest(bind(chosen.get().node()), secrets.get(), List.copyOf(content.notices));
  }

  private SecretSource secrets(Cursor connector, List<Cursor> documents) {
    return mounted
        .<SecretSource>map(SecretDirectory::new)
        .orElseGet(() ->
            new SecretDocuments(environment, Documents.namespace(connector.node()), documents));
  }

  private static StripeConnector bind(JsonNode document) {
    ObjectNode wanted = document.deepCopy();
    wanted.remove("status");
    try {
      return Json.MAPPER.treeToValue(wanted, StripeConnector.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a checked StripeConnector cannot be read", e);
    }
  }

  /** What a file holds, by kind. */
  private final class Content {
    final List<Problem> problems;
    final List<String> notices = new ArrayList<>();
    final List<Cursor> connectors = new ArrayList<>();
    final List<Cursor> secrets = new ArrayList<>();

    Content(List<Problem> problems) {
      this.problems = problems;
    }

    void add(YamlDocument document) {
      Cursor root = new Cursor(document.json(), "", new Problems(document, problems));
      String kind = document.text("kind");
      String apiVersion = document.text("apiVersion");
      switch (kind) {
        case "List" -> {
          for (int i = 0; i < document.json().path("items").size(); i++) {
            add(document.item(i));
          }
        }
        case "Secret" -> {
          check(root, Documents.Secret.class, "v1");
          named(root);
          secrets.add(root);
          mounted.ifPresent(directory ->
              notices.add(document.title() + " is passed over: Secrets come from " + directory));
        }
        case "StripeConnector" -> {
          check(root, Documents.Connector.class, Documents.API_VERSION);
          named(root);
          Rules.connectorName(root.at("metadata"));
          rules.connector(root.at("spec"));
          connectors.add(root);
        }
        case "StripeSync" -> {
          check(root, Documents.Sync.class, Documents.API_VERSION);
          Rules.syncName(root.at("metadata"));
          rules.sync(root.at("spec"));
          notices.add(document.title() + " is not run: give its settings as options");
        }
        default -> other(root, kind, apiVersion);
      }
    }

    private void check(Cursor root, Class<? extends Record> type, String apiVersion) {
      Shape.check(root.node(), type, "", root.problems());
      root.at("apiVersion")
          .text()
          .filter(version -> !version.equals(apiVersion))
          .ifPresent(version -> root.at("apiVersion").problem("must be " + apiVersion));
    }

    private void named(Cursor root) {
      if (root.at("metadata").isObject() && !root.at("metadata", "name").present()) {
        root.at("metadata", "name").problem("is required");
      }
    }

    private void other(Cursor root, String kind, String apiVersion) {
      if (!root.isObject()) {
        root.problem("must be a Kubernetes object with apiVersion, kind, metadata and spec");
      } else if (kind.isEmpty()) {
        root.at("kind").problem("is required: StripeConnector or Secret");
      } else if (apiVersion.startsWith("connectors.tajo.io")
          || Suggestion.nearest(kind, KINDS).isPresent()) {
        root.at("kind").problem("unknown kind " + kind + Suggestion.of(kind, KINDS));
      } else {
        notices.add(
            Stream.of(kind, Documents.name(root.node()))
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "))
                + " is passed over: only Secret and StripeConnector documents are used");
      }
    }

    /** Two documents of one kind, namespace and name: {@code kubectl} would apply both. */
    void distinct() {
      Set<String> seen = new HashSet<>();
      Stream.concat(connectors.stream(), secrets.stream())
          .forEach(root -> {
            String id = root.at("kind").text().orElse("") + " " + identity(root);
            if (!seen.add(id)) {
              root.at("metadata", "name").problem(id + " is there twice in this file");
            }
          });
    }

    /** The connector to run; none after a syntax error, which may have hidden it. */
    Optional<Cursor> choose(Optional<String> wanted, boolean whole) {
      String names =
          connectors.stream().map(this::identity).sorted().collect(Collectors.joining(", "));
      List<Cursor> fitting =
          connectors.stream()
              .filter(root ->
                  wanted.isEmpty()
                      || wanted.get().equals(identity(root))
                      || wanted.get().equals(Documents.name(root.node())))
              .toList();
      if (fitting.size() == 1) {
        return Optional.of(fitting.getFirst());
      }
      if (fitting.isEmpty() && whole) {
        problems.add(
            new Problem(
                0,
                "",
                "",
                connectors.isEmpty()
                    ? "there is no StripeConnector document in this file"
                    : "there is no StripeConnector "
                        + wanted.orElse("")
                        + " in this file, but "
                        + names));
      } else if (fitting.size() > 1) {
        problems.add(
            new Problem(
                0, "", "", "several StripeConnectors: choose one with --connector, of " + names));
      }
      return Optional.empty();
    }

    private String identity(Cursor root) {
      return Documents.namespace(root.node()) + "/" + Documents.name(root.node());
    }
  }
}
