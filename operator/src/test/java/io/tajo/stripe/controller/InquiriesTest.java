package io.tajo.stripe.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.tajo.stripe.controller.Inquiries.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Questions to services that may be slow. */
class InquiriesTest {
  private static final ResourceID ACME = new ResourceID("acme", "shop");
  private static final Instant NOW = Instant.parse("2026-01-07T12:00:00Z");
  private static final Duration PATIENT = Duration.ofMinutes(5);

  private final Queue<ResourceID> told = new ConcurrentLinkedQueue<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private Inquiries<String> inquiries = inquiries(10, PATIENT);

  private Inquiries<String> inquiries(int places, Duration patience) {
    Inquiries<String> made = new Inquiries<>(places, patience, _ -> true, InstantSource.fixed(NOW));
    made.onAnswer(told::add);
    return made;
  }

  @AfterEach
  void close() {
    inquiries.close();
  }

  private Answer<String> answer(Object question) {
    await()
        .until(
            () -> inquiries.latest(ACME).filter(it -> it.question().equals(question)).isPresent());
    return inquiries.latest(ACME).orElseThrow();
  }

  /** A question without an answer, which tells when it is asked and when it is given up. */
  private Callable<String> slow(CountDownLatch begun, CountDownLatch givenUp) {
    return () -> {
      begun.countDown();
      try {
        never.await();
        return "too late";
      } catch (InterruptedException e) {
        givenUp.countDown();
        throw e;
      }
    };
  }

  @Test
  void anAnswerIsKeptAndTold() {
    inquiries.ask(ACME, "q", () -> "yes");

    assertThat(answer("q"))
        .isEqualTo(
            new Answer<>("q", Optional.of("yes"), Optional.empty(), Optional.of("yes"), NOW, 0));
    await().untilAsserted(() -> assertThat(told).containsExactly(ACME));
  }

  @Test
  void theSameIsAskedOnceAtATime() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Callable<String> call =
        () -> {
          asked.incrementAndGet();
          begun.countDown();
          go.await();
          return "yes";
        };
    inquiries.ask(ACME, "q", call);
    begun.await();
    inquiries.ask(ACME, "q", call);
    inquiries.ask(ACME, "q", call);
    go.countDown();
    answer("q");
    assertThat(asked).hasValue(1);

    inquiries.ask(ACME, "q", call);
    await().untilAtomic(asked, org.hamcrest.Matchers.is(2));
  }

  @Test
  void anotherQuestionTakesItsPlace() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch givenUp = new CountDownLatch(1);
    inquiries.ask(ACME, "old", slow(begun, givenUp));
    begun.await();

    inquiries.ask(ACME, "new", () -> "yes");

    givenUp.await();
    assertThat(answer("new").value()).contains("yes");
    assertThat(inquiries.latest(ACME).orElseThrow().failures()).isZero();
    await().untilAsserted(() -> assertThat(told).containsExactly(ACME));
  }

  @Test
  void noMoreThanAFewAreAskedAtOnce() throws InterruptedException {
    inquiries.close();
    inquiries = inquiries(1, PATIENT);
    ResourceID other = new ResourceID("other", "shop");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger atOnce = new AtomicInteger();
    inquiries.ask(
        other,
        "q",
        () -> {
          atOnce.incrementAndGet();
          begun.countDown();
          go.await();
          atOnce.decrementAndGet();
          return "yes";
        });
    begun.await();
    inquiries.ask(ACME, "q", () -> String.valueOf(atOnce.get()));
    go.countDown();

    assertThat(answer("q").value()).contains("0");
  }

  /** A call that does not listen to its interruption is given up all the same. */
  @Test
  void aServiceThatDoesNotAnswerIsGivenUp() throws InterruptedException {
    inquiries.close();
    inquiries = inquiries(1, Duration.ofMillis(20));
    CountDownLatch givenUp = new CountDownLatch(1);
    for (int failures = 1; failures <= 3; failures++) {
      int count = failures;
      inquiries.ask(ACME, "q", slow(new CountDownLatch(1), givenUp));
      await()
          .untilAsserted(() ->
              assertThat(inquiries.latest(ACME))
                  .contains(
                      new Answer<>(
                          "q",
                          Optional.empty(),
                          Optional.of("There was no complete answer within 0 s."),
                          Optional.empty(),
                          NOW,
                          count)));
    }
    givenUp.await();
  }

  @Test
  void failuresAreCountedUntilThereIsAnAnswer() {
    for (int failures = 1; failures <= 3; failures++) {
      int count = failures;
      inquiries.ask(
          ACME,
          "q",
          () -> {
            throw new IOException("sk_live_hidden");
          });
      await()
          .untilAsserted(
              () -> assertThat(inquiries.latest(ACME).map(Answer::failures)).contains(count));
    }
    inquiries.ask(ACME, "q", () -> "yes");
    await()
        .untilAsserted(() ->
            assertThat(inquiries.latest(ACME))
                .contains(
                    new Answer<>(
                        "q", Optional.of("yes"), Optional.empty(), Optional.of("yes"), NOW, 0)));
    assertThat(told).hasSizeBetween(3, 4);
  }

  @Test
  void whatWasKnownStaysWhileNobodyAnswersTheSameQuestion() {
    inquiries.ask(ACME, "q", () -> "yes");
    await().untilAsserted(() -> assertThat(answer("q").known()).contains("yes"));
    fails("q");
    await().untilAsserted(() -> assertThat(answer("q").failures()).isEqualTo(1));
    assertThat(answer("q").value()).isEmpty();
    assertThat(answer("q").known()).contains("yes");

    fails("another");

    await()
        .untilAsserted(() ->
            assertThat(inquiries.latest(ACME))
                .hasValueSatisfying(it -> assertThat(it.question()).isEqualTo("another")));
    assertThat(answer("another").known()).isEmpty();
  }

  private void fails(String question) {
    inquiries.ask(
        ACME,
        question,
        () -> {
          throw new IOException("nobody answers");
        });
  }

  @Test
  void whatIsBeingAskedMayEndBeforeItIsClosed() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    inquiries.ask(
        ACME,
        "q",
        () -> {
          asked.countDown();
          answered.await();
          ended.set(true);
          return "yes";
        });
    asked.await();
    Thread closing = Thread.ofPlatform().start(() -> inquiries.close(Duration.ofSeconds(30)));
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);

    answered.countDown();
    closing.join();

    assertThat(ended).isTrue();
    inquiries.ask(ACME, "more", () -> "yes");
    assertThat(told).isEmpty();
  }

  /** Else what is deleted would be remembered for ever. */
  @Test
  void whatIsForgottenIsNotRemembered() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch deaf = new CountDownLatch(1);
    inquiries.ask(
        ACME,
        "q",
        () -> {
          begun.countDown();
          while (deaf.getCount() > 0) {
            Thread.onSpinWait(); // Not to be interrupted.
          }
          return "late";
        });
    begun.await();
    inquiries.forget(ACME);
    deaf.countDown();
    inquiries.ask(new ResourceID("other", "shop"), "q", () -> "yes");
    await().until(() -> !told.isEmpty());

    assertThat(inquiries.latest(ACME)).isEmpty();
    assertThat(told).doesNotContain(ACME);
  }

  @Test
  void closingGivesUpWhatIsAskedAndTellsNobody() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch givenUp = new CountDownLatch(1);
    inquiries.ask(ACME, "q", slow(begun, givenUp));
    begun.await();

    inquiries.close();

    givenUp.await();
    assertThat(inquiries.latest(ACME)).isEmpty();
    assertThat(told).isEmpty();
  }
}
