package io.tajo.stripe.api;

import java.util.List;
import java.util.stream.Collectors;

/** A manifest that cannot be used, with everything that is wrong with it. */
public final class ManifestException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  ManifestException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** At least one, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
