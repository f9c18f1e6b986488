package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends calls within their bucket's limit, and again while an answer is missing, unreadable, 425,
 * 429 or 5xx. A call that must not happen twice is sent again only where Brevo surely did not carry
 * it out: it never left, or was answered 408, 425 or 429.
 */
final class Transport {
  /** With one answer in five lost, fewer than one call in a million fails. */
  static final int ATTEMPTS = 10;

  /** Something else than Brevo may be answering, for good. */
  private static final int ATTEMPTS_AT_STRANGERS = 5;

  /** A server that never answered is more likely not there at all. */
  private static final int ATTEMPTS_AT_FIRST = 5;

  /** Whoever waits has others behind him, and comes again himself. */
  private static final int ATTEMPTS_IN_HASTE = 3;

  private static final int NO_ANSWER = 0;
  private static final Set<Integer> REPEATED = Set.of(NO_ANSWER, 408, 425, 429);
  private static final long MAX_ANSWER_BYTES = 64L << 20;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

  private final OkHttpClient client;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final RandomGenerator random;
  private final Traffic traffic;
  private final Map<Bucket, Limiter> limiters = new EnumMap<>(Bucket.class);
  private final boolean haste;
  private final Optional<Duration> mostWait;
  private volatile boolean answered;

  private Transport(Transport patient, Optional<Duration> mostWait) {
    this.client = patient.client;
    this.clock = patient.clock;
    this.sleeper = patient.sleeper;
    this.random = patient.random;
    this.traffic = patient.traffic;
    this.limiters.putAll(patient.limiters);
    this.haste = true;
    this.mostWait = mostWait;
  }

  /**
   * The same within the same limits, with fewer attempts.
   *
   * @param mostWait for a limit to allow a call; empty: as long as it takes
   */
  Transport inHaste(Optional<Duration> mostWait) {
    return new Transport(this, mostWait);
  }

  Transport(
      OkHttpClient client,
      InstantSource clock,
      Sleeper sleeper,
      RandomGenerator random,
      Traffic traffic) {
    // Such an interceptor is reached once there is a connection, just before the request leaves.
    this.client =
        client
            .newBuilder()
            .addNetworkInterceptor(chain -> {
              Departure departure = chain.request().tag(Departure.class);
              if (departure != null) {
                departure.left().set(true);
              }
              return chain.proceed(chain.request());
            })
            .build();
    this.clock = clock;
    this.sleeper = sleeper;
    this.random = random;
    this.traffic = traffic;
    this.haste = false;
    this.mostWait = Optional.empty();
    for (Bucket bucket : Bucket.values()) {
      limiters.put(bucket, new Limiter(bucket, clock, sleeper, random, traffic));
    }
  }

  /** A request's tag: whether any of it may have reached Brevo. */
  private record Departure(AtomicBoolean left) {}

  /** What came of one attempt; body is null where none came or it is not JSON. */
  private record Attempt(
      int status,
      @Nullable JsonNode body,
      @Nullable IOException broken,
      boolean left,
      Request request) {
    boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    /** Whether Brevo may have done what was asked although its answer says nothing of it. */
    boolean mayHaveWorked() {
      return isSuccess() || status >= 500 || (status == NO_ANSWER && left);
    }

    /** The same, of a call whose 400 tells which parts of it were carried out. */
    boolean isInDoubt() {
      return mayHaveWorked() || (status == 400 && body == null);
    }

    /**
     * How many attempts the call is worth after this one: 1 where the answer is Brevo's last word.
     */
    int worth() {
      JsonNode answer = body;
      if (status == 413) {
        return 1;
      }
      if (isSuccess() || status >= 500 || REPEATED.contains(status)) {
        return ATTEMPTS;
      }
      if (answer == null) {
        return status >= 400 ? ATTEMPTS_AT_STRANGERS : 1;
      }
      return "account_in_process".equals(answer.path("code").asText()) ? ATTEMPTS : 1;
    }
  }

  /**
   * Sends a call until it is answered.
   *
   * @throws BrevoFailure where Brevo refuses it, or does not answer it in {@value #ATTEMPTS}
   *     attempts; {@link BrevoFailure.InDoubt} at the first lost answer to a call that must not
   *     happen twice
   */
  Answer send(ApiCall call, Authorizer authorizer) throws InterruptedException {
    boolean possiblyRepeated = false;
    boolean renewed = false;
    for (int number = 1; ; number++) {
      Bucket bucket = call.bucket().current();
      Optional<Duration> waited = limiter(bucket).acquire(mostWait);
      if (waited.isEmpty()) {
        throw new BrevoFailure.RateLimited(
            Refusal.of(call.name(), 429, MissingNode.getInstance(), possiblyRepeated), number);
      }
      Request.Builder request =
          new Request.Builder().url(call.url()).method(call.method(), call.body());
      request.header("Accept", "application/json");
      authorizer.authorize(request);
      Instant sent = clock.instant();
      Attempt attempt = attempt(call, bucket, request, sent, waited.get());
      JsonNode body = attempt.body();
      if (attempt.isSuccess() && body != null && call.wellFormed().test(body)) {
        return new Answer(attempt.status(), body, sent);
      }
      if (attempt.status() == 401 && !renewed && authorizer.renew(attempt.request())) {
        renewed = true;
        continue;
      }
      if (call.once() && attempt.isInDoubt()) {
        throw new BrevoFailure.InDoubt(refusal(call, attempt, true), attempt.broken());
      }
      if (number >= worth(attempt)) {
        throw failure(call, attempt, number, possiblyRepeated);
      }
      possiblyRepeated |= attempt.mayHaveWorked();
      pause(call, attempt, number);
    }
  }

  private int worth(Attempt attempt) {
    if (haste) {
      boolean hung = attempt.status() == NO_ANSWER && attempt.left();
      return hung ? 1 : Math.min(attempt.worth(), ATTEMPTS_IN_HASTE);
    }
    return answered ? attempt.worth() : Math.min(attempt.worth(), ATTEMPTS_AT_FIRST);
  }

  private Attempt attempt(
      ApiCall call, Bucket bucket, Request.Builder unsent, Instant sent, Duration waited)
      throws InterruptedException {
    AtomicBoolean left = new AtomicBoolean();
    Request request = unsent.tag(Departure.class, new Departure(left)).build();
    int status = NO_ANSWER;
    try (Response response = client.newCall(request).execute()) {
      status = response.code();
      answered = true;
      call.bucket().learn(response.headers());
      limiter(call.bucket().current()).observe(status, response.headers());
      return new Attempt(status, read(response), null, true, request);
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      // A 2xx or an error whose body broke off says nothing certain.
      return new Attempt(status, null, e, left.get(), request);
    } finally {
      traffic.attempt(
          bucket,
          call.method(),
          call.path(),
          status,
          Duration.between(sent, clock.instant()),
          waited);
    }
  }

  private static @Nullable JsonNode read(Response response) throws IOException {
    BufferedSource source = response.body().source();
    if (source.request(MAX_ANSWER_BYTES + 1)) {
      throw new IOException("the answer is longer than " + MAX_ANSWER_BYTES + " bytes");
    }
    return Json.parse(source.readByteArray());
  }

  private void pause(ApiCall call, Attempt attempt, int number) throws InterruptedException {
    LOG.atDebug()
        .addKeyValue("call", call.name())
        .addKeyValue("status", attempt.status())
        .addKeyValue("attempt", number)
        .log("Brevo did not answer the call; it is repeated");
    if (attempt.status() == 429) {
      return; // The limiter waits, for all calls of the bucket.
    }
    long most = Math.min(FIRST_PAUSE.toMillis() << (number - 1), LONGEST_PAUSE.toMillis());
    sleeper.sleep(Duration.ofMillis((long) (random.nextDouble() * most)));
  }

  private static BrevoFailure failure(
      ApiCall call, Attempt attempt, int attempts, boolean possiblyRepeated) {
    Refusal refusal = refusal(call, attempt, possiblyRepeated || attempt.mayHaveWorked());
    JsonNode body = attempt.body();
    return switch (attempt.status()) {
      case 413 -> new BrevoFailure.TooLarge(refusal);
      case 425 -> new BrevoFailure.TooEarly(refusal);
      case 429 -> new BrevoFailure.RateLimited(refusal, attempts);
      default ->
          body == null || attempt.status() < 400 || attempt.status() >= 500
              ? new BrevoFailure.Unavailable(refusal, attempts, attempt.broken())
              : refusal.failure();
    };
  }

  private static Refusal refusal(ApiCall call, Attempt attempt, boolean possiblyRepeated) {
    JsonNode body = attempt.body();
    return Refusal.of(
        call.name(),
        attempt.status(),
        body == null ? MissingNode.getInstance() : body,
        possiblyRepeated);
  }

  /** Whether a call of a bucket may be sent now without a long wait. */
  boolean isFree(Bucket bucket) {
    return limiter(bucket).isFree();
  }

  private Limiter limiter(Bucket bucket) {
    Limiter limiter = limiters.get(bucket);
    if (limiter == null) {
      throw new AssertionError(bucket);
    }
    return limiter;
  }
}
