package io.tajo.stripe.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.brevo.BrevoFailure;
import io.tajo.stripe.brevo.Channel;
import io.tajo.stripe.brevo.ContactUpdate;
import io.tajo.stripe.brevo.NewContact;
import io.tajo.stripe.contact.Change;
import io.tajo.stripe.contact.Diff;
import io.tajo.stripe.contact.Written;
import io.tajo.stripe.ledger.Numbers;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one contact by calls of its own, and learns from each refusal: a contact that exists is
 * updated, one that is gone is made anew, a number that Brevo refuses is left out, and a contact
 * that it refuses whatever is said is remembered as rejected.
 */
final class SingleWrite {
  /** The attributes whose values belong to one contact alone. */
  static final List<String> NUMBERS = List.of("SMS", "WHATSAPP", "LANDLINE_NUMBER");

  private final Brevo brevo;
  private final Numbers numbers;
  private final Tally tally;
  private final Runnable requireLists;

  /**
   * Writes through a client.
   *
   * @param requireLists throws where Brevo lacks one of the connector's lists
   */
  SingleWrite(Brevo brevo, Numbers numbers, Tally tally, Runnable requireLists) {
    this.brevo = brevo;
    this.numbers = numbers;
    this.tally = tally;
    this.requireLists = requireLists;
  }

  /**
   * Writes a contact.
   *
   * @param updated what an update counts as
   * @return what to remember
   * @throws BrevoFailure where Brevo could not be asked, or refuses everything
   * @throws ListsMissing where Brevo refuses it because a list is missing
   */
  Written write(Planned planned, boolean exists, Tally.Outcome updated) {
    boolean create = !exists;
    Change change = create ? planned.asNew() : planned.change();
    boolean moved = false;
    while (true) {
      try {
        send(planned.address(), change, create);
        tally.count(create ? Tally.Outcome.CREATED : updated);
        return create ? Diff.after(planned.desired(), null, change) : planned.after(change);
      } catch (BrevoFailure.NotFound gone) {
        if (moved || create) {
          return rejected(planned, gone);
        }
        moved = true;
        create = true;
        change = planned.asNew();
      } catch (BrevoFailure.Invalid refusal) {
        if (create && !moved && refusal.duplicates("EMAIL")) {
          moved = true;
          create = false;
          change = planned.change();
          continue;
        }
        String number = refusedNumber(change, refusal);
        if (number.isEmpty()) {
          return rejected(planned, refusal);
        }
        tally.refused(number);
        numbers.release(number, List.of(planned.address()));
        change = Diff.without(change, create ? null : planned.written(), number);
        if (change.isEmpty()) {
          tally.count(Tally.Outcome.UNCHANGED);
          return planned.after(change);
        }
      }
    }
  }

  private void send(String address, Change change, boolean create) {
    if (create) {
      brevo.create(
          new NewContact(address, change.attributes(), change.addLists(), channels(change)));
    } else {
      brevo.update(update(address, change));
    }
  }

  static ContactUpdate update(String address, Change change) {
    return new ContactUpdate(
        address, change.attributes(), change.addLists(), change.removeLists(), channels(change));
  }

  /** Both flags or none: nobody is ever taken off the blocklist. */
  static Set<Channel> channels(Change change) {
    return change.blocklist() ? EnumSet.allOf(Channel.class) : EnumSet.noneOf(Channel.class);
  }

  /**
   * Which number of the change Brevo's refusal is about; empty: none, it refuses something else.
   */
  private static String refusedNumber(Change change, BrevoFailure.Invalid refusal) {
    List<String> sent =
        NUMBERS.stream().filter(name -> isSent(change.attributes().get(name))).toList();
    for (String name : sent) {
      if (refusal.duplicates(name)) {
        return name;
      }
    }
    return refusal.isPhoneInvalid() && !sent.isEmpty() ? sent.getFirst() : "";
  }

  private static boolean isSent(@Nullable JsonNode value) {
    return value != null && !value.asText().isEmpty();
  }

  /**
   * Brevo refuses the contact whatever is said. An opt-out is written all the same: it must not
   * wait for other values to be mended.
   */
  private Written rejected(Planned planned, BrevoFailure refusal) {
    requireLists.run();
    tally.count(Tally.Outcome.REJECTED);
    Written rejected = Diff.rejected(planned.desired(), planned.written(), refusal.reason());
    if (!planned.change().blocklist() || refusal instanceof BrevoFailure.NotFound) {
      return rejected;
    }
    try {
      brevo.update(
          new ContactUpdate(
              planned.address(), Map.of(), Set.of(), Set.of(), channels(planned.change())));
      return rejected.withBlocklisted();
    } catch (BrevoFailure.NotFound | BrevoFailure.Invalid none) {
      return rejected;
    }
  }
}
