package io.tajo.stripe.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Events for Brevo, from when they are made until long after they were sent: each is sent once. A
 * contact's events go in the order of ({@code created}, {@code event}), each after the write that
 * follows from it.
 */
public final class Outbox {
  /** What becomes of an event that is not sent. */
  public enum Reason {
    /** Its customer has no contact. */
    NO_CONTACT,
    /** Brevo refuses the contact. */
    CONTACT_REJECTED,
    /** Brevo refuses the event. */
    REFUSED
  }

  /**
   * An event whose turn it is.
   *
   * @param address of its contact now; null: it has none
   * @param mayComeYet whether a living customer has the address, whose contact was not yet asked
   *     for
   * @param contactWritten whether Brevo has the contact
   * @param contactRejected whether Brevo refuses what the contact has become
   */
  public record Ready(
      Outgoing.Key key,
      Instant created,
      @Nullable String address,
      boolean mayComeYet,
      boolean contactWritten,
      boolean contactRejected,
      SortedMap<String, JsonNode> properties) {
    /** Without the contact and the properties. */
    @Override
    public String toString() {
      return "Ready[" + key + "]";
    }
  }

  static final String OPEN = "state in ('waiting', 'sending')";

  private static final String READY =
      """
      with open as (
        select o.*, coalesce(k.contact, o.address) as target,
          k.contact is not null and not o.asked_for as may_come
        from outgoing o left join customer k on k.id = o.customer
        where o.state in ('waiting', 'sending')),
      first as materialized (
        select distinct on (target) target, created, event from open
        where before_write order by target, created desc, event desc),
      unread as materialized (
        select created, id from event where state = 'pending' and attempts = 0
        order by created, id limit 1),
      held as (
        select open.*,
          state = 'sending'
            or exists (select from contact_import_row r where r.address = open.target)
            or coalesce(
              (open.created, open.event)
                > ((select created from unread), (select id from unread)), false)
            or (not before_write
              and exists (
                select from contact_mark m
                where m.address = open.target and m.written < open.revision)
              and coalesce((f.created, f.event) < (open.created, open.event), true)) as waits
        from open left join first f on f.target = open.target),
      queued as (
        select held.*,
          bool_or(waits) over (
            partition by coalesce(target, event) order by created, event, name) as blocked
        from held)
      select q.event, q.name, q.created, q.target, q.properties, q.may_come,
        c.address is not null as written, c.rejection_digest is not null as rejected
      from queued q left join contact c on c.address = q.target
      where not blocked
      order by q.created, q.event, q.name
      limit ?
      """;

  private final Database database;
  private final InstantSource clock;

  Outbox(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  static void add(Connection c, Collection<Outgoing> events, long revision, Instant now)
      throws SQLException {
    if (!events.isEmpty()) {
      Sql.of(
              """
              insert into outgoing (event, name, created, customer, address, revision,
                before_write, properties, state, stored_at)
              select event, name, created::bigint, customer, address, ?,
                before_write::boolean, properties::jsonb, 'waiting', ?::timestamptz
              from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[]) as u (event, name, created, customer, address, before_write, properties)
              on conflict do nothing
              """,
              revision,
              now,
              texts(events, Outgoing::event),
              texts(events, Outgoing::name),
              texts(events, event -> Long.toString(event.created().getEpochSecond())),
              texts(events, Outgoing::customer),
              texts(events, Outgoing::address),
              texts(events, event -> Boolean.toString(event.beforeWrite())),
              texts(events, event -> Json.write(event.properties())))
          .update(c);
    }
  }

  private static List<@Nullable String> texts(
      Collection<Outgoing> events, Function<Outgoing, @Nullable String> value) {
    List<@Nullable String> texts = new ArrayList<>(events.size());
    events.forEach(event -> texts.add(value.apply(event)));
    return texts;
  }

  /** Events of customers that are being deleted go to the contacts that they had. */
  static void pin(Connection c, Map<String, String> addressByCustomer) throws SQLException {
    if (!addressByCustomer.isEmpty()) {
      List<String> customers = new ArrayList<>();
      List<String> addresses = new ArrayList<>();
      addressByCustomer.forEach((customer, address) -> {
        customers.add(customer);
        addresses.add(address);
      });
      Sql.of(
              "update outgoing o set address = u.address"
                  + " from unnest(?::text[], ?::text[]) as u (customer, address)"
                  + " where o.customer = u.customer and o."
                  + OPEN,
              customers,
              addresses)
          .update(c);
    }
  }

  /** Events whose turn it is, the oldest first. */
  public List<Ready> ready(int limit) {
    return database.read(c -> Sql.of(READY, limit).list(c, Outbox::ready));
  }

  private static Ready ready(Row row) throws SQLException {
    return new Ready(
        new Outgoing.Key(row.text("event"), row.text("name")),
        row.second("created"),
        row.textOrNull("target"),
        row.flag("may_come"),
        row.flag("written"),
        row.flag("rejected"),
        row.values("properties"));
  }

  /**
   * Events are being sent from now on: until it is known that they arrived, they are in doubt.
   *
   * @return those that nobody else is sending or has sent
   */
  public Set<Outgoing.Key> sending(Collection<Outgoing.Key> events) {
    return new HashSet<>(
        database.writing(c ->
            Sql.of(
                    "update outgoing o set state = 'sending', sending_since = ?"
                        + " from unnest(?::text[], ?::text[]) as u (event, name)"
                        + " where o.event = u.event and o.name = u.name and o.state = 'waiting'"
                        + " returning o.event, o.name",
                    clock.instant(),
                    events.stream().map(Outgoing.Key::event).toList(),
                    events.stream().map(Outgoing.Key::name).toList())
                .list(c, row -> new Outgoing.Key(row.text("event"), row.text("name")))));
  }

  /** Their contacts are made now; where none comes of it, there is none to send them to. */
  public void askFor(Collection<Ready> events) {
    database.write(c -> {
      Marks.add(
          c,
          events.stream().map(event -> String.valueOf(event.address())).toList(),
          Marks.next(c),
          clock.instant());
      Sql.of(
              "update outgoing o set asked_for = true from unnest(?::text[], ?::text[])"
                  + " as u (event, name) where o.event = u.event and o.name = u.name",
              events.stream().map(event -> event.key().event()).toList(),
              events.stream().map(event -> event.key().name()).toList())
          .update(c);
    });
  }

  /** Brevo has events. */
  public void sent(Collection<Outgoing.Key> events) {
    change(
        events,
        "state = 'sent', properties = null, address = null, settled_at = ?",
        clock.instant());
  }

  /** Brevo does not have events that were being sent: their turn comes again. */
  public void again(Collection<Outgoing.Key> events) {
    change(events, "state = 'waiting', sending_since = ?", null);
  }

  /** Events are not sent. */
  public void dropped(Collection<Outgoing.Key> events, Reason reason) {
    change(
        events,
        "state = 'dropped', properties = null, address = null, reason = '"
            + reason
            + "', settled_at = ?",
        clock.instant());
  }

  private void change(Collection<Outgoing.Key> events, String what, @Nullable Instant when) {
    if (!events.isEmpty()) {
      database.write(c ->
          Sql.of(
                  "update outgoing o set "
                      + what
                      + "::timestamptz from unnest(?::text[], ?::text[]) as u (event, name)"
                      + " where o.event = u.event and o.name = u.name and o."
                      + OPEN,
                  when,
                  events.stream().map(Outgoing.Key::event).toList(),
                  events.stream().map(Outgoing.Key::name).toList())
              .update(c));
    }
  }

  /**
   * An event that was being sent and of which it is not known whether it arrived.
   *
   * @param created its date in Brevo
   */
  public record InDoubt(Outgoing.Key key, Instant created) {}

  /** Events that have been in doubt since a moment or longer. */
  public List<InDoubt> inDoubt(Instant since) {
    return database.read(c ->
        Sql.of(
                "select event, name, created from outgoing where state = 'sending'"
                    + " and sending_since <= ? order by created, event, name",
                since)
            .list(
                c,
                row ->
                    new InDoubt(
                        new Outgoing.Key(row.text("event"), row.text("name")),
                        row.second("created"))));
  }

  /** How many wait or are in doubt; counts no further than a limit. */
  public long open(int most) {
    return database.read(c ->
        Sql.of(
                "select count(*) as count from (select from outgoing where " + OPEN + " limit ?) o",
                most)
            .one(c, row -> row.number("count")));
  }

  /** How many there are: {@code waiting}, {@code sending}, {@code sent}, and dropped by reason. */
  public SortedMap<String, Long> counts() {
    SortedMap<String, Long> counts = new TreeMap<>();
    database
        .read(c ->
            Sql.of(
                    "select coalesce(reason, state) as outcome, count(*) as events from outgoing"
                        + " group by 1")
                .list(c, row -> Map.entry(row.text("outcome"), row.number("events"))))
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  /** Forgets events that were settled before a moment. */
  public void clear(Instant before) {
    database.write(c -> Sql.of("delete from outgoing where settled_at < ?", before).update(c));
  }
}
