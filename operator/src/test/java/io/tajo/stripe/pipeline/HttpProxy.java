package io.tajo.stripe.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A real HTTP proxy for tests: tunnels by CONNECT, and passes plain requests on. Wherever somebody
 * wants to go, it goes to one port of this machine.
 */
final class HttpProxy implements AutoCloseable {
  private static final String WHO =
      """
      HTTP/1.1 407 Who?
      Proxy-Authenticate: Basic realm="x"
      Content-Length: 0

      """
          .replace("\n", "\r\n");

  /** The first line of each request. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private final String credentials;

  /**
   * Begins.
   *
   * @param credentials that {@code Proxy-Authorization} must hold; empty: none are wanted
   */
  HttpProxy(int target, String credentials) throws IOException {
    this.target = target;
    this.credentials = credentials;
    Thread.ofVirtual().name("proxy").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      while (!head.isEmpty() && !allowed(head)) {
        asked.add("407 " + head.lines().findFirst().orElse(""));
        write(client, WHO);
        head = head(client.getInputStream());
      }
      if (head.isEmpty()) {
        return;
      }
      asked.add(head.lines().findFirst().orElse(""));
      try (Socket away = new Socket(InetAddress.getLoopbackAddress(), target)) {
        if (head.startsWith("CONNECT ")) {
          write(client, "HTTP/1.1 200 Go on\r\n\r\n");
        } else {
          write(away, head.replaceFirst(" http://[^/ ]+", " "));
        }
        Thread back = Thread.ofVirtual().start(() -> pump(away, client));
        pump(client, away);
        back.join();
      }
    } catch (IOException e) {
      // The connection is over.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean allowed(String head) {
    return credentials.isEmpty()
        || head.lines().anyMatch(("Proxy-Authorization: " + credentials)::equalsIgnoreCase);
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      bytes.write(next);
    }
    return bytes.toString(ISO_8859_1);
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // One of both has gone.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
