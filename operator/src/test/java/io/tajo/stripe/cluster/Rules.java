package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the client under test may do: everything, until rules are given. */
final class Rules {
  private static final String ANY = "*";
  private static final String EVERYWHERE = "";

  private final Map<String, List<PolicyRule>> granted = new HashMap<>();
  private boolean enforced;

  /** Grants rules in a namespace, or everywhere; what is not granted is refused from now on. */
  synchronized void grant(String namespace, List<PolicyRule> rules) {
    enforced = true;
    granted.computeIfAbsent(namespace, n -> new ArrayList<>()).addAll(rules);
  }

  synchronized void grantEverywhere(List<PolicyRule> rules) {
    grant(EVERYWHERE, rules);
  }

  /** Takes away all that was granted in a namespace. */
  synchronized void revoke(String namespace) {
    granted.remove(namespace);
  }

  /** Checks one use. @throws ApiError 403 */
  synchronized void check(String verb, ObjectKey key, String subresource) {
    if (!enforced || allows(EVERYWHERE, verb, key, subresource)) {
      return;
    }
    String namespace = key.namespace();
    if (namespace.isEmpty() || !allows(namespace, verb, key, subresource)) {
      String of = subresource.isEmpty() ? key.resource() : key.resource() + "/" + subresource;
      String where =
          namespace.isEmpty()
              ? "at the cluster scope"
              : "in the namespace \"%s\"".formatted(namespace);
      throw ApiError.forbidden(
          "%s \"%s\" is forbidden: User \"operator\" cannot %s resource \"%s\" in API group \"%s\" %s"
              .formatted(key.qualified(), key.name(), verb, of, key.group(), where));
    }
  }

  /** Answers a SelfSubjectRulesReview. */
  synchronized ObjectNode review(ObjectNode review) {
    String namespace = review.path("spec").path("namespace").asText();
    ObjectNode status = review.putObject("status").put("incomplete", false);
    status.putArray("nonResourceRules");
    ArrayNode rules = status.putArray("resourceRules");
    Stream<PolicyRule> all =
        enforced
            ? Stream.of(EVERYWHERE, namespace)
                .distinct()
                .flatMap(where -> granted.getOrDefault(where, List.of()).stream())
            : Stream.of(
                new PolicyRuleBuilder()
                    .withApiGroups(ANY)
                    .withResources(ANY)
                    .withVerbs(ANY)
                    .build());
    all.forEach(rule -> rules.add(Json.read(Serialization.asJson(rule))));
    return review;
  }

  private boolean allows(String namespace, String verb, ObjectKey key, String subresource) {
    String of = subresource.isEmpty() ? key.resource() : key.resource() + "/" + subresource;
    boolean nameless = verb.equals("create") || verb.equals("deletecollection");
    return granted.getOrDefault(namespace, List.of()).stream()
        .anyMatch(rule ->
            has(rule.getVerbs(), verb)
                && has(rule.getApiGroups(), key.group())
                && has(rule.getResources(), of)
                && (rule.getResourceNames() == null
                    || rule.getResourceNames().isEmpty()
                    || (!nameless && rule.getResourceNames().contains(key.name()))));
  }

  private static boolean has(List<String> values, String value) {
    return values.contains(ANY) || values.contains(value);
  }
}
