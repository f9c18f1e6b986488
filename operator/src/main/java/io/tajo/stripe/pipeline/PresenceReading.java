package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.brevo.BrevoContact;
import io.tajo.stripe.brevo.ContactPage;
import io.tajo.stripe.ledger.KnownContact;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.pipeline.reading.Parallel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which contacts Brevo has before this connector first writes to them, because imports
 * only create and flags are for new contacts alone. Brevo's contacts are read a thousand a call, or
 * asked for one by one where that takes fewer calls.
 */
final class PresenceReading {
  private static final int PAGE = Brevo.MAX_PAGE;
  private static final int WIDTH = 8;
  private static final int BATCH = 1_000;

  private final Brevo brevo;
  private final Ledger ledger;
  private final Progress progress;
  private final InstantSource clock;

  PresenceReading(Brevo brevo, Ledger ledger, Progress progress, InstantSource clock) {
    this.brevo = brevo;
    this.ledger = ledger;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Reads what is needed.
   *
   * @param all also for contacts that were written before: Brevo may have lost some
   */
  void read(boolean guests, @Nullable Instant since, boolean all) {
    long unwritten = ledger.contacts().countUnwritten(guests, since);
    if (unwritten == 0 && !all) {
      return;
    }
    ContactPage first = brevo.contacts(PAGE, 0, null);
    long pages = (first.count() + PAGE - 1) / PAGE;
    ledger.presence().begin();
    store(first.contacts());
    if (!all && pages > 1 && unwritten < pages - 1) {
      oneByOne(guests, since);
    } else {
      rest(first.count());
    }
    ledger.presence().complete(clock.instant());
  }

  private void rest(long count) {
    try (Progress.Task task = progress.task("Brevo's contacts")) {
      task.total(count);
      task.advance(Math.min(count, PAGE));
      List<Long> offsets =
          LongStream.iterate(PAGE, offset -> offset < count, offset -> offset + PAGE)
              .boxed()
              .toList();
      new Parallel(WIDTH)
          .each(
              offsets,
              offset -> {
                List<BrevoContact> page = brevo.contacts(PAGE, offset, null).contacts();
                store(page);
                task.advance(page.size());
              });
    }
  }

  private void oneByOne(boolean guests, @Nullable Instant since) {
    String after = "";
    while (true) {
      List<String> some = ledger.contacts().unwritten(after, BATCH, guests, since);
      if (some.isEmpty()) {
        return;
      }
      ask(some);
      after = some.getLast();
    }
  }

  private void ask(List<String> addresses) {
    new Parallel(WIDTH)
        .each(
            addresses, address -> brevo.contact(address).ifPresent(found -> store(List.of(found))));
  }

  /** Reads whether Brevo has some contacts that nothing was written to yet. */
  void among(List<String> addresses) {
    Set<String> known = ledger.presence().known(addresses).keySet();
    List<String> asked =
        ledger.contacts().unwrittenAmong(addresses).stream()
            .filter(address -> !known.contains(address))
            .toList();
    if (asked.isEmpty()) {
      return;
    }
    ContactPage first = brevo.contacts(PAGE, 0, null);
    store(first.contacts());
    if (first.count() / PAGE <= asked.size()) {
      rest(first.count());
    } else {
      ask(asked);
    }
  }

  private void store(List<BrevoContact> page) {
    ledger
        .presence()
        .put(
            page.stream()
                .filter(contact -> !contact.email().isEmpty())
                .map(contact ->
                    new KnownContact(
                        contact.email().toLowerCase(Locale.ROOT),
                        contact.id(),
                        contact.emailBlacklisted(),
                        contact.smsBlacklisted()))
                .toList());
  }
}
