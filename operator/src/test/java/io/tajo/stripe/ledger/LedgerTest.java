package io.tajo.stripe.ledger;

import static io.tajo.stripe.ledger.Samples.EARLY;
import static io.tajo.stripe.ledger.Samples.LATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tajo.stripe.ledger.LedgerException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final InstantSource CLOCK = InstantSource.fixed(EARLY);

  @Test
  void aLedgerIsMadeOnceAndThenOpened() {
    LedgerSettings settings = TestDatabase.settings();
    try (Ledger first = Ledger.open(settings, CLOCK)) {
      first.contacts().suppress(List.of("a@x.com"));
    }
    try (Ledger again = Ledger.open(settings, InstantSource.fixed(LATE))) {
      assertThat(again.facts().madeAt()).isEqualTo(EARLY);
      assertThat(again.contacts().suppressed(List.of("a@x.com"))).containsExactly("a@x.com");
    }
  }

  @Test
  void manyProcessesMayOpenANewLedgerAtOnce() throws Exception {
    LedgerSettings many = TestDatabase.settings();
    LedgerSettings small =
        new LedgerSettings(many.jdbcUrl(), many.user(), many.password(), many.schema(), 1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Ledger>> opened = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        opened.add(threads.submit(() -> Ledger.open(small, CLOCK)));
      }
      for (Future<Ledger> each : opened) {
        each.get().close();
      }
    }
  }

  @Test
  void ledgersInOneDatabaseKnowNothingOfEachOther() {
    try (Ledger one = TestDatabase.ledger(CLOCK);
        Ledger other = TestDatabase.ledger(CLOCK)) {
      one.facts().put("key", "value");
      assertThat(other.facts().get("key")).isEmpty();
    }
  }

  @Test
  void oneProcessDeliversAtATime() {
    LedgerSettings settings = TestDatabase.settings();
    try (Ledger one = Ledger.open(settings, CLOCK);
        Ledger two = Ledger.open(settings, CLOCK);
        Ledger other = TestDatabase.ledger(CLOCK)) {
      Lease lease = one.tryDeliver().orElseThrow();
      assertThat(lease.isHeld()).isTrue();
      assertThat(two.tryDeliver()).isEmpty();
      assertThat(other.tryDeliver().map(Lease::isHeld)).contains(true);

      lease.close();
      assertThat(lease.isHeld()).isFalse();
      Lease next = Awaitility.await().until(two::tryDeliver, java.util.Optional::isPresent).get();
      assertThat(next.isHeld()).isTrue();
      next.close();
    }
  }

  @Test
  void aLostConnectionLosesTheLease() {
    LedgerSettings settings = TestDatabase.settings();
    try (Ledger one = Ledger.open(settings, CLOCK);
        Ledger two = Ledger.open(settings, CLOCK)) {
      Lease lease = one.tryDeliver().orElseThrow();
      one.database()
          .read(c ->
              Sql.of(
                      "select pg_terminate_backend(pid) as ended from pg_locks"
                          + " where locktype = 'advisory' and granted")
                  .list(c, row -> row.flag("ended")));

      assertThat(lease.isHeld()).isFalse();
      assertThat(Awaitility.await().until(two::tryDeliver, java.util.Optional::isPresent))
          .isPresent();
      lease.close();
    }
  }

  @Test
  void anErrorOfTheDriverOrThePoolMayHaveNoState() {
    try (Ledger ledger = TestDatabase.ledger(CLOCK)) {
      assertThatThrownBy(() ->
              ledger
                  .database()
                  .write(connection -> {
                    throw new SQLException("interrupted during connection acquisition");
                  }))
          .isInstanceOf(LedgerException.class);
    }
  }

  @Test
  void theErrorSaysWhatStandsInTheWay() throws IOException {
    LedgerSettings right = TestDatabase.settings();
    assertThat(problem(right.jdbcUrl(), right.user(), "wr0ng", right.schema()))
        .isEqualTo(Kind.LOGIN);
    assertThat(
            problem(
                right.jdbcUrl().replace("/postgres?", "/nothing?"),
                right.user(),
                right.password(),
                right.schema()))
        .isEqualTo(Kind.MISSING);
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = socket.getLocalPort();
    }
    assertThat(
            problem(
                "jdbc:postgresql://127.0.0.1:" + closedPort + "/x", "a", "s3cret", right.schema()))
        .isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void aUserWhoMayNotMakeTheSchemaIsToldWhatToGrant() {
    LedgerSettings right = TestDatabase.settings();
    try (Ledger owner = Ledger.open(right, CLOCK)) {
      owner
          .database()
          .write(c -> {
            Sql.of("drop role if exists visitor").update(c);
            Sql.of("create role visitor login password 'pw'").update(c);
          });
      assertThat(problem(right.jdbcUrl(), "visitor", "pw", TestDatabase.settings().schema()))
          .isEqualTo(Kind.NOT_ALLOWED);
      assertThat(problem(right.jdbcUrl(), "visitor", "pw", right.schema()))
          .isEqualTo(Kind.NOT_ALLOWED);
    }
  }

  private static Kind problem(
      String url, @Nullable String user, @Nullable String password, String schema) {
    LedgerSettings settings = new LedgerSettings(url, user, password, schema, 2);
    List<Kind> kind = new ArrayList<>();
    assertThatThrownBy(() -> Ledger.open(settings, CLOCK, Duration.ofMillis(10)).close())
        .isInstanceOfSatisfying(
            LedgerException.class,
            e -> {
              assertThat(e).hasMessageNotContainingAny(String.valueOf(password));
              kind.add(e.kind());
            });
    return kind.getFirst();
  }
}
