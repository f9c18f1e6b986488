package io.tajo.stripe.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tajo.stripe.pipeline.Receipt;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stop loses nothing that was accepted, and cuts no answer. */
@Timeout(60)
class StopTest {
  private static final byte[] EVENT = Signed.EVENT;

  private static ReceiverSettings draining(Duration drain) {
    ReceiverSettings settings = Served.settings(Served.SMALL);
    return new ReceiverSettings(
        settings.namespace(),
        settings.name(),
        settings.host(),
        0,
        0,
        List.of(),
        List.of(),
        settings.limits(),
        drain);
  }

  @Test
  void answersWhatIsInWorkThenEndsTheConnection() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Served served = new Served(Served.SMALL, _ -> whenOpen(go));
    try (RawClient client = served.client()) {
      client.send(RawClient.delivery(Served.NOW, EVENT));
      await().until(() -> served.taken.size() == 1);
      Thread stop = Thread.ofVirtual().start(served::close);
      await().until(() -> served.health("/readyz").startsWith("HTTP/1.1 503 "));
      assertThat(served.health("/livez")).startsWith("HTTP/1.1 200 ");
      await().until(() -> refusesConnections(served.receiver.port()));
      go.countDown();
      assertThat(client.answer()).startsWith("HTTP/1.1 200 ").contains("Connection: close");
      assertThat(client.ended()).isTrue();
      assertThat(stop.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  private static boolean refusesConnections(int port) throws IOException {
    if (port <= 0) {
      return true;
    }
    try (RawClient _ = new RawClient(port)) {
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }

  private static Receipt whenOpen(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Served.STORED;
  }

  @Test
  void goesOnServingWhileItDrains() throws Exception {
    Served served =
        new Served(draining(Duration.ofSeconds(2)), _ -> Served.STORED, DeliveryLog.none());
    Thread stop = Thread.ofVirtual().start(served::close);
    await().until(() -> served.health("/readyz").startsWith("HTTP/1.1 503 "));
    assertThat(served.exchange(RawClient.delivery(Served.NOW, EVENT)))
        .startsWith("HTTP/1.1 200 ")
        .contains("Connection: close");
    assertThat(stop.join(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void losesNoAnswerOfManyClients() throws Exception {
    AtomicInteger stored = new AtomicInteger();
    Served served =
        new Served(
            Served.SMALL,
            _ -> {
              stored.incrementAndGet();
              return Served.STORED;
            });
    AtomicInteger answered = new AtomicInteger();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      clients.add(Thread.ofVirtual().start(() -> deliverWhileOpen(served, answered)));
    }
    await().until(() -> answered.get() > 200);
    served.close();
    for (Thread client : clients) {
      assertThat(client.join(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(answered.get()).isEqualTo(stored.get());
  }

  private static void deliverWhileOpen(Served served, AtomicInteger answered) {
    try {
      while (true) {
        try (RawClient client = served.client()) {
          client.patience(Duration.ofSeconds(3));
          String answer = client.send(RawClient.delivery(Served.NOW, EVENT)).answer();
          if (RawClient.status(answer) == 200) {
            answered.incrementAndGet();
          }
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // The port is closed, or was while this connection was being accepted: this client is done.
    }
  }

  @Test
  void doesNotWaitForEverForARequestInWork() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    ReceiverSettings.Limits limits =
        new ReceiverSettings.Limits(
            1_024,
            1_024,
            8 << 10,
            4,
            Duration.ofMillis(50),
            64,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(300));
    Served served = new Served(limits, _ -> whenOpen(never));
    try (RawClient client = served.client()) {
      client.send(RawClient.delivery(Served.NOW, EVENT));
      await().until(() -> served.taken.size() == 1);
      Thread stop = Thread.ofVirtual().start(served::close);
      assertThat(stop.join(Duration.ofSeconds(20))).isTrue();
    }
  }

  @Test
  void saysWhichPortCannotBeHadAndLeavesNothingOpen() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ReceiverSettings settings =
          new ReceiverSettings(
              "shop",
              "main",
              "127.0.0.1",
              taken.getLocalPort(),
              0,
              List.of(),
              List.of(),
              Served.SMALL,
              Duration.ZERO);
      assertThatThrownBy(() -> new Served(settings, _ -> Served.STORED, DeliveryLog.none()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("in use");
    }
  }
}
