package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.BrevoSpec;
import io.tajo.stripe.api.EffectiveSpec;
import io.tajo.stripe.api.StripeConnectorSpec;
import io.tajo.stripe.contact.MappingException;
import io.tajo.stripe.contact.MetadataKeys;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a connector writes in a Brevo organisation. Two connectors of one organisation may share
 * none of it: each would undo what the other does.
 *
 * @param lists ids
 * @param attributes names; without those that every connector may write
 */
public record Claims(SortedSet<Long> lists, SortedSet<String> attributes) {
  private static final Set<String> EVERYBODYS = Set.of("FIRSTNAME", "LASTNAME", "SMS");

  /** By a spec; attributes that are made of metadata keys are not known before a full run. */
  public static Claims of(StripeConnectorSpec spec) {
    BrevoSpec.Lists lists = spec.brevo().lists();
    return new Claims(
        Stream.of(lists.allCustomers(), lists.subscribers(), lists.churned())
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new)),
        attributes(spec.effective()));
  }

  private static SortedSet<String> attributes(EffectiveSpec spec) {
    try {
      SortedSet<String> names = new TreeSet<>(Plan.mapping(spec, MetadataKeys.NONE).attributes());
      names.removeAll(EVERYBODYS);
      return names;
    } catch (MappingException e) {
      return new TreeSet<>(); // It is refused, and writes nothing.
    }
  }

  /** What both claim. */
  public Claims sharedWith(Claims other) {
    SortedSet<Long> both = new TreeSet<>(lists);
    both.retainAll(other.lists);
    SortedSet<String> names = new TreeSet<>(attributes);
    names.retainAll(other.attributes);
    return new Claims(both, names);
  }

  public boolean isEmpty() {
    return lists.isEmpty() && attributes.isEmpty();
  }
}
