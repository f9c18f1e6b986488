package io.tajo.stripe.receiver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.ManifestException;
import io.tajo.stripe.api.Manifests;
import io.tajo.stripe.ledger.TestDatabase;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.ConnectorSettings;
import io.tajo.stripe.pipeline.Database;
import io.tajo.stripe.pipeline.LedgerConnector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Thousands of headers and bodies that nobody meant: none may be more than refused. */
class FuzzIT {
  private static final long SEED = 20_260_101;
  private static final int CASES = 2_000;
  private static final URI NOBODY = URI.create("http://127.0.0.1:9");
  private static final byte[] EVENT =
      """
      {"id":"evt_1AbcDefGhiJkl","object":"event","api_version":"2026-01-28","created":1767323045,\
      "livemode":false,"type":"customer.updated","account":"acct_1","data":{"object":{"id":"cus_1",\
      "object":"customer","email":"ada@example.org","metadata":{"tier":"gold"},"balance":0},\
      "previous_attributes":{"name":"Ada"}}}\
      """
          .getBytes(UTF_8);
  private static final Pattern VALUE = Pattern.compile("(?<=:)(\"[^\"]*\"|[0-9]+|false)");
  private static final List<String> ODD =
      List.of(
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"evt_\\u0000\"",
          "\"\"",
          "\"\u2028\u00fc\"",
          "\"" + "x".repeat(5_000) + "\"",
          "1e400",
          "-1",
          "1.5",
          "99999999999999999999",
          "null",
          "true",
          "[]",
          "{\"id\":\"\\u0000\"}",
          "[[[[{}]]]]");
  private static final String MANIFEST =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: main, namespace: shop}
      stringData: {stripe: sk_test_1, brevo: xkeysib-1}
      ---
      apiVersion: connectors.tajo.io/v1alpha1
      kind: StripeConnector
      metadata: {name: main, namespace: shop}
      spec:
        stripe: {secretKey: {name: main, key: stripe}}
        brevo:
          apiKey: {name: main, key: brevo}
          lists: {allCustomers: 1}
          consent: {newContacts: Blocklisted}
      """;
  private static final String NASTY = "t=,v1=0123456789abcdefABCDEF;:\"\\ -+.\u00fc\u0130\t\0";
  private final Random random = new Random(SEED);

  @Test
  void noHeaderBreaksTheCheck() {
    SignatureCheck check =
        new SignatureCheck(SigningSecrets.of(List.of(Signed.SECRET)), () -> Served.NOW);
    String right = Signed.header(Served.NOW, Signed.EVENT);
    for (int i = 0; i < 20_000; i++) {
      String header = mutated(right);
      SignatureVerdict verdict = check.check(List.of(header), Signed.EVENT);
      if (!saysTheSame(header, right)) {
        assertThat(verdict).as(header).isNotEqualTo(SignatureVerdict.VALID);
      }
    }
  }

  /** Whether time and signature are still in it: then it is rightly taken. */
  private static boolean saysTheSame(String header, String right) {
    String[] parts = right.split(",", 2);
    String lower = header.toLowerCase(Locale.ROOT);
    return lower.contains(parts[0]) && lower.contains(parts[1]);
  }

  private String mutated(String text) {
    StringBuilder mutant = new StringBuilder(random.nextInt(8) == 0 ? "" : text);
    for (int change = random.nextInt(1, 6); change > 0; change--) {
      int at = random.nextInt(mutant.length() + 1);
      char nasty = NASTY.charAt(random.nextInt(NASTY.length()));
      switch (random.nextInt(5)) {
        case 0 -> mutant.insert(at, nasty);
        case 1 -> mutant.setLength(at);
        case 2 -> mutant.insert(at, mutant.substring(at / 2, at));
        case 3 -> mutant.insert(at, String.valueOf(nasty).repeat(random.nextInt(200)));
        default -> {
          if (at < mutant.length()) {
            mutant.setCharAt(at, nasty);
          }
        }
      }
    }
    return mutant.toString();
  }

  @Test
  void nothingIsMoreThanRefused() throws Exception {
    try (Logged jetty = new Logged("org.eclipse.jetty.server", Level.WARN);
        Logged own = new Logged("io.tajo.stripe", Level.ERROR);
        Connector connector = connector();
        Served served =
            new Served(
                Served.settings(Served.SMALL),
                connector.intake(),
                (receipt, status, took, body) -> assertThat(PayloadMask.mask(body)).isNotEmpty())) {
      run(served, CASES / 4);
      long heap = heap();
      int threads = ManagementFactory.getThreadMXBean().getThreadCount();
      run(served, CASES);
      assertThat(heap() - heap).as("growth of the heap, bytes").isLessThan(8L << 20);
      assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threads).isLessThan(8);
      assertThat(served.deliver(EVENT)).isEqualTo(200);
      assertThat(jetty.lines()).isEmpty();
      assertThat(own.lines()).isEmpty();
      assertThat(served.metric("stripe_connector_webhook_in_flight")).isEqualTo("0.0");
    }
  }

  /** With a real inbox: what an event's parser lets through, PostgreSQL must take. */
  private static Connector connector() throws ManifestException {
    Manifest manifest =
        new Manifests(() -> Served.NOW, Map.of(), _ -> Map.of()).read(MANIFEST, Optional.empty());
    return new LedgerConnector(
        new ConnectorSettings(manifest, NOBODY, NOBODY), new Database.External(TestDatabase.url()));
  }

  private void run(Served served, int cases) throws IOException {
    RawClient client = served.client();
    for (int i = 0; i < cases; i++) {
      String answer = client.send(request()).answer();
      assertThat(RawClient.status(answer)).as("case %s: %s", i, answer).isBetween(200, 499);
      if (answer.contains("Connection: close")) {
        client.close();
        client = served.client();
      }
    }
    client.close();
    served.taken.clear();
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private byte[] request() {
    byte[] body = body();
    String right = Signed.header(Served.NOW, body);
    String signature = random.nextInt(3) == 0 ? mutated(right) : right;
    String head = RawClient.head(signature.replaceAll("[\r\n\0\u0130]", "?"), body.length);
    return RawClient.request(random.nextInt(10) == 0 ? withNoise(head) : head, body);
  }

  private String withNoise(String head) {
    byte[] noise = new byte[random.nextInt(300)];
    random.nextBytes(noise);
    String value = new String(noise, ISO_8859_1).replaceAll("[\r\n]", "");
    return head.replace("Host:", "X-Noise: " + value + "\nHost:");
  }

  private byte[] body() {
    return switch (random.nextInt(12)) {
      case 0 -> bytes(random.nextInt(2_000));
      case 1 -> "[".repeat(random.nextInt(20_000)).getBytes(UTF_8);
      case 2 -> "{\"a\":".repeat(random.nextInt(8_000)).getBytes(UTF_8);
      case 3 -> ("{\"id\":" + "9".repeat(random.nextInt(1, 20_000)) + "}").getBytes(UTF_8);
      case 4 -> ("{\"id\":1e" + random.nextInt() + ",\"type\":[[{}]]}").getBytes(UTF_8);
      case 5 -> Arrays.copyOf(EVENT, random.nextInt(EVENT.length));
      case 6 -> flipped(EVENT);
      case 7, 8, 9 -> odd();
      default -> EVENT;
    };
  }

  /** An event one of whose values is not what Stripe would send. */
  private byte[] odd() {
    String text = new String(EVENT, UTF_8);
    List<MatchResult> values = VALUE.matcher(text).results().toList();
    MatchResult value = values.get(random.nextInt(values.size()));
    String odd = ODD.get(random.nextInt(ODD.size()));
    return (text.substring(0, value.start()) + odd + text.substring(value.end())).getBytes(UTF_8);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] flipped(byte[] original) {
    byte[] bytes = original.clone();
    for (int flips = random.nextInt(1, 8); flips > 0; flips--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }
}
