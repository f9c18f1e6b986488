package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.brevo.BrevoContact;
import io.tajo.stripe.brevo.BrevoFailure;
import io.tajo.stripe.brevo.Channel;
import io.tajo.stripe.brevo.ContactUpdate;
import io.tajo.stripe.contact.Written;
import io.tajo.stripe.ledger.Ledger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes a contact along to another address. Brevo lifts the blocklisting of a contact whose address
 * changes, so the flags are written with the change and looked at after it. What is being done is
 * noted first: a run that is killed in the middle is brought to its end by the next.
 */
final class Renaming {
  private static final String NOTE = "renaming";

  /** Addresses have no blanks. */
  private record Note(String from, String to, Set<Channel> blocked) {
    String text() {
      String channels = blocked.stream().map(Channel::name).collect(Collectors.joining(","));
      return from + " " + to + " " + channels;
    }

    static Note of(String text) {
      String[] parts = text.split(" ", -1);
      return new Note(
          parts[0],
          parts[1],
          Arrays.stream(parts[2].split(",", -1))
              .filter(name -> !name.isEmpty())
              .map(Channel::valueOf)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(Channel.class))));
    }
  }

  private final Brevo brevo;
  private final Ledger ledger;

  Renaming(Brevo brevo, Ledger ledger) {
    this.brevo = brevo;
    this.ledger = ledger;
  }

  /** What came of it. */
  enum Outcome {
    RENAMED,
    /** Brevo has lost the contact: it is made anew at its new address. */
    LOST,
    /** Brevo has another contact at the new address, or refuses it there. */
    REFUSED
  }

  /**
   * Takes a contact along, once an earlier renaming whose end is not known has been settled: until
   * then it would look as if Brevo had lost the contact.
   */
  Outcome rename(Written from, String to) {
    recover();
    Optional<BrevoContact> old = brevo.contact(from.address());
    if (old.isEmpty()) {
      ledger.contacts().remove(List.of(from.address()));
      return Outcome.LOST;
    }
    if (brevo.contact(to).isPresent()) {
      return Outcome.REFUSED;
    }
    Set<Channel> blocked = blocked(old.get());
    if (!blocked.isEmpty()) {
      ledger.contacts().suppress(List.of(from.address()));
    }
    ledger.facts().put(NOTE, new Note(from.address(), to, blocked).text());
    try {
      brevo.rename(from.address(), flags(to, blocked));
    } catch (BrevoFailure.Invalid | BrevoFailure.NotFound refusal) {
      ledger.facts().remove(NOTE);
      return Outcome.REFUSED;
    }
    ledger.contacts().rename(from, to);
    keepBlocked(to, blocked);
    ledger.facts().remove(NOTE);
    return Outcome.RENAMED;
  }

  /** Ends what was begun and cut short, by a kill or by an answer that never came. */
  void recover() {
    ledger.facts().get(NOTE).map(Note::of).ifPresent(this::recover);
  }

  private void recover(Note note) {
    if (brevo.contact(note.from()).isEmpty() && brevo.contact(note.to()).isPresent()) {
      Written written = ledger.contacts().written(List.of(note.from())).get(note.from());
      if (written != null) {
        ledger.contacts().rename(written, note.to());
      }
      keepBlocked(note.to(), note.blocked());
    }
    ledger.facts().remove(NOTE);
  }

  private void keepBlocked(String address, Set<Channel> blocked) {
    if (blocked.isEmpty()) {
      return;
    }
    Optional<BrevoContact> found = brevo.contact(address);
    if (found.isPresent() && !blocked(found.get()).containsAll(blocked)) {
      brevo.update(flags(address, blocked));
    }
  }

  /** What a contact is blocklisted for. */
  static Set<Channel> blocked(BrevoContact contact) {
    Set<Channel> blocked = EnumSet.noneOf(Channel.class);
    if (contact.emailBlacklisted()) {
      blocked.add(Channel.EMAIL);
    }
    if (contact.smsBlacklisted()) {
      blocked.add(Channel.SMS);
    }
    return blocked;
  }

  private static ContactUpdate flags(String address, Set<Channel> blocked) {
    return new ContactUpdate(address, Map.of(), Set.of(), Set.of(), blocked);
  }
}
