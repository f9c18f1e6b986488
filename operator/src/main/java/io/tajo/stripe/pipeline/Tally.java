package io.tajo.stripe.pipeline;

import io.tajo.stripe.contact.Omission;
import io.tajo.stripe.pipeline.metrics.ContactMetrics;
import io.tajo.stripe.pipeline.metrics.RunFigures;
import io.tajo.stripe.profile.Field;
import io.tajo.stripe.profile.Profile;
import io.tajo.stripe.profile.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one run has done so far. Thread-safe.
 *
 * <p>Contacts are counted once each by what became of them; values that were left out are counted
 * by attribute; objects whose money could not be converted by kind and currency. A problem is
 * something that stayed unread or unwritten: with one, the run is not successful.
 */
final class Tally {
  /** What can become of a contact. */
  enum Outcome {
    CREATED(ContactMetrics.Outcome.CREATED),
    UPDATED(ContactMetrics.Outcome.UPDATED),
    /** Made by an import in this run, and mended because something of it did not arrive. */
    MENDED(null),
    UNCHANGED(ContactMetrics.Outcome.UNCHANGED),
    /** Its last customer is gone. */
    REMOVED(ContactMetrics.Outcome.REMOVED),
    /** Brevo refused it as a whole. */
    REJECTED(ContactMetrics.Outcome.REJECTED),
    /** It should have been written and was not. */
    UNWRITTEN(null);

    private final ContactMetrics.@Nullable Outcome measured;

    Outcome(ContactMetrics.@Nullable Outcome measured) {
      this.measured = measured;
    }
  }

  /** An object kind and its currency. */
  record Unconverted(String kind, String currency) {}

  /** After the attribute's name, where values that Brevo refused are counted. */
  static final String REFUSED = " REFUSED";

  private static final int MOST_PROBLEMS = 100;

  private final Optional<ContactMetrics> metrics;
  private final Map<Outcome, Long> outcomes = new TreeMap<>();
  private final SortedMap<String, Long> omissions = new TreeMap<>();
  private final Map<Unconverted, Long> unconverted = new HashMap<>();
  private final SortedMap<String, BigDecimal> spent = new TreeMap<>();
  private final SortedMap<String, BigDecimal> mrr = new TreeMap<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private final Set<String> lasting = new HashSet<>();
  private long drifted;

  /** Nobody else counts what it counts: nothing is written. */
  Tally() {
    this.metrics = Optional.empty();
  }

  /** The process counts it too. */
  Tally(ContactMetrics metrics) {
    this.metrics = Optional.of(metrics);
  }

  synchronized void count(Outcome outcome, long contacts) {
    outcomes.merge(outcome, contacts, Long::sum);
    ContactMetrics.Outcome measured = outcome.measured;
    if (measured != null) {
      metrics.ifPresent(it -> it.count(measured, contacts));
    }
  }

  void count(Outcome outcome) {
    count(outcome, 1);
  }

  /** Counts what a contact is worth, and goes without. */
  synchronized void figures(Profile profile, List<Omission> omitted) {
    add(spent, profile.values().get(Field.TOTAL_SPENT));
    add(mrr, profile.values().get(Field.MRR));
    for (Omission omission : omitted) {
      omissions.merge(omission.attribute() + " " + omission.reason(), 1L, Long::sum);
    }
    for (Profile.LeftOut object : profile.leftOut()) {
      unconverted.merge(new Unconverted(object.kind(), object.currency()), 1L, Long::sum);
    }
  }

  private static void add(SortedMap<String, BigDecimal> sums, @Nullable Value value) {
    if (value instanceof Value.Money money && money.currency() != null) {
      sums.merge(money.currency(), money.major(), BigDecimal::add);
    }
  }

  /** What was found over all contacts. */
  synchronized RunFigures figures() {
    List<RunFigures.LeftOut> leftOut = new ArrayList<>();
    unconverted.forEach((what, objects) ->
        leftOut.add(new RunFigures.LeftOut(what.kind(), what.currency(), objects)));
    return new RunFigures(new TreeMap<>(spent), new TreeMap<>(mrr), leftOut);
  }

  /** Counts a value that Brevo refused, such as a number that another contact holds. */
  synchronized void refused(String attribute) {
    omissions.merge(attribute + REFUSED, 1L, Long::sum);
  }

  /** Counts a contact that was not what events had made of it. */
  synchronized void drifted() {
    drifted++;
  }

  synchronized long drift() {
    return drifted;
  }

  /** Notes what stayed unread or unwritten, and what to do about it. */
  synchronized void problem(String problem) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(problem);
    }
  }

  /** The same of a problem that every further run will meet, until somebody mends its cause. */
  synchronized void lastingProblem(String problem) {
    problem(problem);
    lasting.add(problem);
  }

  void problem(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    if (Tellable.lasts(failure)) {
      lastingProblem(message);
    } else {
      problem(message);
    }
  }

  synchronized long of(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  synchronized SortedMap<String, Long> omissions() {
    return new TreeMap<>(omissions);
  }

  synchronized Map<Unconverted, Long> unconverted() {
    return Map.copyOf(unconverted);
  }

  synchronized List<String> problems() {
    return new ArrayList<>(problems);
  }

  /** Whether another run would end the same, until what the problems name is mended. */
  synchronized boolean refused() {
    return !problems.isEmpty() && lasting.containsAll(problems) && of(Outcome.UNWRITTEN) == 0;
  }

  synchronized boolean complete() {
    return problems.isEmpty() && of(Outcome.UNWRITTEN) == 0;
  }
}
