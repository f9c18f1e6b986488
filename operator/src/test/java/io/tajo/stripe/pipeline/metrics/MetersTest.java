package io.tajo.stripe.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tajo.stripe.brevo.Bucket;
import io.tajo.stripe.ledger.InboxCounts;
import io.tajo.stripe.stripe.StripeFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is measured where nobody can see it from outside of a process. */
class MetersTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private List<String> names() {
    return registry.getMeters().stream().map(Meter::getId).map(Meter.Id::getName).toList();
  }

  @Test
  void whatCannotBeReadStaysAsItWas() {
    AtomicInteger asked = new AtomicInteger();
    Paced<String> paced =
        new Paced<>(
            Duration.ZERO,
            () -> {
              if (asked.incrementAndGet() > 1) {
                throw new IllegalStateException("the database is away");
              }
              return "first";
            });
    await()
        .untilAsserted(() -> {
          assertThat(paced.now(Duration.ofSeconds(10))).contains("first");
          assertThat(asked).hasValueGreaterThan(2);
        });
  }

  @Test
  void nobodyWaitsForWhatHangsAndItIsNotAskedTwice() {
    CountDownLatch answer = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Paced<String> paced =
        new Paced<>(
            Duration.ofHours(1),
            () -> {
              asked.incrementAndGet();
              try {
                answer.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return "late";
            });
    assertThat(paced.now(Duration.ofMillis(20))).isEmpty();
    assertThat(paced.now(Duration.ofMillis(20))).isEmpty();
    answer.countDown();
    assertThat(paced.now(Duration.ofSeconds(10))).contains("late");
    assertThat(paced.now(Duration.ZERO)).contains("late");
    assertThat(asked).hasValue(1);
  }

  @Test
  void onlyWhoeverMayWriteTellsOfTheLedger() {
    AtomicBoolean delivering = new AtomicBoolean(true);
    Meters meters = new Meters(registry);
    ConnectorMetrics metrics = new ConnectorMetrics(meters, () -> NOW);
    Standing standing =
        new Standing(
            new InboxCounts(3, 1, 0, NOW.minusSeconds(90), null),
            Map.of("full", NOW.minusSeconds(60)),
            Optional.empty(),
            Optional.of(4L));
    try (LedgerMetrics _ =
        metrics.ledger(
            delivering::get,
            () -> standing,
            () -> {
              throw new IllegalStateException("the database is away");
            })) {
      await()
          .untilAsserted(() -> {
            meters.read();
            assertThat(names()).contains("stripe.connector.inbox.oldest");
          });
      assertThat(registry.get("stripe.connector.inbox.oldest").gauge().value()).isEqualTo(90);
      assertThat(
              registry.get("stripe.connector.inbox.events").tag("state", "failed").gauge().value())
          .isEqualTo(1);
      assertThat(registry.get("stripe.connector.contacts.drifted").gauge().value()).isEqualTo(4);
      assertThat(names())
          .contains("stripe.connector.last.success.timestamp")
          .doesNotContain("stripe.connector.last.event.timestamp", "stripe.connector.objects");

      delivering.set(false);
      meters.read();
      assertThat(names()).noneMatch(name -> name.startsWith("stripe.connector.inbox"));

      delivering.set(true);
      await()
          .untilAsserted(() -> {
            meters.read();
            assertThat(names()).contains("stripe.connector.inbox.oldest");
          });
    }
    assertThat(names()).noneMatch(name -> name.startsWith("stripe.connector.inbox"));
  }

  @Test
  void theLagIsFromTheEventToTheContactsWrittenForIt() {
    EventLag lag = new EventLag(registry, () -> NOW);
    lag.begun(7, NOW.minusSeconds(5));
    lag.begun(8, NOW.plusSeconds(1));
    lag.written(List.of(6L));
    lag.written(List.of(7L, 7L, 8L));
    Timer timer = registry.get("stripe.connector.event.lag").timer();
    assertThat(timer.count()).isEqualTo(3);
    assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(10);
  }

  @Test
  void endpointsAreBoundedWhateverIsCalled() {
    StripeMetrics metrics = new StripeMetrics(registry, new RateLimitMetrics(registry));
    IntStream.range(0, 200)
        .forEach(i -> metrics.answered("/v1/made_up_" + i, 200, Duration.ofMillis(3)));
    metrics.unanswered("/v1/made_up_1", Duration.ofMillis(3));
    assertThat(registry.get("stripe.connector.stripe.request").timers()).hasSize(52);
    assertThat(
            registry
                .get("stripe.connector.stripe.request")
                .tag("endpoint", "other")
                .timer()
                .count())
        .isEqualTo(150);
    assertThat(
            registry.get("stripe.connector.stripe.request").tag("status", "none").timer().count())
        .isEqualTo(1);
  }

  @Test
  void waitsForLimitsAddUp() {
    RateLimitMetrics limits = new RateLimitMetrics(registry);
    StripeMetrics stripe = new StripeMetrics(registry, limits);
    stripe.waited("/v1/customers", Duration.ofSeconds(2));
    stripe.retrying(
        "/v1/customers", new StripeFailure.RateLimited("too fast"), Duration.ofSeconds(3));
    stripe.retrying("/v1/customers", new StripeFailure.Unavailable("away"), Duration.ofSeconds(9));
    BrevoMetrics brevo = new BrevoMetrics(registry, limits);
    brevo.attempt(
        Bucket.OTHER, "GET", "/account", 429, Duration.ofMillis(20), Duration.ofMinutes(4));
    brevo.remaining(Bucket.OTHER, 12);

    assertThat(waited("stripe", "requests")).isEqualTo(5);
    assertThat(waited("brevo", "other")).isEqualTo(240);
    assertThat(waited("brevo", "contacts")).isZero();
    assertThat(
            registry
                .get("stripe.connector.rate.limit.remaining")
                .tag("bucket", "other")
                .gauge()
                .value())
        .isEqualTo(12);
  }

  private double waited(String service, String bucket) {
    return registry
        .get("stripe.connector.rate.limit.wait")
        .tag("service", service)
        .tag("bucket", bucket)
        .counter()
        .count();
  }
}
