package io.tajo.stripe.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with one document: one problem a path, the first that was found. */
final class Problems {
  private final YamlDocument document;
  private final List<Problem> all;
  private final Set<String> paths = new HashSet<>();

  Problems(YamlDocument document, List<Problem> all) {
    this.document = document;
    this.all = all;
  }

  void add(String path, String message) {
    if (paths.add(path)) {
      all.add(
          new Problem(document.line(path), document.title(), document.prefix() + path, message));
    }
  }
}
