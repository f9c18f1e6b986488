package io.tajo.stripe.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends signed events at a rate that does not wait for answers. An event's time runs from when it
 * was due, so that one slow answer shows in all that had to wait behind it.
 *
 * @param endpoint an {@code http} URL
 * @param secret the endpoint's signing secret
 * @param perSecond how many are due in a second
 * @param events how many in all
 * @param connections kept alive, each with one event at a time
 */
record WebhookLoad(URI endpoint, String secret, double perSecond, int events, int connections) {
  private static final double NANOS = 1e9;

  /**
   * What came of it.
   *
   * @param events how many were sent
   * @param taken the numbers of those that were answered 200
   * @param perSecond answers a second, from the first that was due to the last answer
   */
  record Report(
      int events, BitSet taken, double perSecond, Duration p50, Duration p99, Duration max) {
    int accepted() {
      return taken.cardinality();
    }

    /** Answered otherwise, or not at all. */
    int refused() {
      return events - accepted();
    }
  }

  /** Makes the body of the event of a number, from 0. */
  @FunctionalInterface
  interface Events {
    String body(int number);
  }

  /** Small events, each of its own id. */
  static String event(int number) {
    return """
    {"id":"evt_load%010d","object":"event","type":"customer.updated","created":%d,"livemode":false,\
    "api_version":"2026-07-29.dahlia","data":{"object":{"id":"cus_load%06d","object":"customer"}}}\
    """
        .formatted(number, Instant.now().getEpochSecond(), number % 100_000);
  }

  Report run(Events bodies) throws InterruptedException {
    long start = System.nanoTime();
    long[] took = new long[events];
    AtomicInteger next = new AtomicInteger();
    AtomicIntegerArray taken = new AtomicIntegerArray(events);
    AtomicLong last = new AtomicLong(start);
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      workers.add(
          Thread.ofVirtual()
              .start(() -> {
                try (Line line = new Line(this)) {
                  for (int n = next.getAndIncrement(); n < events; n = next.getAndIncrement()) {
                    long due = start + (long) (n * NANOS / perSecond);
                    waitUntil(due);
                    taken.set(n, line.accepted(bodies.body(n)) ? 1 : 0);
                    long now = System.nanoTime();
                    took[n] = now - due;
                    last.accumulateAndGet(now, Math::max);
                  }
                }
              }));
    }
    for (Thread worker : workers) {
      worker.join();
    }
    BitSet all = new BitSet(events);
    for (int n = 0; n < events; n++) {
      all.set(n, taken.get(n) == 1);
    }
    return report(took, all, last.get() - start);
  }

  private Report report(long[] took, BitSet taken, long lasted) {
    Arrays.sort(took);
    return new Report(
        events,
        taken,
        events * NANOS / lasted,
        Duration.ofNanos(took[(events - 1) / 2]),
        Duration.ofNanos(took[(int) ((events - 1) * 0.99)]),
        Duration.ofNanos(took[events - 1]));
  }

  private static void waitUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** One connection; a lost one is made anew. */
  private static final class Line implements AutoCloseable {
    private final WebhookLoad load;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();

    Line(WebhookLoad load) {
      this.load = load;
    }

    boolean accepted(String body) {
      try {
        if (!socket.isConnected() || socket.isClosed()) {
          socket = new Socket(load.endpoint.getHost(), load.endpoint.getPort());
          socket.setTcpNoDelay(true);
          in = new BufferedInputStream(socket.getInputStream());
        }
        socket.getOutputStream().write(load.request(body));
        return answer() == 200;
      } catch (IOException e) {
        close();
        return false;
      }
    }

    private int answer() throws IOException {
      String status = line();
      int length = 0;
      boolean last = false;
      for (String header = line(); !header.isEmpty(); header = line()) {
        if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
          length = Integer.parseInt(header.substring(15).strip());
        }
        last |= header.equalsIgnoreCase("Connection: close");
      }
      in.skipNBytes(length);
      if (last) {
        close();
      }
      return Integer.parseInt(status.substring(9, 12));
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new IOException("The receiver has closed the connection.");
        }
        line.append((char) next);
      }
      return line.toString().stripTrailing();
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        // It is not needed any more.
      }
    }
  }

  private byte[] request(String body) {
    byte[] bytes = body.getBytes(UTF_8);
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json; charset=utf-8\r\n"
                .formatted(endpoint.getRawPath(), endpoint.getAuthority())
            + "Stripe-Signature: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(signature(bytes), bytes.length);
    byte[] request = Arrays.copyOf(head.getBytes(US_ASCII), head.length() + bytes.length);
    System.arraycopy(bytes, 0, request, head.length(), bytes.length);
    return request;
  }

  private String signature(byte[] body) {
    try {
      String seconds = Long.toString(Instant.now().getEpochSecond());
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      mac.update((seconds + ".").getBytes(UTF_8));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
