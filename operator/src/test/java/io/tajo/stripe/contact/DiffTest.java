package io.tajo.stripe.contact;

import static io.tajo.stripe.contact.Person.ada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tajo.stripe.contact.AttributeType.Decimal;
import io.tajo.stripe.contact.AttributeType.Text;
import io.tajo.stripe.profile.Field;
import io.tajo.stripe.profile.Profile.Membership;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiffTest {
  private static final Mapping MAPPING =
      Mapping.of(Map.of("city", "CITY", "mrr", "MRR", "phone", "SMS", "metadata.tier", "TIER"));
  private static final Schema SCHEMA =
      new Schema(
          Map.of("CITY", new Text(), "MRR", new Decimal(), "SMS", new Text(), "TIER", new Text()));
  private static final Lists LISTS = new Lists(20, 21L, 22L);
  private static final String ADAS = "+442079460018";

  private final ContactMaker maker = new ContactMaker(MAPPING, SCHEMA, LISTS, false, 1000);
  private final ContactMaker blocklisting = new ContactMaker(MAPPING, SCHEMA, LISTS, true, 1000);

  @Test
  void theFirstWriteSaysEverything() {
    Change change = Diff.between(desired(ada()), null, false);

    assertThat(change.first()).isTrue();
    assertThat(change.attributes()).hasToString("{CITY=\"Paris\", MRR=12.5, SMS=\"" + ADAS + "\"}");
    assertThat(change.addLists()).containsExactly(20L, 21L);
    assertThat(change.removeLists()).isEmpty();
    assertThat(change.blocklist()).isFalse();
  }

  @Test
  void thenOnlyWhatDiffers() {
    Written written = deliver(ada(), null);

    assertThat(change(ada(), written).isEmpty()).isTrue();
    assertThat(change(ada().text(Field.CITY, "Rome"), written).attributes())
        .hasToString("{CITY=\"Rome\"}");
  }

  @Test
  void numbersAreComparedAsNumbers() {
    Written written = deliver(ada().cents(Field.MRR, 10000), null);

    assertThat(change(ada().cents(Field.MRR, 10000), reread(written)).isEmpty()).isTrue();
    assertThat(change(ada(), reread(deliver(ada(), null))).isEmpty()).isTrue();
  }

  @Test
  void aValueThatHasBecomeEmptyIsClearedOnce() {
    Written written = deliver(ada(), null);

    Change change = change(ada().empty(Field.CITY), written);
    assertThat(change.attributes()).hasToString("{CITY=\"\"}");

    Written cleared = Diff.after(desired(ada().empty(Field.CITY)), written, change);
    assertThat(cleared.attributes()).containsOnlyKeys("MRR", "SMS");
    assertThat(change(ada().empty(Field.CITY), cleared).isEmpty()).isTrue();
    assertThat(change(ada(), cleared).attributes()).hasToString("{CITY=\"Paris\"}");
  }

  @Test
  void anEmptyValueNeverBlanksWhatSomebodyEntered() {
    assertThat(Diff.between(desired(new Person()), null, true).attributes()).isEmpty();
    Written written = deliver(new Person().empty(Field.CITY), null);
    assertThat(Diff.between(desired(new Person().empty(Field.CITY)), written, true).attributes())
        .isEmpty();
  }

  @Test
  void anOutdatedNumberDoesNotStay() {
    Written written = deliver(ada(), null);

    assertThat(change(ada().text(Field.PHONE, "call me"), written).attributes())
        .hasToString("{SMS=\"\"}");
  }

  @Test
  void whatMayNotBeReadKeepsItsValueAndItsMemory() {
    Written written = deliver(ada(), null);
    Person unreadable = ada().unreadable(Field.MRR).membership(null);

    assertThat(change(unreadable, written).isEmpty()).isTrue();
    Written later = deliver(unreadable, written);
    assertThat(later.attributes()).hasToString("{CITY=\"Paris\", MRR=12.5, SMS=\"" + ADAS + "\"}");
    assertThat(later.lists()).containsExactly(20L, 21L);
    assertThat(change(ada().empty(Field.MRR), later).attributes()).hasToString("{MRR=\"\"}");
  }

  @Test
  void anAttributeNoLongerMappedIsForgottenWithoutAWrite() {
    Written written = deliver(ada(), null);
    ContactMaker cityOnly =
        new ContactMaker(Mapping.of(Map.of("city", "CITY")), SCHEMA, LISTS, false, 1000);
    Desired desired = cityOnly.desired(ada().profile());

    Change change = Diff.between(desired, written, false);
    assertThat(change.isEmpty()).isTrue();

    Written later = Diff.after(desired, written, change);
    assertThat(later.attributes()).containsOnlyKeys("CITY");
    assertThat(change(ada(), later).attributes()).containsOnlyKeys("MRR", "SMS");
  }

  @Test
  void listsFollowMembership() {
    Written written = deliver(ada(), null);

    Change churned = change(ada().membership(Membership.CHURNED), written);
    assertThat(churned.addLists()).containsExactly(22L);
    assertThat(churned.removeLists()).containsExactly(21L);

    Written later = deliver(ada().membership(Membership.CHURNED), written);
    assertThat(later.lists()).containsExactly(20L, 22L);
    assertThat(change(ada().membership(Membership.CHURNED), later).isEmpty()).isTrue();
  }

  @Test
  void aListThatIsNoLongerTheConnectorsIsNotTouched() {
    Written written = deliver(ada(), null);
    ContactMaker moved = new ContactMaker(MAPPING, SCHEMA, new Lists(30, null, null), false, 1000);

    Change change = Diff.between(moved.desired(ada().profile()), written, false);

    assertThat(change.addLists()).containsExactly(30L);
    assertThat(change.removeLists()).isEmpty();
  }

  @Test
  void aCustomerWhoIsOnlyAGuestNowLeavesTheLists() {
    Written written = deliver(ada(), null);

    Change change = change(ada().customers().membership(Membership.NEITHER), written);

    assertThat(change.addLists()).isEmpty();
    assertThat(change.removeLists()).containsExactly(20L, 21L);
  }

  @Test
  void rewriteSaysEverythingAgain() {
    Written written = deliver(ada().metadata("tier", "Gold").optedOut(true), null);

    Change change = Diff.between(desired(ada().optedOut(true)), written, true);

    assertThat(change.first()).isFalse();
    assertThat(change.attributes())
        .hasToString("{CITY=\"Paris\", MRR=12.5, SMS=\"" + ADAS + "\", TIER=\"\"}");
    assertThat(change.addLists()).containsExactly(20L, 21L);
    assertThat(change.removeLists()).containsExactly(22L);
    assertThat(change.blocklist()).isTrue();
  }

  @Test
  void rewriteLeavesListsThatNeedUnreadableSubscriptions() {
    Written written = deliver(ada(), null);

    Change change = Diff.between(desired(ada().membership(null)), written, true);

    assertThat(change.addLists()).containsExactly(20L);
    assertThat(change.removeLists()).isEmpty();
  }

  @Test
  void anOptOutIsWrittenOnceAndNeverTakenBack() {
    Written written = deliver(ada(), null);
    assertThat(change(ada().optedOut(true), written).blocklist()).isTrue();

    Written out = deliver(ada().optedOut(true), written);
    assertThat(out.blocklisted()).isTrue();
    assertThat(change(ada().optedOut(true), out).isEmpty()).isTrue();
    assertThat(change(ada(), out).isEmpty()).isTrue();
  }

  @Test
  void aSecondOptOutIsWrittenAgain() {
    // In between the person may have subscribed in Brevo, which this connector does not watch.
    Written out = deliver(ada().optedOut(true), null);
    Written in = deliver(ada(), out);

    assertThat(change(ada().optedOut(true), in).blocklist()).isTrue();
  }

  @Test
  void aNewContactIsMadeBlocklistedWhereTheManifestSaysSo() {
    Desired desired = blocklisting.desired(ada().profile());
    Change change = Diff.between(desired, null, false);
    assertThat(change.blocklist()).isFalse(); // as for one that Brevo has already

    Change forNew = Diff.forNew(change, desired);
    assertThat(forNew.blocklist()).isTrue();

    Written written = Diff.after(desired, null, forNew);
    assertThat(Diff.between(desired, written, false).isEmpty()).isTrue();
    assertThat(
            Diff.between(blocklisting.desired(ada().optedOut(true).profile()), written, false)
                .blocklist())
        .isTrue();
  }

  @Test
  void aNewContactIsNotBlocklistedOtherwise() {
    Change change = Diff.between(desired(ada()), null, true);

    Change forNew = Diff.forNew(change, desired(ada()));

    assertThat(forNew.blocklist()).isFalse();
    assertThat(forNew.addLists()).containsExactly(20L, 21L);
    assertThat(forNew.removeLists()).isEmpty();
    assertThat(Diff.forNew(change(ada().optedOut(true), null), desired(ada())).blocklist())
        .isTrue();
  }

  @Test
  void aGuestsContactIsMadeEvenIfThereIsNothingToSay() {
    Change change = change(new Person().customers(), null);

    assertThat(change.isEmpty()).isFalse();
    assertThat(change.addLists()).isEmpty();
    assertThat(change(new Person().customers(), deliver(new Person().customers(), null)).isEmpty())
        .isTrue();
  }

  @Test
  void customersAndTheNextChangeAreRememberedWithoutAWrite() {
    Written written = deliver(ada(), null);
    Instant next = Instant.parse("2026-12-01T00:00:00Z");

    Written later = deliver(ada().customers("cus_2", "cus_1").nextChange(next), written);

    assertThat(later.customers()).containsExactly("cus_2", "cus_1");
    assertThat(later.nextChange()).isEqualTo(next);
    assertThat(later.attributes()).isEqualTo(written.attributes());
  }

  private Desired desired(Person person) {
    return maker.desired(person.profile());
  }

  private Change change(Person person, @Nullable Written written) {
    return Diff.between(desired(person), written, false);
  }

  private Written deliver(Person person, @Nullable Written written) {
    return Diff.after(desired(person), written, change(person, written));
  }

  /** As the ledger gives it back: through JSON, with whatever nodes a plain mapper makes. */
  private static Written reread(Written written) {
    SortedMap<String, JsonNode> attributes = new TreeMap<>();
    written
        .attributes()
        .forEach((name, value) -> {
          try {
            attributes.put(name, new ObjectMapper().readTree(value.toString()));
          } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
          }
        });
    assertThat(attributes.get("CITY")).isEqualTo(TextNode.valueOf("Paris"));
    return new Written(
        written.address(),
        written.customers(),
        attributes,
        written.lists(),
        written.blocklisted(),
        written.withheld(),
        written.rejection(),
        written.nextChange());
  }
}
