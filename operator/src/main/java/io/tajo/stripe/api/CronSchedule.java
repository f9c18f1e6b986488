package io.tajo.stripe.api;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A UNIX cron expression in a time zone. */
public final class CronSchedule {
  private final ExecutionTime times;
  private final ZoneId zone;

  private CronSchedule(ExecutionTime times, ZoneId zone) {
    this.times = times;
    this.zone = zone;
  }

  /**
   * Reads an expression of five fields.
   *
   * @throws IllegalArgumentException if it is none
   */
  static CronSchedule parse(String expression, ZoneId zone) {
    CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    return new CronSchedule(ExecutionTime.forCron(parser.parse(expression).validate()), zone);
  }

  /**
   * The first time after an instant; empty if there is none (30 February). What falls into the hour
   * that a change to summer time leaves out comes at the change, as cron does it; what falls into
   * one that is there twice comes once, unless it comes every hour.
   */
  public Optional<Instant> next(Instant after) {
    Optional<Instant> next = times.nextExecution(after.atZone(zone)).map(ZonedDateTime::toInstant);
    return next.flatMap(it -> leftOut(after, it)).or(() -> next);
  }

  private Optional<Instant> leftOut(Instant after, Instant before) {
    ZoneRules rules = zone.getRules();
    for (@Nullable ZoneOffsetTransition change = rules.nextTransition(after);
        change != null && change.getInstant().isBefore(before);
        change = rules.nextTransition(change.getInstant())) {
      if (change.isGap() && comesWithin(change.getDateTimeBefore(), change.getDateTimeAfter())) {
        return Optional.of(change.getInstant());
      }
    }
    return Optional.empty();
  }

  /** By a clock that nobody changes. */
  private boolean comesWithin(LocalDateTime from, LocalDateTime to) {
    return times
        .nextExecution(from.minusSeconds(1).atZone(ZoneOffset.UTC))
        .filter(it -> it.toLocalDateTime().isBefore(to))
        .isPresent();
  }
}
