package io.tajo.stripe.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.RawRequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Stripe's API at its base, with the account's key. */
final class Api implements AutoCloseable {
  private static final int IDLE_CONNECTIONS = 64;

  static {
    // Else the SDK adds a header about the machine and keeps an id in the user's home directory.
    com.stripe.Stripe.enableTelemetry = false;
  }

  /** Stripe answers in 0.2 to 1 s. */
  private static final Duration HASTE = Duration.ofSeconds(8);

  private final StripeSettings settings;
  private final OkHttpClient http;
  private final Limiter limiter;
  private final Transport transport;
  private final StripeClient client;

  Api(
      StripeSettings settings,
      UnaryOperator<OkHttpClient.Builder> network,
      InstantSource clock,
      Traffic traffic,
      Sleeper sleeper,
      RandomGenerator random) {
    this.http =
        network
            .apply(new OkHttpClient.Builder())
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.callTimeout())
            .callTimeout(settings.callTimeout())
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
            .followRedirects(false)
            // No request is sent behind the limiter's back.
            .retryOnConnectionFailure(false)
            .build();
    this.limiter =
        new Limiter(settings.requestsPerSecond(), settings.requestsPerSecondPerEndpoint());
    this.settings = settings;
    this.transport =
        new Transport(http, settings, limiter, new Retries(sleeper, random), clock, traffic);
    this.client = client(settings, transport);
  }

  private Api(Api patient) {
    this.settings = patient.settings;
    Duration patience =
        settings.callTimeout().compareTo(HASTE) < 0 ? settings.callTimeout() : HASTE;
    this.http = patient.http.newBuilder().readTimeout(patience).callTimeout(patience).build();
    this.limiter = patient.limiter;
    this.transport = patient.transport.inHaste(http);
    this.client = client(settings, transport);
  }

  private static StripeClient client(StripeSettings settings, Transport transport) {
    return StripeClient.builder()
        .setApiKey(settings.secretKey())
        .setApiBase(settings.apiBase().toString())
        .setStripeAccount(settings.account())
        .setHttpClient(transport)
        .build();
  }

  /** The same account, for whoever has others behind him: soon answered, or not at all. */
  Api inHaste() {
    return new Api(this);
  }

  /** Whole seconds by Stripe's clock, rather too early than too late. */
  Instant now() {
    return transport.now();
  }

  /** Requests a second that a list can have now, if it has such a part of the account's. */
  double share(String path, double part) {
    return limiter.share(path, part);
  }

  /**
   * Reads.
   *
   * @param path ids encoded, may have a query
   */
  Transport.Answer get(String path, List<String> expands) {
    StringBuilder url = new StringBuilder(path);
    char separator = path.indexOf('?') < 0 ? '?' : '&';
    for (String expand : expands) {
      url.append(separator).append("expand[]=").append(expand);
      separator = '&';
    }
    return send(RequestMethod.GET, url.toString(), null, RawRequestOptions.builder());
  }

  /**
   * Creates or updates; sent again with the same key until it is answered, so that it happens once.
   *
   * @param path ids encoded
   * @param idempotencyKey 1 to 255 characters, of this request alone
   *     (https://docs.stripe.com/api/idempotent_requests)
   */
  Transport.Answer post(String path, Form form, String idempotencyKey) {
    RawRequestOptions.RawRequestOptionsBuilder options = RawRequestOptions.builder();
    options.setIdempotencyKey(idempotencyKey);
    return send(RequestMethod.POST, path, form.encoded(), options);
  }

  /** Deletes what is at a path; what is there no more is as good as deleted. */
  void delete(String path) {
    try {
      send(RequestMethod.DELETE, path, null, RawRequestOptions.builder());
    } catch (StripeFailure.NotFound gone) {
      // Nothing to delete, or an earlier attempt did, and its answer was lost.
    }
  }

  private Transport.Answer send(
      RequestMethod method,
      String url,
      @Nullable String content,
      RawRequestOptions.RawRequestOptionsBuilder options) {
    try {
      return (Transport.Answer) client.rawRequest(method, url, content, options.build());
    } catch (StripeException unexpected) {
      throw new StripeFailure.Rejected(
          null, "stripe-java does not send " + url + ": " + unexpected.getClass().getSimpleName());
    }
  }

  /** An id as one segment of a path, whatever it holds. */
  static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
