package io.tajo.stripe.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.stripe.model.HasId;
import com.stripe.model.StripeObject;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final long NOW = 1_790_000_000;

  private final MockWebServer server = new MockWebServer();
  private final Store store = new Store();
  private Stripe stripe;

  /** A sink that keeps what it gets as a ledger would: rows and what remains, together. */
  private static class Store implements SweepSink {
    final Map<Resource, List<String>> ids = new ConcurrentHashMap<>();
    final Map<Resource, List<Range>> remaining = new ConcurrentHashMap<>();
    final List<Range> failed = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void page(
        Resource resource,
        List<? extends StripeObject> objects,
        Instant asOf,
        Range done,
        List<Range> left) {
      List<String> known = ids.computeIfAbsent(resource, key -> new ArrayList<>());
      objects.forEach(object -> known.add(((HasId) object).getId()));
      remaining.put(resource, left);
    }

    @Override
    public void failed(Resource resource, Range range, StripeFailure why) {
      failed.add(range);
    }
  }

  @BeforeEach
  void start() throws Exception {
    server.start();
    StripeSettings settings =
        new StripeSettings(
            URI.create(server.url("/").toString()),
            "sk_test_123",
            null,
            5_000,
            2_000,
            java.time.Duration.ofSeconds(5),
            java.time.Duration.ofSeconds(5));
    stripe = new Stripe(settings, InstantSource.system(), Traffic.NONE, pause -> {}, new Random(1));
  }

  @AfterEach
  void stop() {
    stripe.close();
    server.close();
  }

  @Test
  void everyObjectOfEveryResourceIsReadOnceInSpiteOfFaults() {
    FakeLists lists =
        new FakeLists()
            .with("/v1/customers", 4_321, NOW, 7_001)
            .with("/v1/charges", 3_000, NOW, 31)
            .with("/v1/products", 7, NOW, 100_000)
            .withFaults(0.05);
    server.setDispatcher(lists);
    SweepOutcome outcome =
        new Sweep(stripe).run(all(Resource.CUSTOMERS, Resource.CHARGES, Resource.PRODUCTS), store);

    assertThat(outcome.complete()).as("%s", outcome).isTrue();
    assertThat(outcome.resources().get(Resource.CUSTOMERS).objects()).isEqualTo(4_321);
    assertThat(store.ids.get(Resource.CUSTOMERS)).hasSize(4_321).doesNotHaveDuplicates();
    assertThat(store.ids.get(Resource.CHARGES)).hasSize(3_000).doesNotHaveDuplicates();
    assertThat(store.ids.get(Resource.PRODUCTS)).hasSize(7);
    assertThat(store.remaining.values()).allSatisfy(left -> assertThat(left).isEmpty());
  }

  @Test
  void whatOneRunLeavesTheNextReadsAndNothingTwice() {
    server.setDispatcher(new FakeLists().with("/v1/customers", 2_500, NOW, 1_000));
    SweepSink breaking =
        new Store() {
          int pages;

          @Override
          public void page(
              Resource resource,
              List<? extends StripeObject> objects,
              Instant asOf,
              Range done,
              List<Range> left) {
            if (++pages > 9) {
              throw new IllegalStateException("the ledger is down");
            }
            store.page(resource, objects, asOf, done, left);
          }
        };
    assertThatThrownBy(() -> new Sweep(stripe).run(all(Resource.CUSTOMERS), breaking))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the ledger is down");
    assertThat(store.ids.get(Resource.CUSTOMERS)).hasSizeLessThan(1_000);

    new Sweep(stripe).run(Map.copyOf(store.remaining), store);
    assertThat(store.ids.get(Resource.CUSTOMERS)).hasSize(2_500).doesNotHaveDuplicates();
  }

  /** Nothing says what is left after a page that was not kept, and nobody waits for ever. */
  @RepeatedTest(20)
  void aPageThatIsNotKeptIsTheLastOfItsResourceAndEndsTheOthers(RepetitionInfo turn) {
    server.setDispatcher(
        new FakeLists()
            .with("/v1/customers", 2_500, NOW, 1_000)
            .with("/v1/charges", 2_500, NOW, 500)
            .with("/v1/products", 2_500, NOW, 100));
    AtomicBoolean broken = new AtomicBoolean();
    List<Resource> late = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger pages = new AtomicInteger();
    SweepSink breaking =
        new Store() {
          @Override
          public void page(
              Resource resource,
              List<? extends StripeObject> objects,
              Instant asOf,
              Range done,
              List<Range> left) {
            if (resource == Resource.CHARGES) {
              if (broken.get()) {
                late.add(resource);
              }
              if (pages.incrementAndGet() == turn.getCurrentRepetition()) {
                broken.set(true);
                throw new IllegalStateException("the ledger is down");
              }
            }
          }
        };

    assertTimeoutPreemptively(
        java.time.Duration.ofSeconds(30),
        () ->
            assertThatThrownBy(() ->
                    new Sweep(stripe)
                        .run(
                            all(Resource.CUSTOMERS, Resource.CHARGES, Resource.PRODUCTS), breaking))
                .hasMessage("the ledger is down"));
    assertThat(late).isEmpty();
  }

  @Test
  void aRangeThatFailsForGoodIsNamedAndTheOthersGoOn() {
    FakeLists lists = new FakeLists().with("/v1/customers", 1_500, NOW, 1_000);
    server.setDispatcher(
        new mockwebserver3.Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String from = request.getUrl().queryParameter("created[gte]");
            String to = request.getUrl().queryParameter("created[lt]");
            return to != null && from == null
                ? new MockResponse.Builder().code(503).build()
                : lists.dispatch(request);
          }
        });
    SweepOutcome outcome = new Sweep(stripe).run(all(Resource.CUSTOMERS), store);

    assertThat(outcome.complete()).isFalse();
    List<SweepOutcome.Failure> failures = outcome.resources().get(Resource.CUSTOMERS).failures();
    assertThat(failures).hasSize(1);
    assertThat(failures.getFirst().why()).isInstanceOf(StripeFailure.Unavailable.class);
    assertThat(failures.getFirst().range().from()).isZero();
    assertThat(store.remaining.get(Resource.CUSTOMERS))
        .containsExactly(failures.getFirst().range());
    assertThat(store.failed).containsExactly(failures.getFirst().range());
  }

  @Test
  void aMissingPermissionEndsItsResourceAlone() {
    FakeLists lists = new FakeLists().with("/v1/customers", 150, NOW, 1_000);
    server.setDispatcher(
        new mockwebserver3.Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return request.getUrl().encodedPath().equals("/v1/coupons")
                ? new MockResponse.Builder().code(403).build()
                : lists.dispatch(request);
          }
        });
    SweepOutcome outcome = new Sweep(stripe).run(all(Resource.CUSTOMERS, Resource.COUPONS), store);
    assertThat(outcome.resources().get(Resource.CUSTOMERS).failures()).isEmpty();
    assertThat(outcome.resources().get(Resource.COUPONS).failures()).hasSize(1);
  }

  @Test
  void aCursorWhoseObjectIsGoneIsDroppedAndItsSecondReadAnew() {
    FakeLists lists = new FakeLists().with("/v1/customers", 5, NOW, 10);
    server.setDispatcher(
        new mockwebserver3.Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return "cus_gone".equals(request.getUrl().queryParameter("starting_after"))
                ? new MockResponse.Builder()
                    .code(404)
                    .body(
                        "{\"error\":{\"code\":\"resource_missing\",\"param\":\"starting_after\"}}")
                    .build()
                : lists.dispatch(request);
          }
        });
    Range range = new Range(0, NOW + 1, "cus_gone");
    new Sweep(stripe).run(Map.of(Resource.CUSTOMERS, List.of(range)), store);
    assertThat(store.ids.get(Resource.CUSTOMERS)).hasSize(5);
  }

  @Test
  void nothingToDoIsDone() {
    assertThat(new Sweep(stripe).run(Map.of(), store).complete()).isTrue();
    SweepOutcome outcome = new Sweep(stripe).run(Map.of(Resource.CUSTOMERS, List.of()), store);
    assertThat(outcome.resources().get(Resource.CUSTOMERS).pages()).isZero();
  }

  @Test
  void anInterruptStopsItCleanly() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    server.setDispatcher(
        new mockwebserver3.Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            asked.countDown();
            return new MockResponse.Builder()
                .headersDelay(4, java.util.concurrent.TimeUnit.SECONDS)
                .body("{}")
                .build();
          }
        });
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread sweep =
        Thread.ofVirtual()
            .start(() -> {
              try {
                new Sweep(stripe).run(all(Resource.CUSTOMERS), store);
              } catch (CancellationException stopped) {
                thrown.set(stopped);
              }
            });
    asked.await();
    sweep.interrupt();
    await().untilAtomic(thrown, org.hamcrest.Matchers.notNullValue());
    assertThat(store.ids).isEmpty();
  }

  private static Map<Resource, List<Range>> all(Resource... resources) {
    Map<Resource, List<Range>> todo = new HashMap<>();
    for (Resource resource : resources) {
      todo.put(resource, List.of(Range.all()));
    }
    return todo;
  }
}
