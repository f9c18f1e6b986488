package io.tajo.stripe.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs and what they have still to read: a killed one goes on where it stopped. Pages of one run
 * may be saved from many threads; one run belongs to one process at a time (see {@link
 * Ledger#tryRun}).
 */
public final class Runs {
  /** The outcome of a run in which nothing stayed unread or unwritten. */
  public static final String SUCCEEDED = "Succeeded";

  /** The outcome of a run that read all and left something unwritten. */
  public static final String INCOMPLETE = "Incomplete";

  /** The outcome of an unfinished run that another took the place of. */
  public static final String ABANDONED = "Abandoned";

  private static final int HISTORY = 100;

  private final Database database;
  private final InstantSource clock;

  Runs(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Takes up the newest unfinished run of the key that was started at most that long ago, else
   * starts one. Other unfinished runs of the type are abandoned.
   */
  public Run begin(RunKey key, Duration resumeWithin) {
    Instant now = clock.instant();
    return database.writing(c -> {
      Sql.of("lock table run in share row exclusive mode").update(c);
      Optional<Run> unfinished = unfinished(c, key, now.minus(resumeWithin));
      Run run = unfinished.isPresent() ? unfinished.get() : started(c, key, now);
      abandonOthers(c, key.type(), run, now);
      return run;
    });
  }

  private static Optional<Run> unfinished(Connection c, RunKey key, Instant oldest)
      throws SQLException {
    return Sql.of(
            """
            select id, started_at from run
            where finished_at is null and type = ? and resources = ?::text[]
              and since is not distinct from ?::timestamptz and rewrite = ? and started_at >= ?
            order by id desc
            limit 1
            """,
            key.type(),
            key.resources(),
            key.since(),
            key.rewrite(),
            oldest)
        .first(c, row -> new Run(row.number("id"), row.instant("started_at"), true));
  }

  private static Run started(Connection c, RunKey key, Instant now) throws SQLException {
    return Sql.of(
            "insert into run (type, resources, since, rewrite, started_at)"
                + " values (?, ?::text[], ?, ?, ?) returning id, started_at",
            key.type(),
            key.resources(),
            key.since(),
            key.rewrite(),
            now)
        .one(c, row -> new Run(row.number("id"), row.instant("started_at"), false));
  }

  private static void abandonOthers(Connection c, String type, Run run, Instant now)
      throws SQLException {
    for (long other :
        Sql.of(
                "update run set finished_at = ?, outcome = ? where finished_at is null"
                    + " and type = ? and id <> ? returning id",
                now,
                ABANDONED,
                type,
                run.id())
            .list(c, row -> row.number("id"))) {
      dropState(c, other);
    }
  }

  private static void dropState(Connection c, long run) throws SQLException {
    for (String table : List.of("run_resource", "run_range", "run_page", "run_seen")) {
      Sql.of("delete from " + table + " where run = ?", run).update(c);
    }
  }

  /** Whether the run has a plan for the resource, even if nothing remains of it. */
  public boolean planned(Run run, String resource) {
    return database.read(c ->
        Sql.of(
                "select 1 as one from run_resource where run = ? and resource = ?",
                run.id(),
                resource)
            .first(c, row -> row.number("one"))
            .isPresent());
  }

  /** Keeps what the run has to read of a resource; a second plan for it changes nothing. */
  public void plan(Run run, String resource, List<Checkpoint> checkpoints) {
    database.write(c -> {
      int added =
          Sql.of(
                  "insert into run_resource (run, resource) values (?, ?)"
                      + " on conflict do nothing",
                  run.id(),
                  resource)
              .update(c);
      if (added == 1) {
        addRanges(c, run, resource, checkpoints);
      }
    });
  }

  /**
   * What is still to be read of a resource, newest first: its plan less what saved pages have read;
   * empty: all was read, or no plan.
   */
  public List<Checkpoint> remaining(Run run, String resource) {
    return database.snapshot(c -> {
      List<Checkpoint> plan =
          Sql.of(
                  "select low, high, starting_after from run_range"
                      + " where run = ? and resource = ?",
                  run.id(),
                  resource)
              .list(
                  c,
                  row ->
                      new Checkpoint(
                          row.number("low"), row.number("high"), row.textOrNull("starting_after")));
      List<ReadPart> read =
          Sql.of(
                  "select low, high, next_after from run_page"
                      + " where run = ? and resource = ? order by id",
                  run.id(),
                  resource)
              .list(
                  c,
                  row ->
                      new ReadPart(
                          row.number("low"), row.number("high"), row.textOrNull("next_after")));
      return ReadPart.remaining(plan, read);
    });
  }

  /**
   * Takes in a page: its rows, which customers it showed, and what it has read of the resource, all
   * or nothing. Pages do not wait for each other, and may come in any order.
   *
   * @param objects how many of the resource's objects the page had; rows may hold others embedded
   * @param done what the page has read, together with what is left of that among {@code remaining}
   * @param remaining what is left; parts that have nothing to do with {@code done} do not matter
   */
  public void savePage(
      Run run,
      String resource,
      Rows rows,
      Instant asOf,
      int objects,
      Checkpoint done,
      List<Checkpoint> remaining) {
    ReadPart read = ReadPart.of(done, remaining);
    database.write(c -> {
      Sql.of(
              "insert into run_page (run, resource, low, high, next_after, objects)"
                  + " values (?, ?, ?, ?, ?, ?)",
              run.id(),
              resource,
              read.low(),
              read.high(),
              read.nextAfter(),
              objects)
          .update(c);
      markSeen(c, run, rows);
      Objects.save(c, rows, asOf);
      TakingIn.sweptPast(c, rows);
    });
  }

  private static void addRanges(
      Connection c, Run run, String resource, List<Checkpoint> checkpoints) throws SQLException {
    for (Checkpoint checkpoint : checkpoints) {
      Sql.of(
              "insert into run_range (run, resource, low, high, starting_after)"
                  + " values (?, ?, ?, ?, ?)",
              run.id(),
              resource,
              checkpoint.from(),
              checkpoint.to(),
              checkpoint.startingAfter())
          .update(c);
    }
  }

  private static void markSeen(Connection c, Run run, Rows rows) throws SQLException {
    if (!rows.customers().isEmpty()) {
      Sql.of(
              "insert into run_seen (run, customer) select distinct ?::bigint, c"
                  + " from unnest(?::text[]) c order by c on conflict do nothing",
              run.id(),
              rows.customers().stream().map(customer -> customer.id()).toList())
          .update(c);
    }
  }

  /** What the run has read so far, by resource; resources without a page are absent. */
  public Map<String, Progress> progress(Run run) {
    Map<String, Progress> progress = new TreeMap<>();
    database
        .read(c ->
            Sql.of(
                    "select resource, count(*) as pages, sum(objects)::bigint as objects"
                        + " from run_page where run = ? group by resource",
                    run.id())
                .list(
                    c,
                    row ->
                        Map.entry(
                            row.text("resource"),
                            new Progress(row.number("pages"), row.number("objects")))))
        .forEach(entry -> progress.put(entry.getKey(), entry.getValue()));
    return progress;
  }

  /**
   * Ends a run and drops its checkpoints; of ended runs the last 100 are kept, and the last that
   * succeeded of each type.
   *
   * @param outcome {@link #SUCCEEDED} or {@link #INCOMPLETE}
   */
  public void finish(Run run, String outcome) {
    database.write(c -> {
      dropState(c, run.id());
      Sql.of(
              "update run set finished_at = ?, outcome = ? where id = ?",
              clock.instant(),
              outcome,
              run.id())
          .update(c);
      Sql.of(
              """
              delete from run where finished_at is not null
                and id not in
                  (select id from run where finished_at is not null order by id desc limit ?)
                and id not in (select max(id) from run where outcome = ? group by type)
              """,
              HISTORY,
              SUCCEEDED)
          .update(c);
    });
  }

  /** The newest run of a type that succeeded. */
  public Optional<RunRecord> lastSucceeded(String type) {
    return database.read(c ->
        Sql.of(
                "select * from run where type = ? and outcome = ? order by id desc limit 1",
                type,
                SUCCEEDED)
            .first(c, Runs::runRecord));
  }

  private static RunRecord runRecord(Row row) throws SQLException {
    TreeSet<String> resources = new TreeSet<>(List.of(row.texts("resources")));
    @Nullable Instant since = row.instantOrNull("since");
    return new RunRecord(
        row.number("id"),
        new RunKey(row.text("type"), resources, since, row.flag("rewrite")),
        row.instant("started_at"),
        row.instantOrNull("finished_at"),
        row.textOrNull("outcome"));
  }
}
