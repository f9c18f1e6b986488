package io.tajo.stripe.stripe;

import com.stripe.net.ApiResource;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpContent;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Carries stripe-java's requests over OkHttp: in their turn, again when what went wrong passes, and
 * otherwise with an error that says what to do. It hands back only whole JSON objects, so that
 * nothing of the SDK's own error handling (which trips over empty bodies and quotes whole pages) or
 * retries (which leave out 429) is ever reached. What it writes may be sent twice and happens once:
 * a POST carries an idempotency key, and a DELETE needs none.
 */
final class Transport extends HttpClient {
  /** An answer with the time it stands for. */
  static final class Answer extends StripeResponse {
    private final Instant asOf;
    private final Duration took;

    private Answer(Response answer, String body, Instant asOf, Duration took) {
      super(answer.code(), HttpHeaders.of(answer.headers().toMultimap()), body);
      this.asOf = asOf;
      this.took = took;
    }

    /** Whole seconds of the answer's {@code Date} less the request's duration. */
    Instant asOf() {
      return asOf;
    }

    Duration took() {
      return took;
    }
  }

  private static final long MOST_BYTES = 32L << 20;

  private final OkHttpClient http;
  private final StripeSettings settings;
  private final Limiter limiter;
  private final Retries retries;
  private final InstantSource clock;
  private final Traffic traffic;
  private volatile boolean answered;

  /** How far Stripe's clock is ahead of ours. */
  private volatile Duration ahead = Duration.ZERO;

  Transport(
      OkHttpClient http,
      StripeSettings settings,
      Limiter limiter,
      Retries retries,
      InstantSource clock,
      Traffic traffic) {
    this.http = http;
    this.settings = settings;
    this.limiter = limiter;
    this.retries = retries;
    this.clock = clock;
    this.traffic = traffic;
  }

  /**
   * The same with fewer attempts, over a client that waits less.
   *
   * @param hasty has the same connections
   */
  Transport inHaste(OkHttpClient hasty) {
    Transport transport =
        new Transport(hasty, settings, limiter, retries.inHaste(), clock, traffic);
    transport.ahead = ahead;
    return transport;
  }

  /**
   * Sends a request until it is answered for good.
   *
   * @throws StripeFailure where it is not answered 2xx
   * @throws CancellationException where the thread is interrupted
   */
  @Override
  public Answer request(StripeRequest request) {
    Request.Builder builder =
        new Request.Builder().url(request.url()).header("User-Agent", "stripe-connector");
    request.headers().map().forEach((name, values) -> builder.header(name, values.getFirst()));
    builder.method(request.method().name(), body(request));
    Request unsent = builder.build();
    Endpoint endpoint = endpoint(request.method(), unsent.url().encodedPath());
    if (request.method() == ApiResource.RequestMethod.POST
        && unsent.header("Idempotency-Key") == null) {
      throw new IllegalArgumentException("without an idempotency key a POST could happen twice");
    }
    Retries.Count count = retries.count();
    try {
      while (true) {
        long sent = turn(endpoint);
        Attempt attempt = attempt(unsent, endpoint);
        switch (attempt) {
          case Attempt.Done done -> {
            return done.answer();
          }
          case Attempt.Failed failed -> throw failed.failure();
          case Attempt.Passing passing -> {
            if (passing.limit() != Limit.NONE) {
              limiter.refused(endpoint.name(), passing.limit() == Limit.ACCOUNT, sent);
            }
            Duration pause = count.pause(passing.failure(), passing.retryAfter(), answered);
            traffic.retrying(endpoint.name(), passing.failure(), pause);
            retries.sleep(pause);
          }
        }
      }
    } catch (InterruptedException stopped) {
      throw interrupted();
    }
  }

  private long turn(Endpoint endpoint) throws InterruptedException {
    long asked = System.nanoTime();
    long sent = limiter.acquire(endpoint.name());
    traffic.waited(endpoint.name(), Duration.ofNanos(System.nanoTime() - asked));
    return sent;
  }

  /** Whole seconds by Stripe's clock, rather too early than too late. */
  Instant now() {
    return Instant.ofEpochSecond(clock.instant().plus(ahead).getEpochSecond());
  }

  private enum Limit {
    NONE,
    ENDPOINT,
    ACCOUNT
  }

  private sealed interface Attempt {
    record Done(Answer answer) implements Attempt {}

    record Failed(StripeFailure failure) implements Attempt {}

    /** What went wrong passes. */
    record Passing(StripeFailure failure, Limit limit, Duration retryAfter) implements Attempt {}
  }

  private Attempt attempt(Request request, Endpoint endpoint) {
    traffic.sent(endpoint.name());
    long start = System.nanoTime();
    try (Response answer = http.newCall(request).execute()) {
      answered = true;
      BufferedSource source = answer.body().source();
      if (source.request(MOST_BYTES + 1)) {
        traffic.answered(
            endpoint.name(), answer.code(), Duration.ofNanos(System.nanoTime() - start));
        return new Attempt.Failed(
            new StripeFailure.Unavailable(
                "The answer from "
                    + endpoint.name()
                    + " is larger than 32 MiB; check STRIPE_API_BASE."));
      }
      String body = source.readUtf8();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      traffic.answered(endpoint.name(), answer.code(), took);
      return answer.isSuccessful()
          ? succeeded(answer, body, took, endpoint)
          : refused(answer, body, endpoint);
    } catch (IOException broken) {
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted();
      }
      traffic.unanswered(endpoint.name(), Duration.ofNanos(System.nanoTime() - start));
      return passing(
          endpoint,
          " could not be read: " + broken.getClass().getSimpleName() + ", " + broken.getMessage(),
          Duration.ZERO);
    }
  }

  private Attempt succeeded(Response answer, String body, Duration took, Endpoint endpoint) {
    if (!Shape.isObject(body)) {
      return passing(endpoint, " answered no whole JSON object", Duration.ZERO);
    }
    @Nullable Instant date = answer.headers().getInstant("Date");
    if (date != null) {
      ahead = Duration.between(clock.instant(), date);
    }
    Instant asOf = (date == null ? clock.instant() : date).minus(took);
    Instant wholeSeconds = Instant.ofEpochSecond(asOf.getEpochSecond());
    return new Attempt.Done(new Answer(answer, body, wholeSeconds, took));
  }

  private Attempt refused(Response answer, String body, Endpoint endpoint) {
    int status = answer.code();
    Duration retryAfter = Retries.retryAfter(answer.header("Retry-After"));
    if (status == 429) {
      return new Attempt.Passing(
          new StripeFailure.RateLimited(
              "Stripe keeps answering that requests to "
                  + endpoint.name()
                  + " come too fast: lower spec.stripe.requestsPerSecond, or try again when other"
                  + " users of the account are done."),
          limit(answer, body),
          retryAfter);
    }
    if (status == 407) {
      return new Attempt.Failed(
          unavailable(
              endpoint,
              " is refused by the proxy (status 407): check user and password in HTTP_PROXY"));
    }
    Optional<Refusal> refusal = Refusal.read(status, body);
    @Nullable String shouldRetry = answer.header("Stripe-Should-Retry");
    boolean passes =
        shouldRetry == null
            ? status == 408 || status == 409 || status >= 500
            : shouldRetry.equals("true");
    if (passes || (refusal.isEmpty() && status >= 400 && status < 500)) {
      return passing(endpoint, " answered status " + status, retryAfter);
    }
    return new Attempt.Failed(
        status >= 500 || status == 409
            ? unavailable(endpoint, " answered status " + status)
            : refusal
                .orElseGet(() -> new Refusal(status, null, null, ""))
                .failure(endpoint, settings.account()));
  }

  /** Which limit a 429 is about; a locked object is about none. */
  private static Limit limit(Response answer, String body) {
    @Nullable String reason = answer.header("Stripe-Rate-Limited-Reason");
    if (reason != null) {
      return reason.startsWith("global") ? Limit.ACCOUNT : Limit.ENDPOINT;
    }
    boolean locked =
        Refusal.read(429, body).filter(it -> "lock_timeout".equals(it.code())).isPresent();
    return locked ? Limit.NONE : Limit.ENDPOINT;
  }

  private static Attempt passing(Endpoint endpoint, String what, Duration retryAfter) {
    return new Attempt.Passing(unavailable(endpoint, what), Limit.NONE, retryAfter);
  }

  private static StripeFailure unavailable(Endpoint endpoint, String what) {
    return new StripeFailure.Unavailable(
        (endpoint.writes() ? "Stripe cannot be written to: " : "Stripe cannot be read: ")
            + endpoint.name()
            + what
            + ". Check the network and https://status.stripe.com, then run again"
            + (endpoint.writes() ? "." : ": what was read stays."));
  }

  private static CancellationException interrupted() {
    Thread.currentThread().interrupt();
    return new CancellationException("stopped while reading from Stripe");
  }

  /** The operation at a path, the base's prefix dropped. */
  private Endpoint endpoint(ApiResource.RequestMethod method, String path) {
    @Nullable String prefix = settings.apiBase().getRawPath();
    return Endpoint.of(method, prefix == null ? path : path.substring(prefix.length()));
  }

  /** A POST has one, even if nothing is in it. */
  private static @Nullable RequestBody body(StripeRequest request) {
    if (request.method() != ApiResource.RequestMethod.POST) {
      return null;
    }
    HttpContent content = request.content();
    return content == null
        ? RequestBody.EMPTY
        : RequestBody.create(content.byteArrayContent(), MediaType.get(content.contentType()));
  }
}
