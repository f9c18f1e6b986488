package io.tajo.stripe.ledger;

import static io.tajo.stripe.ledger.Samples.LATE;
import static io.tajo.stripe.ledger.Samples.customer;
import static io.tajo.stripe.ledger.Samples.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final Instant T = Instant.ofEpochSecond(1_000);

  private Instant now = LATE;
  private Ledger ledger;
  private Outbox outbox;

  @BeforeEach
  void open() {
    InstantSource clock = () -> now;
    ledger = TestDatabase.ledger(clock);
    outbox = ledger.outbox();
    ledger.objects().save(Rows.empty().withCustomers(List.of(customer("cus_1", "a@x.com"))), LATE);
    ledger.contacts().save(List.of(written("a@x.com")));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private void send(String event, Instant created, boolean beforeWrite, String... marked) {
    ledger.takeIn(tx -> {
      tx.mark(List.of(marked), new Touched());
      tx.send(
          List.of(
              new Outgoing(
                  event,
                  "n",
                  created,
                  beforeWrite ? null : "cus_1",
                  beforeWrite ? "a@x.com" : null,
                  beforeWrite,
                  new TreeMap<>(Map.of("k", TextNode.valueOf("v"))))));
      return true;
    });
  }

  private List<String> ready() {
    return outbox.ready(100).stream().map(one -> one.key().event()).toList();
  }

  private static Outgoing.Key key(String event) {
    return new Outgoing.Key(event, "n");
  }

  private void write() {
    ledger.marks().written(ledger.marks().due(100));
  }

  @Test
  void aContactThatIsMissingIsAskedForOnce() {
    ledger.objects().save(Rows.empty().withCustomers(List.of(customer("cus_1", "b@x.com"))), LATE);
    ledger.marks().written(ledger.marks().due(100));
    send("evt_1", T, false);
    Outbox.Ready missing = outbox.ready(100).getFirst();
    assertThat(missing.contactWritten()).isFalse();
    assertThat(missing.mayComeYet()).isTrue();

    outbox.askFor(List.of(missing));
    assertThat(ledger.marks().among(List.of("b@x.com"))).containsExactly("b@x.com");
    assertThat(ready()).isEmpty();
    write();
    assertThat(outbox.ready(100).getFirst().mayComeYet()).isFalse();
  }

  @Test
  void whatOneProcessSendsNoOtherDoes() {
    send("evt_1", T, false);
    assertThat(outbox.sending(List.of(key("evt_1")))).containsExactly(key("evt_1"));
    assertThat(outbox.sending(List.of(key("evt_1")))).isEmpty();
    outbox.sent(List.of(key("evt_1")));
    assertThat(outbox.sending(List.of(key("evt_1")))).isEmpty();
    assertThat(outbox.counts()).containsOnly(Map.entry("sent", 1L));
  }

  @Test
  void eventsGoInOrderOfTheirSecondsAndIds() {
    send("evt_3", T.plusSeconds(1), false);
    send("evt_2", T, false);
    send("evt_1", T, false);
    assertThat(ready()).containsExactly("evt_1", "evt_2", "evt_3");
    assertThat(outbox.ready(100).getFirst().properties()).containsEntry("k", TextNode.valueOf("v"));
  }

  @Test
  void whatIsOlderAndStillToBeWorkedOffIsWaitedForUntilItHasBeenTried() {
    send("evt_1", T, false);
    send("evt_3", T.plusSeconds(1), false);
    ledger
        .inbox()
        .store(
            List.of(
                new NewEvent("evt_2", "t", T, NewEvent.Source.WEBHOOK, null, "{}"),
                new NewEvent("evt_4", "t", T, NewEvent.Source.WEBHOOK, null, "{}")));
    assertThat(ready()).containsExactly("evt_1");
    ledger.inbox().postpone("evt_2", "away", now.plusSeconds(9));
    assertThat(ready()).containsExactly("evt_1");
    ledger.inbox().postpone("evt_4", "away", now.plusSeconds(9));
    assertThat(ready()).containsExactly("evt_1", "evt_3");
  }

  @Test
  void anEventWaitsForTheWriteThatFollowsFromItAndHoldsBackLaterOnes() {
    send("evt_1", T, false, "a@x.com");
    send("evt_2", T.plusSeconds(1), false);
    assertThat(ready()).isEmpty();
    write();
    assertThat(ready()).containsExactly("evt_1", "evt_2");
  }

  @Test
  void aWriteThatWasBegunBeforeAChangeIsNotTheOneThatItWaitsFor() {
    send("evt_1", T, false, "a@x.com");
    List<Mark> begun = ledger.marks().due(100);
    send("evt_2", T.plusSeconds(1), false, "a@x.com");
    ledger.marks().written(begun);
    assertThat(ready()).containsExactly("evt_1");
    write();
    assertThat(ready()).containsExactly("evt_1", "evt_2");
    assertThat(ledger.marks().count(10)).isZero();
  }

  @Test
  void aDoubtHoldsBackLaterEvents() {
    send("evt_1", T, false);
    send("evt_2", T.plusSeconds(1), false);
    outbox.sending(List.of(key("evt_1")));
    assertThat(ready()).isEmpty();
    assertThat(outbox.inDoubt(now.minusSeconds(1))).isEmpty();
    now = now.plusSeconds(60);
    assertThat(outbox.inDoubt(now.minusSeconds(60)))
        .containsExactly(new Outbox.InDoubt(key("evt_1"), T));
    outbox.again(List.of(key("evt_1")));
    assertThat(ready()).containsExactly("evt_1", "evt_2");
  }

  @Test
  void aDeletionIsSentBeforeTheWriteAndWhatComesAfterItWaits() {
    send("evt_1", T, false, "a@x.com");
    send("evt_2", T.plusSeconds(1), true, "a@x.com");
    send("evt_3", T.plusSeconds(2), false, "a@x.com");
    // The write that evt_1 would wait for comes after evt_2.
    assertThat(ready()).containsExactly("evt_1", "evt_2");
    assertThat(ledger.marks().due(10)).isEmpty();
    outbox.sent(List.of(key("evt_1"), key("evt_2")));
    assertThat(ready()).isEmpty();
    write();
    assertThat(ready()).containsExactly("evt_3");
  }

  @Test
  void anEventIsTakenOnceAndSettledOnce() {
    send("evt_1", T, false);
    outbox.sending(List.of(key("evt_1")));
    outbox.sent(List.of(key("evt_1")));
    outbox.dropped(List.of(key("evt_1")), Outbox.Reason.REFUSED);
    outbox.again(List.of(key("evt_1")));
    send("evt_1", T, false);
    assertThat(ready()).isEmpty();
    assertThat(outbox.counts()).isEqualTo(Map.of("sent", 1L));
    assertThat(TestDatabase.everything(ledger, "outgoing")).contains("\"properties\": null");
    outbox.clear(now.plusSeconds(1));
    assertThat(outbox.counts()).isEmpty();
  }

  @Test
  void aPinnedEventGoesWhereItsCustomerWas() {
    send("evt_1", T, false);
    send("evt_2", T.plusSeconds(1), false);
    outbox.sending(List.of(key("evt_1")));
    ledger.takeIn(tx -> {
      tx.markDeleted(List.of("cus_1"), LATE.plusSeconds(1));
      tx.pin(Map.of("cus_1", "a@x.com"));
      return true;
    });
    outbox.again(List.of(key("evt_1")));
    assertThat(outbox.ready(10)).extracting(Outbox.Ready::address).containsOnly("a@x.com");
    ledger.contacts().rename(written("a@x.com"), "b@x.com");
    assertThat(outbox.ready(10)).extracting(Outbox.Ready::address).containsOnly("b@x.com");
  }

  /** Of two changes at once the one that shows later has the greater number. */
  @Test
  void aWriteCannotPassForAChangeThatItDidNotKnowOf() throws Exception {
    List<Mark> begun = new ArrayList<>();
    List<CompletableFuture<Void>> other = new ArrayList<>();
    ledger.takeIn(tx -> {
      CompletableFuture<Void> mark =
          CompletableFuture.runAsync(() -> ledger.marks().add(List.of("a@x.com")));
      other.add(mark);
      assertThatThrownBy(() -> mark.get(100, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      begun.addAll(ledger.marks().due(10));
      tx.mark(List.of("a@x.com"), new Touched());
      tx.send(List.of(new Outgoing("evt_1", "n", T, "cus_1", null, false, new TreeMap<>())));
      return true;
    });
    ledger.marks().written(begun);
    assertThat(ready()).isEmpty();
    other.getFirst().get(10, TimeUnit.SECONDS);
    write();
    assertThat(ready()).containsExactly("evt_1");
  }
}
