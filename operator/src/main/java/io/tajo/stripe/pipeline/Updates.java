package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.BatchResult;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.ledger.Contacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Writes contacts that Brevo has, a hundred a call, several calls at a time. A call that Brevo
 * refuses is halved until the contact that it is about stands alone and is written by itself.
 */
final class Updates {
  /** Contacts a call; Brevo publishes no limit, and this many are known to be taken. */
  static final int BATCH = 100;

  private final Brevo brevo;
  private final Contacts contacts;
  private final SingleWrite single;
  private final Tally tally;
  private final Lanes lanes;
  private final Tally.Outcome counted;
  private List<Planned> batch = new ArrayList<>(BATCH);

  /**
   * Begins with an empty call.
   *
   * @param counted what a contact written here counts as
   */
  Updates(
      Brevo brevo,
      Contacts contacts,
      SingleWrite single,
      Tally tally,
      Lanes lanes,
      Tally.Outcome counted) {
    this.brevo = brevo;
    this.contacts = contacts;
    this.single = single;
    this.tally = tally;
    this.lanes = lanes;
    this.counted = counted;
  }

  void add(Planned planned) {
    batch.add(planned);
    if (batch.size() == BATCH) {
      flush();
    }
  }

  /** Starts what is held back; {@link Lanes#await()} waits for it. */
  void flush() {
    if (!batch.isEmpty()) {
      List<Planned> full = batch;
      batch = new ArrayList<>(BATCH);
      lanes.start(() -> write(full), full.stream().map(Planned::address).toList());
    }
  }

  private void write(List<Planned> some) {
    if (some.size() <= 1) {
      alone(some);
      return;
    }
    BatchResult result =
        brevo.updateAll(
            some.stream()
                .map(planned -> SingleWrite.update(planned.address(), planned.change()))
                .toList());
    switch (result) {
      case BatchResult.Done() -> accepted(some);
      case BatchResult.Partly(var emails, var ids) when ids.isEmpty() -> {
        accepted(without(some, emails));
        alone(only(some, emails));
      }
      case BatchResult.Partly _, BatchResult.Unclear _ -> alone(some);
      case BatchResult.Refused(_, var suspects) when !only(some, suspects).isEmpty() -> {
        alone(only(some, suspects));
        write(without(some, suspects));
      }
      case BatchResult.Refused _ -> {
        write(some.subList(0, some.size() / 2));
        write(some.subList(some.size() / 2, some.size()));
      }
    }
  }

  private static List<Planned> only(List<Planned> some, Collection<String> addresses) {
    return some.stream().filter(planned -> addresses.contains(planned.address())).toList();
  }

  private static List<Planned> without(List<Planned> some, Collection<String> addresses) {
    return some.stream().filter(planned -> !addresses.contains(planned.address())).toList();
  }

  private void accepted(List<Planned> some) {
    contacts.save(some.stream().map(planned -> planned.after(planned.change())).toList());
    tally.count(counted, some.size());
  }

  private void alone(List<Planned> some) {
    some.forEach(planned -> contacts.save(List.of(single.write(planned, true, counted))));
  }
}
