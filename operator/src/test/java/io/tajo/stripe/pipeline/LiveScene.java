package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.StoredEvent;
import io.tajo.stripe.sandbox.stripe.life.StripeLife;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Two accounts in step after a full run, from where a test lets things happen, step by step. */
final class LiveScene implements AutoCloseable {
  static final String PREFIX = "stripe_";

  final TestAccounts accounts;
  final LiveHand hand;
  final StripeLife life;

  private LiveScene(TestAccounts accounts) {
    this.accounts = accounts;
    this.hand = new LiveHand(accounts);
    this.life = StripeLife.in(accounts.stripe);
  }

  static LiveScene empty() {
    return of(TestAccounts.empty());
  }

  /** Begins with a full run over what is there. */
  static LiveScene of(TestAccounts accounts) {
    assertThat(accounts.run().problems()).isEmpty();
    accounts.writes();
    return new LiveScene(accounts);
  }

  /** A customer whose contact Brevo has. */
  String customer(String email, String name) {
    String id = life.people().create(email, name).path("id").asText();
    follow();
    return id;
  }

  /** Everything that has happened is delivered and worked off. */
  void follow() {
    hand.follow();
    accounts.writes();
  }

  /** What has happened, delivered the other way round. */
  void followReversed() {
    hand.fresh().reversed().forEach(hand::deliver);
    hand.drain();
  }

  /** Time passes, and what comes with it is done. */
  void pass(Duration time) {
    accounts.time.pass(time);
    hand.drain();
  }

  /** What of the fresh events is of a type; the others are not delivered. */
  List<ObjectNode> fresh(String type) {
    return hand.fresh().stream().filter(event -> event.path("type").asText().equals(type)).toList();
  }

  /** All events that Brevo took, by their names without the prefix, as they came. */
  List<String> names() {
    return accounts.brevo.events().stream().map(LiveScene::name).toList();
  }

  /** Those of one contact. */
  List<String> names(String email) {
    return accounts.brevo.events().stream()
        .filter(event -> event.email().equals(email))
        .map(LiveScene::name)
        .toList();
  }

  static String name(StoredEvent event) {
    assertThat(event.name()).startsWith(PREFIX);
    return event.name().substring(PREFIX.length());
  }

  List<StoredEvent> events(String name) {
    return accounts.brevo.events().stream()
        .filter(event -> event.name().equals(PREFIX + name))
        .toList();
  }

  /** The properties of the one event of a name, apart from its id and when it was stored. */
  Map<String, String> properties(String name) {
    List<StoredEvent> events = events(name);
    assertThat(events).as(name).hasSize(1);
    return properties(events.getFirst());
  }

  static Map<String, String> properties(StoredEvent event) {
    Map<String, String> properties = new TreeMap<>();
    event.properties().properties().forEach(p -> properties.put(p.getKey(), p.getValue().asText()));
    assertThat(properties.remove("stripe_event_id")).startsWith("evt_");
    assertThat(properties.remove("stored_at")).startsWith("2026-1");
    return properties;
  }

  /** How many outgoing events there are of an outcome. */
  long outgoing(String outcome) {
    return hand.status().outgoing().getOrDefault(outcome, 0L);
  }

  /** The first value that a statement on the ledger gives; empty: none. */
  String sql(String query) {
    try (var connection = accounts.ledger.connect();
        var statement = connection.createStatement()) {
      statement.execute("set search_path to " + accounts.ledger.name());
      if (!statement.execute(query)) {
        return "";
      }
      try (var result = statement.getResultSet()) {
        return result.next() ? String.valueOf(result.getString(1)) : "";
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    hand.close();
    accounts.close();
  }
}
