package io.tajo.stripe.api;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

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

  /** The first time after an instant; empty if there is none (30 February). */
  public Optional<Instant> next(Instant after) {
    return times.nextExecution(after.atZone(zone)).map(ZonedDateTime::toInstant);
  }
}
