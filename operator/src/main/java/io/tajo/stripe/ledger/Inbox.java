package io.tajo.stripe.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's events: stored once by id, by any number of processes; worked off in the order of
 * ({@code created}, {@code id}) by one. Those that were given up stay until they are replayed.
 */
public final class Inbox {
  private static final String NEWEST_DONE = "event.newest";

  private static final Table<NewEvent> EVENTS =
      Table.<NewEvent>of(
              "event",
              _ -> {
                throw new UnsupportedOperationException("events are read as StoredEvent");
              })
          .stamp("stored_at")
          .text("id", NewEvent::id)
          .text("type", NewEvent::type)
          .second("created", NewEvent::created)
          .text("source", event -> event.source().name())
          .text("state", event -> event.foreign() == null ? "pending" : "foreign")
          .text("problem", NewEvent::foreign)
          .text("payload", event -> event.foreign() == null ? event.payload() : null);

  private final Database database;
  private final InstantSource clock;

  Inbox(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Stores events in one statement, and returns once they are on the disk.
   *
   * @return the ids of those that were not there yet
   */
  public Set<String> store(Collection<NewEvent> events) {
    Instant now = clock.instant();
    // What the account's own feed shows is not another's, whatever a webhook's looked like.
    List<String> ours =
        events.stream()
            .filter(event -> event.source() == NewEvent.Source.FEED)
            .map(NewEvent::id)
            .toList();
    return new HashSet<>(
        database.writing(c -> {
          if (!ours.isEmpty()) {
            Sql.of("delete from event where id = any (?::text[]) and state = 'foreign'", ours)
                .update(c);
          }
          return EVENTS.insertNew(c, events, now);
        }));
  }

  /** Events whose turn it is, in the order in which they are to be worked off. */
  public List<StoredEvent> due(int limit) {
    Instant now = clock.instant();
    return database.read(c ->
        Sql.of(
                """
                select id, type, created, stored_at, attempts, payload from event
                where state = 'pending' and (due_at is null or due_at <= ?)
                order by created, id
                limit ?
                """,
                now,
                limit)
            .list(
                c,
                row ->
                    new StoredEvent(
                        row.text("id"),
                        row.text("type"),
                        row.second("created"),
                        row.instant("stored_at"),
                        (int) row.number("attempts"),
                        Optional.ofNullable(row.textOrNull("payload")).orElse("{}"))));
  }

  /** Of how many it is the turn; counts no further than a limit. */
  public long countDue(int most) {
    Instant now = clock.instant();
    return database.read(c ->
        Sql.of(
                "select count(*) as count from (select from event where state = 'pending'"
                    + " and (due_at is null or due_at <= ?) limit ?) e",
                now,
                most)
            .one(c, row -> row.number("count")));
  }

  /** How many events that the feed brought since a moment still wait. */
  public long pendingOfFeed(Instant since) {
    return ofFeed("state = 'pending'", since);
  }

  /** How many events that the feed brought since a moment were given up. */
  public long failedOfFeed(Instant since) {
    return ofFeed("state = 'failed'", since);
  }

  /** By a condition of one of the indexes. */
  private long ofFeed(String state, Instant since) {
    return database.read(c ->
        Sql.of(
                "select count(*) as events from event where "
                    + state
                    + " and source = ? and stored_at >= ?",
                NewEvent.Source.FEED.name(),
                since)
            .one(c, row -> row.number("events")));
  }

  /** Whether it is the turn of an event that was stored by a moment. */
  public boolean isDue(Instant storedBy) {
    Instant now = clock.instant();
    return database.read(c ->
        Sql.of(
                "select exists (select from event where state = 'pending'"
                    + " and (due_at is null or due_at <= ?) and stored_at <= ?) as due",
                now,
                storedBy)
            .one(c, row -> row.flag("due")));
  }

  static void done(Connection c, Collection<String> ids, Instant now) throws SQLException {
    List<Long> created =
        Sql.of(
                "update event set state = 'done', settled_at = ?, due_at = null, problem = null"
                    + " where id = any (?::text[]) returning created",
                now,
                ids)
            .list(c, row -> row.number("created"));
    if (!created.isEmpty()) {
      Sql.of(
              "insert into fact as f (key, value) values (?, ?) on conflict (key) do update"
                  + " set value = greatest(f.value::bigint, excluded.value::bigint)::text",
              NEWEST_DONE,
              Long.toString(Collections.max(created)))
          .update(c);
    }
  }

  /** An event could not be worked off and is tried again. */
  public void postpone(String id, String problem, Instant until) {
    database.write(c ->
        Sql.of(
                "update event set attempts = attempts + 1, problem = ?, due_at = ?"
                    + " where id = ? and state = 'pending'",
                problem,
                until,
                id)
            .update(c));
  }

  /** An event is given up. */
  public void fail(String id, String problem) {
    database.write(c ->
        Sql.of(
                "update event set state = 'failed', attempts = attempts + 1, problem = ?,"
                    + " due_at = null, settled_at = ? where id = ? and state = 'pending'",
                problem,
                clock.instant(),
                id)
            .update(c));
  }

  /**
   * Puts events that were given up back.
   *
   * @param ids only these; empty: whatever their id
   * @param type only of this type, or, with {@code *} at the end, of types that begin so; null: of
   *     any
   * @param since only those created at this moment or later; null: of any time
   * @return how many
   */
  public int replay(Collection<String> ids, @Nullable String type, @Nullable Instant since) {
    String like =
        type == null
            ? "%"
            : type.replaceAll("\\*$", "").replaceAll("([%_\\\\])", "\\\\$1")
                + (type.endsWith("*") ? "%" : "");
    return database.writing(c ->
        Sql.of(
                """
                update event set state = 'pending', attempts = 0, due_at = null, settled_at = null
                where state = 'failed' and payload is not null
                  and (? or id = any (?::text[])) and type like ? and created >= ?
                """,
                ids.isEmpty(),
                ids,
                like,
                Objects.seconds(since))
            .update(c));
  }

  /** Events that were given up, the oldest first. */
  public List<FailedEvent> failed(int limit) {
    return database.read(c ->
        Sql.of(
                "select id, type, created, attempts, problem from event where state = 'failed'"
                    + " order by created, id limit ?",
                limit)
            .list(
                c,
                row ->
                    new FailedEvent(
                        row.text("id"),
                        row.text("type"),
                        row.second("created"),
                        (int) row.number("attempts"),
                        row.text("problem"))));
  }

  public InboxCounts counts() {
    return database.read(c ->
        Sql.of(
                """
                select
                  (select count(*) from event where state = 'pending') as pending,
                  (select min(stored_at) from event where state = 'pending') as oldest,
                  (select count(*) from event where state = 'failed') as failed,
                  (select count(*) from event where state = 'foreign') as foreign_events,
                  (select value::bigint from fact where key = ?) as newest
                """,
                NEWEST_DONE)
            .one(
                c,
                row ->
                    new InboxCounts(
                        row.number("pending"),
                        row.number("failed"),
                        row.number("foreign_events"),
                        row.instantOrNull("oldest"),
                        row.secondOrNull("newest"))));
  }

  /** How many events of each type failed. */
  public Map<String, Long> failedByType() {
    Map<String, Long> byType = new LinkedHashMap<>();
    database
        .read(c ->
            Sql.of(
                    "select type, count(*) as events from event where state = 'failed'"
                        + " group by type order by type")
                .list(c, row -> Map.entry(row.text("type"), row.number("events"))))
        .forEach(entry -> byType.put(entry.getKey(), entry.getValue()));
    return byType;
  }

  /**
   * Clears what is kept no longer.
   *
   * @param payloads of events that were worked off before this moment
   * @param rows of events that were settled before this one, failed ones too
   */
  public void clear(Instant payloads, Instant rows) {
    database.write(c -> {
      Sql.of(
              "update event set payload = null where state = 'done' and settled_at < ?"
                  + " and payload is not null",
              payloads)
          .update(c);
      Sql.of("delete from event where settled_at < ? and state <> 'pending'", rows).update(c);
      Sql.of("delete from event where state = 'foreign' and stored_at < ?", rows).update(c);
    });
  }
}
