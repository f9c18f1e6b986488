package io.tajo.stripe.controller;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pods that answer in every way but the right one. */
@Timeout(60)
class HttpPodStatusesTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: ";

  /** Says so to whoever asks, and then nothing more, with the connection open. */
  private static final class Pod implements AutoCloseable {
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Pod(String says) throws IOException {
      this.socket = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
      Future<?> _ =
          threads.submit(() -> {
            try (Socket asked = socket.accept()) {
              asked.getOutputStream().write(says.getBytes(UTF_8));
              InputStream more = asked.getInputStream();
              while (more.read() >= 0) {} // Until the other side has enough.
            }
            return null;
          });
    }

    @Override
    public void close() throws IOException {
      socket.close();
      threads.shutdownNow();
    }
  }

  private static boolean isTold(String says, Duration patience) throws IOException {
    try (Pod pod = new Pod(says);
        HttpPodStatuses statuses = new HttpPodStatuses(pod.socket.getLocalPort(), patience)) {
      return statuses.sync("127.0.0.1").isPresent();
    }
  }

  @Test
  void anAnswerIsTaken() throws IOException {
    assertThat(isTold(HEAD + "2\r\n\r\n{}", Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void oneThatStopsAfterItsHeadersIsNotWaitedFor() throws IOException {
    assertThat(isTold(HEAD + "2\r\n\r\n{", Duration.ofMillis(200))).isFalse();
  }

  @Test
  void oneThatSaysNothingIsNotWaitedFor() throws IOException {
    assertThat(isTold("", Duration.ofMillis(200))).isFalse();
  }

  @Test
  void oneThatDoesNotEndIsCutOff() throws IOException {
    String endless = HEAD + "9000000\r\n\r\n" + "{} ".repeat(100_000);

    assertThat(isTold(endless, Duration.ofSeconds(30))).isFalse();
  }
}
