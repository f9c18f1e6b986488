package io.tajo.stripe.controller.status;

import io.tajo.stripe.pipeline.Claims;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An older connector that claims in Brevo what another claims too.
 *
 * @param name its namespace and name
 * @param shared what both claim
 */
public record Rival(String name, Claims shared) {
  private static final int SHOWN = 5;

  /** Why the younger does not run, with what to do. */
  String sentence() {
    return "StripeConnector %s, which is older, writes %s of the same Brevo organisation too: choose others (spec.brevo.lists; spec.brevo.attributePrefix or spec.fieldMapping), or delete one of the two; nothing is written meanwhile"
        .formatted(name, claims());
  }

  private String claims() {
    List<String> all =
        Stream.concat(
                shared.lists().stream().map(id -> "list " + id),
                shared.attributes().stream().map(name -> "attribute " + name))
            .toList();
    String first = all.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return all.size() > SHOWN ? first + " and " + (all.size() - SHOWN) + " more" : first;
  }
}
