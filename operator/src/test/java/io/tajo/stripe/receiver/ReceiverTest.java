package io.tajo.stripe.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tajo.stripe.ledger.LedgerFailures;
import io.tajo.stripe.pipeline.Receipt;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to whom. */
class ReceiverTest {
  private static final byte[] EVENT = Signed.EVENT;
  private final AtomicReference<Receipt> receipt = new AtomicReference<>(Served.STORED);
  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served(Served.SMALL, _ -> receipt.get());
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private String answerTo(String head, byte[] body) throws IOException {
    return served.exchange(RawClient.request(head, body));
  }

  private static String head() {
    return RawClient.head(Signed.header(Served.NOW, EVENT), EVENT.length);
  }

  @ParameterizedTest
  @EnumSource(
      value = Receipt.Outcome.class,
      names = {"STORED", "DUPLICATE", "FOREIGN"})
  void answersTwoHundredWhatNeedsNotBeSentAgain(Receipt.Outcome outcome) throws IOException {
    receipt.set(Served.receipt(outcome, "another account's"));
    assertThat(served.deliver(EVENT)).isEqualTo(200);
    assertThat(served.taken).containsExactly(EVENT);
  }

  @Test
  void saysWhyAnEventIsMalformed() throws IOException {
    receipt.set(Served.receipt(Receipt.Outcome.MALFORMED, "It has no id."));
    assertThat(answerTo(head(), EVENT))
        .startsWith("HTTP/1.1 400 ")
        .endsWith("\r\n\r\nIt has no id.");
  }

  @Test
  void refusesAWrongSignatureWithAReason() throws IOException {
    String wrong = RawClient.head(Signed.header("whsec_x", Served.NOW, EVENT), EVENT.length);
    assertThat(answerTo(wrong, EVENT))
        .startsWith("HTTP/1.1 400 ")
        .contains("check that the signing secret", "text/plain")
        .doesNotContain("evt_", "whsec");
    String old = RawClient.head(Signed.header(Served.NOW.minusSeconds(301), EVENT), EVENT.length);
    assertThat(answerTo(old, EVENT)).startsWith("HTTP/1.1 400 ").contains("check the clock");
    String none = head().replaceAll("Stripe-Signature: .*\n", "");
    assertThat(answerTo(none, EVENT)).startsWith("HTTP/1.1 400 ").contains("needs one");
    String twice = head().replaceAll("(Stripe-Signature: .*\n)", "$1$1");
    assertThat(answerTo(twice, EVENT)).startsWith("HTTP/1.1 400 ");
    assertThat(served.taken).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/stripe",
        "/stripe/shop",
        "/stripe/shop/other",
        "/stripe/shop/main/",
        "//stripe/shop/main",
        "/stripe/shop/../shop/main",
        "/stripe/shop/ma%69n",
        "/STRIPE/shop/main",
        "/livez",
        "/metrics"
      })
  void hasOnePathOnly(String path) throws IOException {
    assertThat(RawClient.status(answerTo(head().replace(RawClient.PATH + " ", path + " "), EVENT)))
        .isIn(400, 404);
    assertThat(served.taken).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "PATCH", "post", "BREW"})
  void allowsPostAlone(String method) throws IOException {
    assertThat(answerTo(head().replace("POST ", method + " "), EVENT))
        .startsWith("HTTP/1.1 405 ")
        .contains("Allow: POST\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 200",
    "APPLICATION/JSON;charset=UTF-8, 200",
    "application/json ; charset=latin1, 200",
    "application/jsonx, 415",
    "text/plain, 415",
    "application/x-www-form-urlencoded, 415",
    "'', 415",
  })
  void wantsJson(String type, int status) throws IOException {
    String head = head().replace("application/json; charset=utf-8", type);
    assertThat(RawClient.status(answerTo(head, EVENT))).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"gzip, 415", "identity, 200", "'identity, gzip', 415", "br, 415"})
  void wantsNothingCompressed(String coding, int status) throws IOException {
    String head = head().replace("Host: hooks", "Host: hooks\nContent-Encoding: " + coding);
    assertThat(RawClient.status(answerTo(head, EVENT))).isEqualTo(status);
  }

  @Test
  void asksForTheEventAgainWhereItCannotBeStored() throws IOException {
    try (Served failing =
        new Served(
            Served.SMALL,
            _ -> {
              throw new IllegalStateException("secret of Ada");
            })) {
      assertThat(failing.exchange(RawClient.delivery(Served.NOW, EVENT)))
          .startsWith("HTTP/1.1 503 ")
          .contains("Retry-After: 10\r\n")
          .doesNotContain("Ada", "Exception", "at io.");
      assertThat(
              failing.metric(
                  "stripe_connector_webhook_deliveries_total{outcome=\"failed\",status=\"503\"}"))
          .isEqualTo("1.0");
    }
  }

  @Test
  void logsOnceThatTheDatabaseIsAway() throws IOException {
    try (Logged logged = new Logged(WebhookHandler.class.getName(), Level.INFO);
        Served failing =
            new Served(
                Served.SMALL,
                _ -> {
                  throw LedgerFailures.unreachable();
                })) {
      for (int i = 0; i < 5; i++) {
        assertThat(failing.exchange(RawClient.delivery(Served.NOW, EVENT)))
            .startsWith("HTTP/1.1 503 ")
            .contains("Retry-After: 10\r\n")
            .doesNotContain("PostgreSQL", "db.example");
      }
      assertThat(logged.lines()).hasSize(1);
      assertThat(logged.lines().getFirst())
          .startsWith("WARN An event could not be stored")
          .contains("PostgreSQL cannot be reached", "shop/main")
          .doesNotContain("db.example");
    }
  }

  @Test
  void takesABodyOfAnyBytes() throws IOException {
    byte[] body = {0, (byte) 0xff, 13, 10, 0, (byte) 0xc3};
    assertThat(served.deliver(body)).isEqualTo(200);
    assertThat(served.deliver(new byte[0])).isEqualTo(200);
    assertThat(served.taken).containsExactly(body, new byte[0]);
  }

  @Test
  void keepsAConnectionForManyDeliveriesPipelinedOrNot() throws IOException {
    byte[] delivery = RawClient.delivery(Served.NOW, EVENT);
    try (RawClient client = served.client()) {
      assertThat(client.send(delivery).status()).isEqualTo(200);
      client.send(delivery).send(delivery).send(delivery);
      assertThat(List.of(client.status(), client.status(), client.status())).containsOnly(200);
    }
    assertThat(served.taken).hasSize(4);
  }

  @Test
  void answersAClientThatHasFinishedSending() throws IOException {
    try (RawClient client = served.client()) {
      client.send(RawClient.delivery(Served.NOW, EVENT)).finish();
      assertThat(client.status()).isEqualTo(200);
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  void asksForTheBodyOfAClientThatWaits() throws IOException {
    try (RawClient client = served.client()) {
      client.send(head().replace("Host:", "Expect: 100-continue\nHost:"));
      assertThat(client.status()).isEqualTo(100);
      assertThat(client.send(EVENT).status()).isEqualTo(200);
    }
    try (RawClient client = served.client()) {
      client.send(
          head()
              .replace("Host:", "Expect: 100-continue\nHost:")
              .replace("Content-Length: " + EVENT.length, "Content-Length: 9999999"));
      assertThat(client.status()).isEqualTo(413);
    }
  }

  @Test
  void storesNothingOfABodyThatBreaksOff() throws IOException {
    try (RawClient client = served.client()) {
      client.send(head()).send(new byte[10]).finish();
      assertThat(client.status()).isIn(0, 400);
    }
    assertThat(served.deliver(EVENT)).isEqualTo(200);
    assertThat(served.taken).containsExactly(EVENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1\nContent-Length: 2",
        "Content-Length: -1",
        "Content-Length: 99999999999999999999",
        "Content-Length: 2\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip",
        "X: a\n folded",
        "X: a\0b",
        "X\0: a",
        "X : a",
        ": a",
        "no colon",
        "X: ü\u0001",
        "Host: again",
      })
  void refusesBrokenHeaders(String header) throws IOException {
    String head = head().replaceAll("Content-Length: .*", "").replace("\n\n\n", "\n");
    String answer = answerTo(head + header + "\n\n", new byte[0]);
    assertThat(RawClient.status(answer)).isBetween(400, 499);
    assertThat(answer).doesNotContain("Exception", "at org.");
    assertThat(served.taken).isEmpty();
  }

  @Test
  void refusesAHeadOfAnySize() throws IOException {
    String huge = head().replace("Host:", "X: " + "y".repeat(10_000) + "\nHost:");
    assertThat(RawClient.status(answerTo(huge, EVENT))).isEqualTo(431);
    String many = head().replace("Host:", "X: y\n".repeat(3_000) + "Host:");
    assertThat(RawClient.status(answerTo(many, EVENT))).isEqualTo(431);
    String path = head().replace(RawClient.PATH, "/" + "a".repeat(10_000));
    assertThat(RawClient.status(answerTo(path, EVENT))).isIn(414, 431);
    assertThat(RawClient.status(answerTo("\u0016\u0003\u0001 hello\n\n", EVENT))).isIn(0, 400);
  }

  @Test
  void takesForeignCharactersInOtherHeadersForWhatTheyAre() throws IOException {
    String head = head().replace("Host:", "X-Name: \u00fc\u00ff\nHost:");
    assertThat(RawClient.status(answerTo(head, EVENT))).isIn(200, 400);
  }

  @Test
  void letsAllowedSourcesInAlone() throws IOException {
    try (Served behindProxy =
        new Served(
            Served.settings(Served.SMALL, List.of("3.18.12.63/32"), List.of("127.0.0.0/8")),
            _ -> Served.STORED,
            DeliveryLog.none())) {
      assertThat(behindProxy.deliver(EVENT)).isEqualTo(403);
      assertThat(forwarded(behindProxy, "192.0.2.1, 3.18.12.63")).isEqualTo(200);
      assertThat(forwarded(behindProxy, "3.18.12.63, 192.0.2.1")).isEqualTo(403);
      assertThat(forwarded(behindProxy, "3.18.12.63\nX-Forwarded-For: 192.0.2.1")).isEqualTo(403);
      assertThat(forwarded(behindProxy, "stripe")).isEqualTo(403);
      assertThat(
              behindProxy.metric(
                  "stripe_connector_webhook_deliveries_total"
                      + "{outcome=\"forbidden_source\",status=\"403\"}"))
          .isEqualTo("4.0");
    }
  }

  private static int forwarded(Served served, String value) throws IOException {
    String head = head().replace("Host:", "X-Forwarded-For: " + value + "\nHost:");
    return RawClient.status(served.exchange(RawClient.request(head, EVENT)));
  }
}
