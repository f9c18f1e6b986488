package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens of a machine-to-machine app: one is fetched when needed, by one thread while the
 * others wait, and renewed before it expires.
 */
final class Tokens implements Authorizer {
  /**
   * What the connector needs, no more: writing does not include reading
   * (https://developers.brevo.com/docs/oauth-scopes).
   */
  static final String SCOPES = "account:read contacts:read contacts:write events:read events:write";

  private static final String PATH = "/realms/partner/oauth/token";
  private static final String HEADER = "Authorization";
  private static final Duration USUAL_LIFE = Duration.ofHours(1);
  private static final Duration MOST_AHEAD = Duration.ofMinutes(5);

  private final Transport transport;
  private final InstantSource clock;
  private final ApiCall call;
  private final Lock lock = new ReentrantLock();
  private final AtomicReference<@Nullable Token> token = new AtomicReference<>();

  private record Token(String header, Instant renewal) {}

  Tokens(Transport transport, InstantSource clock, HttpUrl base, Credentials.OAuth app) {
    this.transport = transport;
    this.clock = clock;
    this.call =
        new ApiCall(
            CallBucket.of(Bucket.TOKENS),
            "POST",
            PATH,
            base.newBuilder().encodedPath(PATH).build(),
            new FormBody.Builder()
                .add("grant_type", "client_credentials")
                .add("client_id", app.clientId())
                .add("client_secret", app.clientSecret())
                .add("scope", SCOPES)
                .build(),
            body -> isHeaderValue(body.path("access_token").asText("")),
            false);
  }

  @Override
  public void authorize(Request.Builder request) throws InterruptedException {
    request.header(HEADER, current().header());
  }

  @Override
  public boolean renew(Request refused) {
    Token known = token.get();
    if (known != null && known.header().equals(refused.header(HEADER))) {
      token.compareAndSet(known, null);
    }
    return true;
  }

  private Token current() throws InterruptedException {
    Token known = token.get();
    if (known != null && isFresh(known)) {
      return known;
    }
    lock.lockInterruptibly();
    try {
      known = token.get();
      if (known != null && isFresh(known)) {
        return known;
      }
      Token fetched = fetch();
      token.set(fetched);
      return fetched;
    } finally {
      lock.unlock();
    }
  }

  private boolean isFresh(Token known) {
    return clock.instant().isBefore(known.renewal());
  }

  private Token fetch() throws InterruptedException {
    Answer answer = transport.send(call, Authorizer.NONE);
    JsonNode body = answer.body();
    Duration life =
        Duration.ofSeconds(Math.max(1, body.path("expires_in").asLong(USUAL_LIFE.toSeconds())));
    Duration tenth = life.dividedBy(10);
    Duration ahead = tenth.compareTo(MOST_AHEAD) > 0 ? MOST_AHEAD : tenth;
    return new Token(
        "Bearer " + body.path("access_token").asText(), answer.sent().plus(life).minus(ahead));
  }

  private static boolean isHeaderValue(String token) {
    return !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
