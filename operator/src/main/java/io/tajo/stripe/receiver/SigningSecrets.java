package io.tajo.stripe.receiver;

import java.util.List;

/** The signing secrets that are accepted now; several while one is being rotated. */
public interface SigningSecrets {
  /** The secrets, as they were a second ago at the latest. */
  List<SigningSecret> current();

  /** The same, looked up anew where that is possible: before a signature is refused. */
  default List<SigningSecret> newest() {
    return current();
  }

  /**
   * Secrets that never change.
   *
   * @throws IllegalArgumentException where one is empty
   */
  static SigningSecrets of(List<String> texts) {
    List<SigningSecret> secrets = texts.stream().map(SigningSecret::of).toList();
    return () -> secrets;
  }
}
