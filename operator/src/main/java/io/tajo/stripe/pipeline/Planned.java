package io.tajo.stripe.pipeline;

import io.tajo.stripe.contact.Change;
import io.tajo.stripe.contact.Desired;
import io.tajo.stripe.contact.Diff;
import io.tajo.stripe.contact.Written;
import io.tajo.stripe.profile.Profile;
import org.jspecify.annotations.Nullable;

/**
 * One contact with what is to be written to it.
 *
 * @param written what was last written; null: nothing yet
 * @param suppressed whether a blocklisted contact with this address was deleted or renamed: a new
 *     one is made blocklisted
 */
record Planned(
    Profile profile,
    Desired desired,
    @Nullable Written written,
    Change change,
    boolean suppressed) {
  String address() {
    return desired.address();
  }

  /** The change that makes the contact in Brevo. */
  Change asNew() {
    Change made = Diff.forNew(Diff.between(desired, null, false), desired);
    return suppressed
        ? new Change(made.first(), made.attributes(), made.addLists(), made.removeLists(), true)
        : made;
  }

  /** What is remembered once {@code accepted} was written. */
  Written after(Change accepted) {
    return Diff.after(desired, written, accepted);
  }
}
