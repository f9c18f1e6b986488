package io.tajo.stripe.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What clients cannot take from the receiver: memory, threads, time. */
class OverloadTest {
  private static final byte[] EVENT = Signed.EVENT;
  private static final int LIMIT = Served.SMALL.body();

  private static String head(int length) {
    return RawClient.head(Signed.header(Served.NOW, EVENT), length);
  }

  @Test
  void refusesALargeBodyBeforeItIsSent() throws IOException {
    try (Served served = new Served(Served.SMALL, _ -> Served.STORED);
        RawClient client = served.client()) {
      assertThat(client.send(head(LIMIT + 1)).answer())
          .startsWith("HTTP/1.1 413 ")
          .contains("Connection: close");
      assertThat(client.ended()).isTrue();
      assertThat(served.deliver(new byte[LIMIT])).isEqualTo(200);
    }
  }

  @Test
  void refusesALargeBodyOfUnknownLengthWhenItPassesTheLimit() throws IOException {
    try (Served served = new Served(Served.SMALL, _ -> Served.STORED);
        RawClient client = served.client()) {
      client.send(head(0).replace("Content-Length: 0", "Transfer-Encoding: chunked"));
      String chunk = "1000\n" + "x".repeat(4_096) + "\n";
      for (int sent = 0; sent <= LIMIT; sent += 4_096) {
        client.send(chunk);
      }
      assertThat(client.answer()).startsWith("HTTP/1.1 413 ").contains("Connection: close");
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  void takesAChunkedBodyWithinTheLimit() throws IOException {
    try (Served served = new Served(Served.SMALL, _ -> Served.STORED);
        RawClient client = served.client()) {
      client.send(head(0).replace("Content-Length: 0", "Transfer-Encoding: chunked"));
      client.send(Integer.toHexString(EVENT.length) + "\n").send(EVENT).send("\n0\n\n");
      assertThat(client.status()).isEqualTo(200);
      assertThat(served.taken).containsExactly(EVENT);
    }
  }

  /** One byte each 100 ms would take 7 s; it is cut after 0.4 s. */
  @Test
  void cutsASlowBodyWhateverItSends() throws IOException {
    try (Served served = new Served(Served.SMALL, _ -> Served.STORED);
        RawClient client = served.client()) {
      client.send(head(EVENT.length));
      long start = System.nanoTime();
      Thread drip = drip(client, EVENT);
      assertThat(client.status()).isIn(0, 408);
      assertThat(client.ended()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      drip.interrupt();
      assertThat(
              served.metric(
                  "stripe_connector_webhook_deliveries_total{outcome=\"too_slow\",status=\"408\"}"))
          .isEqualTo("1.0");
      assertThat(served.taken).isEmpty();
    }
  }

  /** The server's own timeout would start again with each byte. */
  @Test
  void cutsASlowHead() throws IOException {
    try (Served served = new Served(Served.SMALL, _ -> Served.STORED);
        RawClient client = served.client()) {
      long start = System.nanoTime();
      Thread drip = drip(client, RawClient.delivery(Served.NOW, EVENT));
      assertThat(client.ended()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
      drip.interrupt();
    }
  }

  private static Thread drip(RawClient client, byte[] bytes) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            for (byte one : bytes) {
              client.send(new byte[] {one});
              Thread.sleep(100);
            }
          } catch (IOException | InterruptedException e) {
            // The other side has had enough.
          }
        });
  }

  @Test
  void closesAConnectionThatSaysNothing() throws IOException {
    try (Served served = new Served(Served.SMALL, _ -> Served.STORED);
        RawClient client = served.client()) {
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  void sendsAwayWhatItCannotTakeOnBeforeItReadsTheBody() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (Served served =
        new Served(
            Served.SMALL,
            _ -> {
              awaitUninterrupted(go);
              return Served.STORED;
            })) {
      List<RawClient> busy = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        busy.add(served.client().send(RawClient.delivery(Served.NOW, EVENT)));
      }
      await().until(() -> served.taken.size() == 4);
      assertThat(served.metric("stripe_connector_webhook_in_flight")).isEqualTo("4.0");
      try (RawClient client = served.client()) {
        assertThat(client.send(head(EVENT.length)).answer())
            .startsWith("HTTP/1.1 503 ")
            .contains("Retry-After: 1\r\n");
      }
      go.countDown();
      for (RawClient client : busy) {
        assertThat(client.status()).isEqualTo(200);
        client.close();
      }
      assertThat(served.deliver(EVENT)).isEqualTo(200);
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void holdsNoMoreBytesThanItMay() throws IOException {
    ReceiverSettings.Limits tight =
        new ReceiverSettings.Limits(
            10_000,
            10_000,
            8 << 10,
            4,
            Duration.ofMillis(50),
            64,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    try (Served served = new Served(tight, _ -> Served.STORED);
        RawClient slow = served.client()) {
      slow.send(head(10_000)).send(new byte[9_000]);
      await().untilAsserted(() -> assertThat(served.deliver(new byte[2_000])).isEqualTo(503));
      slow.send(new byte[1_000]);
      assertThat(slow.status()).isEqualTo(400);
      assertThat(served.deliver(new byte[2_000])).isEqualTo(200);
      assertThat(served.deliver(new byte[10_000])).isEqualTo(200);
    }
  }

  @Test
  void acceptsNoMoreConnectionsThanItMay() throws Exception {
    try (Served served = new Served(Served.SMALL, _ -> Served.STORED)) {
      List<RawClient> idle = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        idle.add(served.client());
      }
      await()
          .untilAsserted(() ->
              assertThat(Double.parseDouble(served.metric("stripe_connector_webhook_connections")))
                  .isBetween(1.0, 64.0));
      for (RawClient client : idle) {
        client.close();
      }
      await().untilAsserted(() -> assertThat(served.deliver(EVENT)).isEqualTo(200));
    }
  }
}
