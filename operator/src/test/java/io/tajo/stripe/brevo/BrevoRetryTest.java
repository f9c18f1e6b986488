package io.tajo.stripe.brevo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls survive what goes wrong on the way, and say so where the outcome is in doubt. */
class BrevoRetryTest {
  private static final SocketEffect CUT = new SocketEffect.CloseSocket();
  private static final NewContact ADA =
      new NewContact("ada@example.com", Map.of(), Set.of(), Set.of());
  private static final String DUPLICATE =
      "{\"code\":\"duplicate_parameter\",\"metadata\":{\"duplicate_identifiers\":[\"email\"]}}";

  private final FakeBrevo fake =
      new FakeBrevo(new Credentials.ApiKey("key"), Duration.ofMillis(500));

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void faultsOfEveryKindAreRepeated() {
    String page = "{\"count\":0,\"contacts\":[]}";
    fake.answers(500, "oops").answers(503, "{}").answers(408, "").answers(425, "{}");
    fake.answers(429, "{}");
    fake.answers(new MockResponse.Builder().onRequestStart(CUT));
    fake.answers(new MockResponse.Builder().onResponseStart(CUT));
    fake.answers(FakeBrevo.json(200, page).onResponseBody(CUT));
    fake.answers(200, page.substring(0, 9));
    fake.answers(200, page);

    assertThat(fake.brevo.contacts(1000, 0, null).count()).isZero();
    assertThat(fake.requests()).isBetween(9, 10); // A connection cut at once carries no request.
    assertThat(fake.traffic).hasSize(10);
  }

  @Test
  void inHasteACallIsRepeatedTwiceAndSilenceIsNot() {
    Brevo hasty = fake.brevo.inHaste();
    for (int i = 0; i < 3; i++) {
      fake.answers(500, "oops");
    }
    assertThat(catchThrowableOfType(BrevoFailure.Unavailable.class, hasty::account)).isNotNull();
    assertThat(fake.traffic).hasSize(3);

    fake.answers(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
    assertThat(catchThrowableOfType(BrevoFailure.Unavailable.class, hasty::account)).isNotNull();
    assertThat(fake.traffic).hasSize(4);
  }

  @Test
  void silenceIsRepeated() {
    fake.answers(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
    fake.answers(200, "{}");

    fake.brevo.account();

    assertThat(fake.traffic).containsExactly("OTHER GET /account 0", "OTHER GET /account 200");
  }

  @Test
  void anAccountInProcessIsWaitedFor() {
    fake.answers(400, "{\"code\":\"account_in_process\",\"message\":\"wait\"}");
    fake.answers(201, "{\"id\":1}");

    assertThat(fake.brevo.create(ADA)).isEqualTo(1);
  }

  @Test
  void afterTenAttemptsItIsUnavailable() {
    for (int attempt = 0; attempt < 10; attempt++) {
      fake.answers(503, "upstream");
    }

    BrevoFailure failure =
        catchThrowableOfType(BrevoFailure.Unavailable.class, () -> fake.brevo.account());

    assertThat(failure)
        .hasMessageStartingWith("GET /account: 503. No usable answer in 10 attempts")
        .hasMessageContaining("https://status.brevo.com");
    assertThat(fake.requests()).isEqualTo(10);
  }

  @Test
  void whereTheLimitStaysUsedUpItSaysSo() {
    for (int attempt = 0; attempt < 10; attempt++) {
      fake.answers(
          FakeBrevo.json(429, "{}")
              .setHeader("x-sib-ratelimit-remaining", 0)
              .setHeader("x-sib-ratelimit-reset", 2));
    }

    BrevoFailure failure =
        catchThrowableOfType(BrevoFailure.RateLimited.class, () -> fake.brevo.create(ADA));

    assertThat(failure.possiblyRepeated()).isFalse();
    assertThat(fake.time.sinceStart()).isEqualTo(Duration.ofSeconds(18));
  }

  @Test
  void whileBrevoIsBusyItSaysSo() {
    for (int attempt = 0; attempt < 10; attempt++) {
      fake.answers(425, "");
    }

    assertThat(catchThrowableOfType(BrevoFailure.TooEarly.class, () -> fake.brevo.create(ADA)))
        .hasMessageContaining("try again in some minutes");
  }

  @Test
  void pausesGrowAndAreJittered() {
    for (int attempt = 0; attempt < 9; attempt++) {
      fake.answers(500, "");
    }
    fake.answers(200, "{}");
    FakeTime time = new FakeTime();
    try (Brevo brevo =
        new Brevo(
            BrevoSettings.of(new Credentials.ApiKey("key")).at(fake.base()),
            time,
            time,
            FakeBrevo.MOST,
            Traffic.NONE)) {
      brevo.account();
    }

    assertThat(time.naps().stream().map(Duration::toMillis).toList())
        .isEqualTo(List.of(499L, 999L, 1999L, 3999L, 7999L, 15_999L, 29_999L, 29_999L, 29_999L));
  }

  @Test
  void somethingElseThanBrevoIsGivenUpSooner() {
    for (int attempt = 0; attempt < 5; attempt++) {
      fake.answers(404, "<html>nginx</html>");
    }

    assertThat(catchThrowableOfType(BrevoFailure.Unavailable.class, () -> fake.brevo.list(20)))
        .hasMessageContaining("base URL");
    assertThat(fake.requests()).isEqualTo(5);
  }

  @Test
  void aHalfReadRefusalIsNotTakenForOne() {
    fake.answers(404, "{\"code\":\"document_no");
    fake.answers(200, "{\"id\":20,\"name\":\"x\"}");

    assertThat(fake.brevo.list(20)).isPresent();
  }

  @Test
  void aCreateThatIsRefusedAfterALostAnswerIsMarked() {
    fake.answers(new MockResponse.Builder().onResponseStart(CUT)).answers(400, DUPLICATE);
    assertThat(duplicate().possiblyRepeated()).isTrue();

    fake.answers(500, "").answers(400, DUPLICATE);
    assertThat(duplicate().possiblyRepeated()).isTrue();

    fake.answers(FakeBrevo.json(201, "{\"id\":")).answers(400, DUPLICATE);
    assertThat(duplicate().possiblyRepeated()).isTrue();
  }

  @Test
  void aCreateThatBrevoCannotHaveTakenIsNotMarked() {
    fake.answers(400, DUPLICATE);
    assertThat(duplicate().possiblyRepeated()).isFalse();

    fake.answers(429, "").answers(425, "").answers(400, DUPLICATE);
    assertThat(duplicate().possiblyRepeated()).isFalse();
  }

  @Test
  void aHundredCallsSurviveFivePercentOfEachFault() {
    Random random = new Random(42);
    fake.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            MockResponse.Builder ok = FakeBrevo.json(201, "{\"id\":1}");
            return switch (random.nextInt(20)) {
              case 0 -> new MockResponse.Builder().code(500).build();
              case 1 -> new MockResponse.Builder().code(429).build();
              case 2 -> ok.onResponseStart(CUT).build();
              case 3 -> ok.onResponseBody(CUT).build();
              default -> ok.build();
            };
          }
        });

    for (int call = 0; call < 100; call++) {
      assertThat(fake.brevo.create(ADA)).isEqualTo(1);
    }
  }

  @Test
  void anInterruptedCallEndsAndTheThreadKnows() {
    fake.answers(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Brevo patient =
        new Brevo(
            BrevoSettings.of(new Credentials.ApiKey("key")).at(fake.base()),
            fake.time,
            Traffic.NONE);

    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                patient.account();
              } catch (CancellationException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
              }
            });
    await().until(() -> fake.requests() == 1);
    thread.interrupt();

    await().untilAsserted(() -> assertThat(interrupted).isCompletedWithValue(true));
    patient.close();
  }

  private BrevoFailure.Invalid duplicate() {
    return catchThrowableOfType(BrevoFailure.Invalid.class, () -> fake.brevo.create(ADA));
  }
}
