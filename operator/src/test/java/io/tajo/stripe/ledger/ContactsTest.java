package io.tajo.stripe.ledger;

import static io.tajo.stripe.ledger.Samples.EARLY;
import static io.tajo.stripe.ledger.Samples.LATE;
import static io.tajo.stripe.ledger.Samples.customer;
import static io.tajo.stripe.ledger.Samples.guestSession;
import static io.tajo.stripe.ledger.Samples.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tajo.stripe.contact.Written;
import io.tajo.stripe.contact.Written.Rejection;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContactsTest {
  private Ledger ledger;
  private Contacts contacts;

  @BeforeEach
  void open() {
    ledger = TestDatabase.ledger(InstantSource.fixed(LATE));
    contacts = ledger.contacts();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void whatWasWrittenComesBackEqual() {
    Written all =
        new Written(
            "a@x.com",
            List.of("cus_2", "cus_1"),
            new TreeMap<>(
                Map.of(
                    "HUNDRED",
                    DecimalNode.valueOf(new BigDecimal("100")),
                    "CENTS",
                    DecimalNode.valueOf(new BigDecimal("92233720368547758.07")),
                    "NAME",
                    TextNode.valueOf("Zoë \ud83d\ude00 \"\\u0000\""),
                    "FLAG",
                    BooleanNode.TRUE,
                    "MANY",
                    JsonNodeFactory.instance.arrayNode().add("a").add("b"))),
            new TreeSet<>(List.of(22L, 20L)),
            true,
            new TreeMap<>(Map.of("SMS", TextNode.valueOf("+33123456789"))),
            new Rejection("invalid", "d1"),
            Instant.parse("2026-02-03T04:05:06.789Z"));
    contacts.save(List.of(all, written("b@x.com")));

    assertThat(contacts.written(List.of("a@x.com", "b@x.com", "c@x.com")))
        .isEqualTo(Map.of("a@x.com", all, "b@x.com", written("b@x.com")));
    assertThat(contacts.written(List.of("a@x.com")).get("a@x.com").attributes().get("HUNDRED"))
        .hasToString("100");
    assertThat(contacts.counts()).isEqualTo(new ContactCounts(1, 1, 1));
  }

  @Test
  void theLastWriteCountsAndARemovedContactIsUnknown() {
    contacts.save(List.of(rejected("a@x.com"), written("a@x.com")));
    assertThat(contacts.written(List.of("a@x.com")))
        .isEqualTo(Map.of("a@x.com", written("a@x.com")));

    contacts.remove(List.of("a@x.com"));
    assertThat(contacts.written(List.of("a@x.com"))).isEmpty();
  }

  @Test
  void orphansAreContactsWhoseAddressNobodyHasNow() {
    contacts.save(
        List.of(
            written("deleted@x.com"),
            written("guest@x.com"),
            written("lives@x.com"),
            written("moved@x.com")));
    ledger
        .objects()
        .save(
            Rows.empty()
                .withCustomers(
                    List.of(
                        customer("cus_1", "deleted@x.com"),
                        customer("cus_2", "lives@x.com"),
                        customer("cus_3", "new@x.com")))
                .withSessions(List.of(guestSession("cs_1", "guest@x.com", "opt_in"))),
            EARLY);
    ledger.objects().markDeleted(List.of("cus_1"), LATE);

    assertThat(addresses(contacts.orphans("", 9, false, null)))
        .containsExactly("deleted@x.com", "guest@x.com", "moved@x.com");
    assertThat(addresses(contacts.orphans("", 9, true, null)))
        .containsExactly("deleted@x.com", "moved@x.com");
    assertThat(addresses(contacts.orphans("", 9, true, LATE)))
        .containsExactly("deleted@x.com", "guest@x.com", "moved@x.com");
    assertThat(addresses(contacts.orphans("deleted@x.com", 1, true, null)))
        .containsExactly("moved@x.com");
  }

  @Test
  void contactsAreMarkedAtTheirNextChange() {
    contacts.save(
        List.of(
            due("late@x.com", LATE.plusSeconds(1)),
            due("early@x.com", EARLY),
            due("never@x.com", null)));

    ledger.marks().addDue();
    assertThat(ledger.marks().among(List.of("late@x.com", "early@x.com", "never@x.com")))
        .containsExactly("early@x.com");
  }

  @Test
  void suppressedAddressesAreKnownButNotKept() {
    contacts.suppress(List.of("a@x.com", "b@x.com"));
    contacts.suppress(List.of("a@x.com"));

    assertThat(contacts.suppressed(List.of("a@x.com", "c@x.com"))).containsExactly("a@x.com");
    assertThat(TestDatabase.everything(ledger, "suppressed")).doesNotContain("x.com");
    try (Ledger other = TestDatabase.ledger(InstantSource.fixed(LATE))) {
      other.contacts().suppress(List.of("a@x.com"));
      assertThat(TestDatabase.everything(other, "suppressed"))
          .as("another ledger has another key")
          .isNotEqualTo(TestDatabase.everything(ledger, "suppressed"));
    }
  }

  private static List<String> addresses(List<Written> contacts) {
    return contacts.stream().map(Written::address).toList();
  }

  private static Written rejected(String address) {
    return with(address, new Rejection("invalid", "d1"), null);
  }

  private static Written due(String address, @Nullable Instant nextChange) {
    return with(address, null, nextChange);
  }

  private static Written with(
      String address, @Nullable Rejection rejection, @Nullable Instant nextChange) {
    return new Written(
        address,
        List.of(),
        new TreeMap<>(),
        new TreeSet<>(),
        false,
        new TreeMap<>(),
        rejection,
        nextChange);
  }
}
