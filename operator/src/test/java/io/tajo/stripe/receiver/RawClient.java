package io.tajo.stripe.receiver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;

/** A client that sends whatever bytes it is told to, on one connection. */
final class RawClient implements AutoCloseable {
  static final String PATH = "/stripe/shop/main";
  private final Socket socket;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
  }

  /** Gives up on an answer sooner. */
  RawClient patience(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    return this;
  }

  /** A whole request. */
  static byte[] request(String head, byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.replace("\n", "\r\n").getBytes(ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  /** The head of a delivery, with its length and an empty line. */
  static String head(String signature, int length) {
    return """
    POST %s HTTP/1.1
    Host: hooks
    Content-Type: application/json; charset=utf-8
    Stripe-Signature: %s
    Content-Length: %d

    """
        .formatted(PATH, signature, length);
  }

  static byte[] delivery(Instant time, byte[] body) {
    return request(head(Signed.header(time, body), body.length), body);
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  RawClient send(String text) throws IOException {
    return send(text.replace("\n", "\r\n").getBytes(ISO_8859_1));
  }

  void finish() throws IOException {
    socket.shutdownOutput();
  }

  /** One answer, head and body, as text; what there is of it where the connection ends. */
  String answer() throws IOException {
    StringBuilder answer = new StringBuilder();
    int length = -1;
    int headEnd = -1;
    while (headEnd < 0 || answer.length() < headEnd + length) {
      int next = read();
      if (next < 0) {
        break;
      }
      answer.append((char) next);
      if (headEnd < 0
          && answer.length() >= 4
          && answer.substring(answer.length() - 4).equals("\r\n\r\n")) {
        headEnd = answer.length();
        length = length(answer.toString());
      }
    }
    return answer.toString();
  }

  private static int length(String head) {
    for (String line : head.split("\r\n", -1)) {
      if (line.regionMatches(true, 0, "Content-Length: ", 0, 16)) {
        return Integer.parseInt(line.substring(16));
      }
    }
    return 0;
  }

  private int read() throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (SocketException e) {
      return -1;
    }
  }

  /** The status of the next answer; 0: the connection has ended without one. */
  int status() throws IOException {
    return status(answer());
  }

  static int status(String answer) {
    return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
  }

  /** Waits until the other side closes; whether it does without sending more. */
  boolean ended() throws IOException {
    return read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
