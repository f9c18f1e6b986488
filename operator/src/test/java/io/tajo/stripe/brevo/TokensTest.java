package io.tajo.stripe.brevo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** https://developers.brevo.com/docs/oauth-m2m-authentication */
class TokensTest {
  private final FakeBrevo fake =
      new FakeBrevo(new Credentials.OAuth("app", "s3cret&more"), Duration.ofSeconds(5));

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void aTokenIsFetchedFromTheBasesOriginWithExplicitScopes() {
    token("t1").answers(200, "{}");

    fake.brevo.account();

    RecordedRequest token = fake.request();
    assertThat(FakeBrevo.said(token))
        .isEqualTo(
            "POST /realms/partner/oauth/token grant_type=client_credentials&client_id=app"
                + "&client_secret=s3cret%26more"
                + "&scope=account%3Aread+contacts%3Aread+contacts%3Awrite"
                + "+events%3Aread+events%3Awrite");
    assertThat(token.getHeaders().get("Content-Type"))
        .isEqualTo("application/x-www-form-urlencoded");
    RecordedRequest call = fake.request();
    assertThat(FakeBrevo.said(call)).isEqualTo("GET /brevo/v3/account");
    assertThat(call.getHeaders().get("Authorization")).isEqualTo("Bearer t1");
    assertThat(call.getHeaders().get("api-key")).isNull();
  }

  @Test
  void aTokenServesUntilFiveMinutesBeforeItExpires() {
    token("t1").answers(200, "{}").answers(200, "{}");
    token("t2").answers(200, "{}");

    fake.brevo.account();
    fake.time.pass(Duration.ofSeconds(3299));
    fake.brevo.account();
    fake.time.pass(Duration.ofSeconds(1));
    fake.brevo.account();

    assertThat(fake.traffic)
        .containsExactly(
            "TOKENS POST /realms/partner/oauth/token 200",
            "OTHER GET /account 200",
            "OTHER GET /account 200",
            "TOKENS POST /realms/partner/oauth/token 200",
            "OTHER GET /account 200");
  }

  @Test
  void aRefusedTokenIsRenewedOnce() {
    token("t1").answers(401, "{\"code\":\"unauthorized\",\"message\":\"expired\"}");
    token("t2").answers(200, "{}");

    fake.brevo.account();

    fake.request();
    fake.request();
    fake.request();
    assertThat(fake.request().getHeaders().get("Authorization")).isEqualTo("Bearer t2");
  }

  /** A 401 was surely not carried out. */
  @Test
  void soItIsWhereNothingMayHappenTwice() {
    token("t1").answers(401, "{\"code\":\"unauthorized\",\"message\":\"expired\"}");
    token("t2").answers(204, "");

    fake.brevo
        .events()
        .send(new ContactEvent("a", FakeTime.START, "ada@example.com", new TreeMap<>()));

    assertThat(fake.requests()).isEqualTo(4);
  }

  @Test
  void credentialsThatStayRefusedAreInvalid() {
    String no = "{\"code\":\"unauthorized\",\"message\":\"no\"}";
    token("t1").answers(401, no);
    token("t2").answers(401, no);

    assertThat(
            catchThrowableOfType(BrevoFailure.InvalidCredentials.class, () -> fake.brevo.account()))
        .hasMessageContaining("OAuth client id and secret");
    assertThat(fake.requests()).isEqualTo(4);
  }

  @Test
  void aWrongClientIsToldWithoutItsSecret() {
    fake.answers(
        400, "{\"error\":\"invalid_client\",\"error_description\":\"Client is not known\"}");

    assertThat(
            catchThrowableOfType(BrevoFailure.InvalidCredentials.class, () -> fake.brevo.account()))
        .hasMessageContaining("400 invalid_client (Client is not known)")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aScopeThatTheAppLacksIsNamed() {
    fake.answers(400, "{\"error\":\"invalid_scope\"}");

    assertThat(catchThrowableOfType(BrevoFailure.NotPermitted.class, () -> fake.brevo.account()))
        .hasMessageContaining("account:read contacts:read contacts:write events:read events:write");
  }

  @Test
  void fetchingATokenSurvivesFaults() {
    fake.answers(503, "").answers(200, "{\"access_token\":");
    token("t1").answers(200, "{}");

    fake.brevo.account();

    assertThat(fake.requests()).isEqualTo(4);
  }

  @Test
  void manyThreadsFetchOneToken() throws InterruptedException {
    AtomicInteger tokens = new AtomicInteger();
    fake.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return request.getTarget().startsWith("/realms")
                ? FakeBrevo.json(200, body("t" + tokens.incrementAndGet())).build()
                : FakeBrevo.json(200, "{\"id\":20}").build();
          }
        });
    List<Thread> threads = new ArrayList<>();

    for (int thread = 0; thread < 20; thread++) {
      threads.add(Thread.ofVirtual().start(() -> fake.brevo.list(20)));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(tokens).hasValue(1);
    assertThat(fake.requests()).isEqualTo(21);
  }

  private FakeBrevo token(String token) {
    return fake.answers(200, body(token));
  }

  private static String body(String token) {
    return "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
  }
}
