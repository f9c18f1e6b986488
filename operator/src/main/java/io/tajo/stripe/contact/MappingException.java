package io.tajo.stripe.contact;

import java.util.List;
import java.util.stream.Collectors;

/** A mapping that cannot be meant: everything that is wrong with it, field by field. */
public final class MappingException extends IllegalArgumentException {
  /**
   * One thing to mend.
   *
   * @param path of the field in the manifest: {@code spec.fieldMapping.phone}
   * @param message what is wrong and what to do about it
   */
  public record Problem(String path, String message) {}

  private final List<Problem> problems;

  MappingException(List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.path() + ": " + problem.message())
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
