package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The host speaks HTTP/1.1 as the product's own client does. */
class HttpHostTest {
  private static final Instant THEN = Instant.parse("2020-02-29T12:34:56Z");
  private final OkHttpClient client =
      new OkHttpClient.Builder().retryOnConnectionFailure(false).build();
  private HttpHost host;

  @BeforeEach
  void start() throws IOException {
    host = new HttpHost(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), () -> THEN);
    host.mount("/echo", HttpHostTest::echo);
    host.mount("/echo/chunks", HttpHostTest::chunks);
    host.mount("/short", HttpHostTest::tooShort);
    host.mount("/silent", HttpExchange::close);
    host.start();
  }

  @AfterEach
  void stop() {
    host.close();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private static void echo(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void chunks(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      for (String part : List.of("one ", "", "two ", "three")) {
        exchange.getResponseBody().write(part.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void tooShort(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 100);
      exchange.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
    }
  }

  private Request.Builder request(String path) {
    return new Request.Builder().url("http://127.0.0.1:" + host.port() + path);
  }

  private String text(Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      return response.code() + " " + response.body().string();
    }
  }

  @Test
  void bodiesOfKnownAndUnknownLengthGoBothWays() throws IOException {
    String large = "é".repeat(300_000);
    RequestBody known = RequestBody.create(large, MediaType.get("text/plain; charset=utf-8"));
    RequestBody unknown =
        new RequestBody() {
          @Override
          public MediaType contentType() {
            return MediaType.get("text/plain; charset=utf-8");
          }

          @Override
          public void writeTo(BufferedSink sink) throws IOException {
            sink.writeUtf8(large);
          }
        };

    assertThat(text(request("/echo").post(known).build())).isEqualTo("200 " + large);
    assertThat(text(request("/echo").post(unknown).build())).isEqualTo("200 " + large);
    assertThat(text(request("/echo").header("Expect", "100-continue").post(known).build()))
        .isEqualTo("200 " + large);
    assertThat(text(request("/echo/chunks").build())).isEqualTo("200 one two three");
    assertThat(text(request("/nowhere").build())).isEqualTo("404 ");
  }

  @Test
  void oneConnectionServesManyAndHeadHasNoBody() throws IOException {
    for (int i = 0; i < 20; i++) {
      assertThat(text(request("/echo/chunks").head().build())).isEqualTo("200 ");
      assertThat(text(request("/echo/chunks").build())).isEqualTo("200 one two three");
    }
    assertThat(client.connectionPool().connectionCount()).isEqualTo(1);
  }

  @Test
  void answersCarryTheSandboxsTime() throws IOException {
    try (Response response = client.newCall(request("/echo").build()).execute()) {
      assertThat(response.headers().getInstant("Date")).isEqualTo(THEN);
    }
  }

  @Test
  void anAnswerThatIsTooShortOrMissingIsAnErrorForTheClient() {
    assertThatThrownBy(() -> text(request("/short").build())).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> text(request("/silent").build())).isInstanceOf(IOException.class);
  }

  @Test
  void manyAreServedAtOnce() {
    assertThat(
            IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> {
                  try {
                    return text(request("/echo/chunks").build());
                  } catch (IOException e) {
                    return e.toString();
                  }
                }))
        .containsOnly("200 one two three");
  }
}
