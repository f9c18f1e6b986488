package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A set of fields of an object, kept as `metadata.managedFields[].fieldsV1` has it: steps are `f:`
 * with a field's name, `k:` with an item's keys and `v:` with a value; `.` marks a member that has
 * others below it.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/">Server-side
 *     apply</a>
 */
final class FieldSet {
  private static final String SELF = ".";

  private boolean member;
  private final TreeMap<String, FieldSet> steps = new TreeMap<>();

  static FieldSet read(JsonNode fields) {
    FieldSet set = new FieldSet();
    fields
        .properties()
        .forEach(entry -> {
          if (entry.getKey().equals(SELF)) {
            set.member = true;
          } else {
            FieldSet below = read(entry.getValue());
            below.member |= entry.getValue().isEmpty();
            set.steps.put(entry.getKey(), below);
          }
        });
    return set;
  }

  ObjectNode write() {
    ObjectNode fields = Json.object();
    if (member && !steps.isEmpty()) {
      fields.putObject(SELF);
    }
    steps.forEach((step, below) -> fields.set(step, below.write()));
    return fields;
  }

  void add(Iterable<String> path) {
    FieldSet at = this;
    for (String step : path) {
      at = at.steps.computeIfAbsent(step, s -> new FieldSet());
    }
    at.member = true;
  }

  boolean isEmpty() {
    return !member && steps.isEmpty();
  }

  boolean isMember() {
    return member;
  }

  Optional<FieldSet> below(String step) {
    return Optional.ofNullable(steps.get(step));
  }

  Map<String, FieldSet> steps() {
    return steps;
  }

  FieldSet union(FieldSet other) {
    FieldSet all = new FieldSet();
    all.member = member || other.member;
    all.steps.putAll(steps);
    other.steps.forEach((step, below) -> all.steps.merge(step, below, FieldSet::union));
    return all;
  }

  FieldSet without(FieldSet other) {
    FieldSet left = new FieldSet();
    left.member = member && !other.member;
    steps.forEach(
        (step, below) -> left.keep(step, other.below(step).map(below::without).orElse(below)));
    return left;
  }

  FieldSet common(FieldSet other) {
    FieldSet both = new FieldSet();
    both.member = member && other.member;
    steps.forEach(
        (step, below) -> other.below(step).ifPresent(o -> both.keep(step, below.common(o))));
    return both;
  }

  private void keep(String step, FieldSet below) {
    if (!below.isEmpty()) {
      steps.put(step, below);
    }
  }

  /** Each member's path in words, such as `.spec.containers[name="app"].image`. */
  List<String> paths() {
    List<String> paths = new ArrayList<>();
    collect("", paths);
    return paths;
  }

  private void collect(String path, List<String> paths) {
    if (member) {
      paths.add(path);
    }
    steps.forEach((step, below) -> {
      String rest = step.substring(2);
      below.collect(step.startsWith("f:") ? path + "." + rest : path + "[" + rest + "]", paths);
    });
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FieldSet other && member == other.member && steps.equals(other.steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode() * 2 + Boolean.hashCode(member);
  }

  @Override
  public String toString() {
    return paths().toString();
  }
}
