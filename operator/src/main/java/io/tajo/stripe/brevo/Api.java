package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Brevo's API at its base, with the account's credentials. */
final class Api implements AutoCloseable {
  static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient client;
  private final HttpUrl base;
  private final Transport transport;
  private final Authorizer authorizer;

  Api(
      BrevoSettings settings,
      UnaryOperator<OkHttpClient.Builder> network,
      InstantSource clock,
      Sleeper sleeper,
      RandomGenerator random,
      Traffic traffic) {
    base = HttpUrl.get(settings.base().toString());
    client =
        network
            .apply(new OkHttpClient.Builder())
            .connectTimeout(settings.timeout())
            .readTimeout(settings.timeout())
            .writeTimeout(settings.timeout())
            .callTimeout(settings.timeout().multipliedBy(10))
            // The key goes to the base alone, and no request is sent behind the transport's back.
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .build();
    transport = new Transport(client, clock, sleeper, random, traffic);
    authorizer =
        switch (settings.credentials()) {
          case Credentials.ApiKey(String key) -> request -> request.header("api-key", key);
          case Credentials.OAuth app -> new Tokens(transport, clock, base, app);
        };
  }

  private Api(Api patient, Optional<Duration> mostWait) {
    base = patient.base;
    client = patient.client;
    transport = patient.transport.inHaste(mostWait);
    authorizer = patient.authorizer;
  }

  /**
   * The same with fewer attempts.
   *
   * @param mostWait for a limit to allow a call; empty: as long as it takes
   */
  Api inHaste(Optional<Duration> mostWait) {
    return new Api(this, mostWait);
  }

  /** Fills a path's placeholders, and puts it after the base. */
  HttpUrl url(String path, Object... values) {
    HttpUrl.Builder url = base.newBuilder();
    int used = 0;
    for (String segment : path.substring(1).split("/", -1)) {
      url.addEncodedPathSegment(
          segment.startsWith("{") ? encoded(values[used++].toString()) : segment);
    }
    return url.build();
  }

  /** Every character but the plainest: a plus in a path is a blank to some servers. */
  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Reads.
   *
   * @param wellFormed what a 2xx body must be
   * @return its body
   */
  JsonNode get(Bucket bucket, String path, HttpUrl url, Predicate<JsonNode> wellFormed) {
    return get(CallBucket.of(bucket), path, url, wellFormed);
  }

  JsonNode get(CallBucket bucket, String path, HttpUrl url, Predicate<JsonNode> wellFormed) {
    return send(new ApiCall(bucket, "GET", path, url, null, wellFormed, false)).body();
  }

  /** Writes to contacts, lists or attributes, where every well-formed 2xx body will do. */
  Answer write(String method, String path, HttpUrl url, @Nullable JsonNode body) {
    return write(method, path, url, body == null ? null : json(body), any -> true);
  }

  Answer write(
      String method,
      String path,
      HttpUrl url,
      @Nullable RequestBody body,
      Predicate<JsonNode> wellFormed) {
    CallBucket bucket = CallBucket.of(Bucket.CONTACTS);
    return send(new ApiCall(bucket, method, path, url, body, wellFormed, false));
  }

  /**
   * Posts what must not be posted twice; every JSON or empty 2xx body will do.
   *
   * @throws BrevoFailure.InDoubt if Brevo may or may not have taken it
   */
  Answer postOnce(CallBucket bucket, String path, JsonNode body) {
    return send(new ApiCall(bucket, "POST", path, url(path), json(body), any -> true, true));
  }

  /** Whether a call may be sent now without a long wait, leaving some of an hour's to others. */
  boolean isFree(CallBucket bucket) {
    return transport.isFree(bucket.current());
  }

  private Answer send(ApiCall call) {
    try {
      return transport.send(call, authorizer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted in " + call.name());
    }
  }

  static RequestBody json(JsonNode body) {
    return RequestBody.create(Json.bytes(body), JSON);
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
  }
}
