package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoSandbox.Mode;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Keys are in no table, no log line, no error; people are in no log line that is on by default. */
class SecrecyTest {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger("io.tajo.stripe");
  private final Level rootLevel = root.getLevel();
  private final Level ourLevel = ours.getLevel();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    ours.setLevel(Level.TRACE);
    // What is told on the screen stays as it is.
    root.iteratorForAppenders()
        .forEachRemaining(appender -> {
          if (!appender.equals(log)) {
            appender.stop();
          }
        });
  }

  @AfterEach
  void stop() {
    root.detachAppender(log);
    root.iteratorForAppenders().forEachRemaining(appender -> appender.start());
    root.setLevel(rootLevel);
    ours.setLevel(ourLevel);
  }

  private static String text(ILoggingEvent event) {
    String thrown =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    return event.getFormattedMessage() + " " + event.getKeyValuePairs() + " " + thrown;
  }

  /** Each table of the ledger as text. */
  private static List<String> tables(TestAccounts accounts) throws SQLException {
    List<String> names = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    try (var connection = accounts.ledger.connect();
        var statement = connection.createStatement()) {
      try (var rows =
          statement.executeQuery(
              "select table_name from information_schema.tables where table_schema = '%s'"
                  .formatted(accounts.ledger.name()))) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      for (String table : names) {
        try (var rows =
            statement.executeQuery(
                "select coalesce(string_agg(t::text, ' '), '') from %s.%s t"
                    .formatted(accounts.ledger.name(), table))) {
          rows.next();
          texts.add(table + ": " + rows.getString(1));
        }
      }
    }
    return texts;
  }

  @Test
  void keysAreNowhereAndPeopleInNoLine() throws SQLException {
    try (TestAccounts accounts =
        TestAccounts.with(
            TestAccounts.brevoOptions().refusedEmails("person3@example.com"::equals))) {
      accounts.customers(22);
      accounts.change("cus_5", c -> c.put("name", "Ottilie Unverwechselbar"));
      accounts.change("cus_5", c -> c.put("phone", "+49301234567"));
      RunReport report = accounts.run();
      assertThat(report.success()).isTrue();
      accounts.change("cus_1", c -> c.put("email", "moved@example.com"));
      accounts.stripe.delete(Resource.CUSTOMERS, "cus_2");
      accounts.run();
      accounts.brevo.mode(Mode.FORBIDDEN);
      accounts.change("cus_6", c -> c.put("name", "Other"));
      RunReport refused = accounts.run();
      accounts.stripeKey("sk_test_another").brevoKey("xkeysib-another");
      RunReport wrong = accounts.run();

      List<String> keys =
          List.of(
              StripeOptions.DEFAULT_KEY,
              BrevoOptions.API_KEY,
              "sk_test_another",
              "xkeysib-another");
      List<String> told = List.of(report.toString(), refused.toString(), wrong.toString());
      assertThat(log.list).isNotEmpty();
      for (String key : keys) {
        assertThat(tables(accounts)).hasSizeGreaterThan(10).noneMatch(table -> table.contains(key));
        assertThat(log.list).noneMatch(event -> text(event).contains(key));
        assertThat(told).noneMatch(text -> text.contains(key));
      }
      assertThat(log.list)
          .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
          .noneMatch(event -> text(event).contains("@example.com"))
          .noneMatch(event -> text(event).contains("Unverwechselbar"))
          .noneMatch(event -> text(event).contains("301234567"));
    }
  }

  /** In the middle of a run the account's owner takes the key away. */
  @Test
  void anErrorThatEndsARunNamesNobody() {
    try (TestAccounts accounts = TestAccounts.empty()) {
      accounts.customers(3);
      accounts.door.before(call -> {
        if (call.equals("POST /v3/contacts")) {
          accounts.brevo.mode(Mode.FORBIDDEN);
        }
      });

      RunReport report = accounts.run();

      assertThat(report.success()).isFalse();
      assertThat(String.join(" ", report.problems()))
          .contains("Brevo does not allow this")
          .doesNotContain("@example.com")
          .doesNotContain(BrevoOptions.API_KEY);
    }
  }
}
