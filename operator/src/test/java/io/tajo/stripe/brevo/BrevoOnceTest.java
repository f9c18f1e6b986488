package io.tajo.stripe.brevo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No event is sent twice by the client, and each limit is kept, whichever events count in. */
class BrevoOnceTest {
  private static final SocketEffect CUT = new SocketEffect.CloseSocket();
  private static final ContactEvent EVENT =
      new ContactEvent("a", FakeTime.START, "ada@example.com", new TreeMap<>());

  private final FakeBrevo fake =
      new FakeBrevo(new Credentials.ApiKey("key"), Duration.ofMillis(500));
  private final Events events = fake.brevo.events();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void whatBrevoMayHaveTakenIsSentExactlyOnce() {
    List<MockResponse.Builder> answers =
        List.of(
            new MockResponse.Builder().onResponseStart(CUT),
            new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE),
            FakeBrevo.json(202, "{\"message\":\"queued\"}").onResponseBody(CUT),
            FakeBrevo.json(202, "{\"message\":"),
            FakeBrevo.json(207, "{\"status\":\"partial_success\",\"err"),
            FakeBrevo.json(400, "{\"status\":\"failed\",\"total_ev"),
            FakeBrevo.json(500, "{\"code\":\"internal\",\"message\":\"oops\"}"),
            FakeBrevo.json(503, "upstream"));
    int sent = 0;
    for (MockResponse.Builder answer : answers) {
      fake.answers(answer);
      assertThat(catchThrowableOfType(BrevoFailure.InDoubt.class, () -> events.send(EVENT)))
          .hasMessageContaining("sent again only where it is not found")
          .satisfies(failure -> assertThat(failure.possiblyRepeated()).isTrue());
      assertThat(fake.requests()).isEqualTo(++sent);
      fake.answers(answer);
      assertThat(catchThrowableOfType(BrevoFailure.InDoubt.class, this::sendBatch)).isNotNull();
      assertThat(fake.requests()).isEqualTo(++sent);
    }
    assertThat(fake.time.sinceStart()).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void whatBrevoCannotHaveTakenIsSentAgain() {
    fake.answers(408, "").answers(425, "").answers(429, "");
    fake.answers(400, "{\"code\":\"account_in_process\"}").answers(204, "");

    events.send(EVENT);

    assertThat(fake.requests()).isEqualTo(5);
  }

  @Test
  void whatNeverLeftIsSentAgainAndNotInDoubt() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = URI.create("http://localhost:" + socket.getLocalPort());
    }
    int[] attempts = {0};
    try (Brevo unreachable =
        new Brevo(
            BrevoSettings.of(new Credentials.ApiKey("key")).at(nobody),
            fake.time,
            fake.time,
            FakeBrevo.LEAST,
            (bucket, method, path, status, took, waited) -> attempts[0]++)) {
      BrevoFailure failure =
          catchThrowableOfType(
              BrevoFailure.Unavailable.class, () -> unreachable.events().send(EVENT));
      assertThat(failure.possiblyRepeated()).isFalse();
    }
    assertThat(attempts[0]).isEqualTo(5);
  }

  @Test
  void aLimitUsedUpIsWaitedForHoweverLong() {
    fake.answers(limited(429, "{}", 100, 0, 2400)).answers(limited(202, "{}", 100, 99, 3600));

    assertThat(sendBatch()).isEqualTo(new EventsResult.Accepted());

    assertThat(fake.time.sinceStart()).isEqualTo(Duration.ofMinutes(40));
  }

  /** Of 100 calls an hour, 25 are left to /account and /processes. */
  @Test
  void batchesLeaveAQuarterOfTheHoursCallsToOthers() {
    assertThat(events.batchIsFree()).isTrue();
    fake.answers(limited(202, "{}", 100, 26, 1800));
    sendBatch();
    assertThat(events.batchIsFree()).isTrue();
    fake.answers(limited(200, "{}", 100, 25, 1800));
    fake.brevo.account();
    assertThat(events.batchIsFree()).isFalse();

    fake.time.pass(Duration.ofMinutes(30));
    assertThat(events.batchIsFree()).isTrue();
    assertThat(fake.traffic)
        .containsExactly("OTHER POST /events/batch 202", "OTHER GET /account 200");
  }

  @Test
  void aBatchIsNotFreeWhileTheHourIsUsedUp() {
    fake.answers(limited(200, "{}", 100, 0, 600));
    fake.brevo.account();

    assertThat(events.batchIsFree()).isFalse();
    fake.answers(204, "");
    events.send(EVENT);
    assertThat(fake.time.sinceStart()).isZero();
    fake.time.pass(Duration.ofMinutes(10));
    assertThat(events.batchIsFree()).isTrue();
  }

  @Test
  void batchesCountAmongEventsOnceAnAnswerSaysSo() {
    fake.answers(limited(200, "{}", 100, 20, 1800));
    fake.brevo.account();
    assertThat(events.batchIsFree()).isFalse();
    Duration before = fake.time.sinceStart();
    fake.answers(limited(202, "{}", 10, 9, 1));
    sendBatch();
    // 1800 s over what was left after a quarter's mark was passed: it waited as one of the hour's.
    assertThat(fake.time.sinceStart()).isGreaterThan(before);

    assertThat(events.batchIsFree()).isTrue();
    Duration switched = fake.time.sinceStart();
    for (int call = 0; call < 10; call++) {
      fake.answers(202, "{}");
      sendBatch();
    }
    // Ten calls spread over 8.5 a second, where the hour's would have taken minutes.
    assertThat(fake.time.sinceStart().minus(switched)).isLessThan(Duration.ofSeconds(2));
    assertThat(fake.traffic.getLast()).isEqualTo("EVENTS POST /events/batch 202");
  }

  /** The answer that shows it tells nothing of the calls of an hour. */
  @Test
  void anAnswerOfTheEventsLimitLeavesTheHoursCountAlone() {
    fake.answers(limited(202, "{}", 10, 0, 1));
    sendBatch();
    fake.answers(200, "{}");
    fake.brevo.account();

    // Not blocked by "0 left"; only the hour's own pace of a tenth of a second.
    assertThat(fake.time.sinceStart()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void readingEventsLearnsItsOwnBucket() {
    String page = "{\"count\":0}";
    fake.answers(limited(200, page, 10, 9, 1)).answers(limited(200, page, 10, 8, 1));
    fake.answers(limited(202, "{}", 100, 99, 3600));

    for (int call = 0; call < 2; call++) {
      events.sentEvents(FakeTime.START, FakeTime.START, Set.of(), 1, 0);
    }
    sendBatch();

    assertThat(fake.traffic)
        .containsExactly(
            "OTHER GET /events 200", "EVENTS GET /events 200", "OTHER POST /events/batch 202");
  }

  private EventsResult sendBatch() {
    return events.sendAll(List.of(EVENT));
  }

  private static MockResponse.Builder limited(
      int status, String body, int limit, int remaining, int reset) {
    return FakeBrevo.json(status, body)
        .setHeader("x-sib-ratelimit-limit", limit)
        .setHeader("x-sib-ratelimit-remaining", remaining)
        .setHeader("x-sib-ratelimit-reset", reset);
  }
}
