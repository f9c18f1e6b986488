package io.tajo.stripe.pipeline;

import io.tajo.stripe.contact.Change;
import io.tajo.stripe.contact.Desired;
import io.tajo.stripe.contact.Diff;
import io.tajo.stripe.contact.Written;
import io.tajo.stripe.profile.Profile;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One contact with what is to be written to it.
 *
 * @param written what was last written; null: nothing yet
 * @param suppressed whether a blocklisted contact with this address was deleted or renamed: a new
 *     one is made blocklisted
 * @param taken attributes whose number another contact holds: they are not written
 */
record Planned(
    Profile profile,
    Desired desired,
    @Nullable Written written,
    Change change,
    boolean suppressed,
    Set<String> taken) {
  String address() {
    return desired.address();
  }

  /** The change that makes the contact in Brevo. */
  Change asNew() {
    Change made = Diff.forNew(Diff.between(desired, null, false), desired);
    for (String attribute : taken) {
      made = Diff.without(made, null, attribute);
    }
    return suppressed
        ? new Change(made.first(), made.attributes(), made.addLists(), made.removeLists(), true)
        : made;
  }

  /** The same without a number that another contact holds. */
  Planned without(String attribute) {
    Set<String> all = new TreeSet<>(taken);
    all.add(attribute);
    return new Planned(
        profile, desired, written, Diff.without(change, written, attribute), suppressed, all);
  }

  /** Whether Brevo refused just these values before; they are not sent again. */
  boolean isRejected() {
    return change.isEmpty() && written != null && written.rejection() != null;
  }

  /** What is remembered once {@code accepted} was written. */
  Written after(Change accepted) {
    return Diff.after(desired, written, accepted);
  }
}
