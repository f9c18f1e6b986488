package io.tajo.stripe.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.contact.AttributeType.Decimal;
import io.tajo.stripe.contact.AttributeType.Text;
import io.tajo.stripe.contact.Omission.Reason;
import io.tajo.stripe.profile.Field;
import io.tajo.stripe.profile.Profile.Membership;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactMakerTest {
  private static final Lists LISTS = new Lists(20, 21L, 22L);

  @Test
  void valuesAreWrittenInTheTypeThatExists() {
    Person ada =
        new Person()
            .text(Field.NAME, "Ada Lovelace")
            .cents(Field.MRR, 1250)
            .cents(Field.ARR, 15000);

    Desired desired =
        desired(
            ada,
            Map.of("name", "FULLNAME", "mrr", "MRR", "arr", "ARR"),
            Map.of("FULLNAME", new Text(), "MRR", new Decimal(), "ARR", new Text()));

    assertThat(shown(desired)).isEqualTo("{ARR=\"150.00\", FULLNAME=\"Ada Lovelace\", MRR=12.5}");
    assertThat(desired.empty()).isEmpty();
    assertThat(desired.omissions()).isEmpty();
  }

  @Test
  void zeroIsAValueAndEmptyIsNot() {
    Person nobody = new Person().whole(Field.PAYMENT_COUNT, 0).empty(Field.PLAN_NAME);

    Desired desired =
        desiredAsText(nobody, Map.of("payment_count", "PAYMENTS", "plan_name", "PLAN"));

    assertThat(shown(desired)).isEqualTo("{PAYMENTS=\"0\"}");
    assertThat(desired.empty()).containsExactly("PLAN");
  }

  @Test
  void whatMayNotBeReadIsNeitherWrittenNorCleared() {
    Person ada = new Person().paymentsUnreadable().unreadable(Field.MRR);

    Desired desired = desiredAsText(ada, Map.of("mrr", "MRR", "total_spent.eur", "SPENT_EUR"));

    assertThat(desired.attributes()).isEmpty();
    assertThat(desired.empty()).isEmpty();
    assertThat(desired.kept()).containsExactly("MRR", "SPENT_EUR");
  }

  @Test
  void spendingInACurrencyWithoutAnyIsNothing() {
    Person ada = new Person().spent("eur", 1999);

    Desired desired =
        desiredAsText(ada, Map.of("total_spent.EUR", "EUR", "total_spent.jpy", "JPY"));

    assertThat(shown(desired)).isEqualTo("{EUR=\"19.99\", JPY=\"0\"}");
  }

  @Test
  void theAddressIsWrittenNormalised() {
    Person ada = new Person().text(Field.EMAIL, "Ada@Example.COM");

    assertThat(shown(desiredAsText(ada, Map.of("email", "STRIPE_EMAIL"))))
        .isEqualTo("{STRIPE_EMAIL=\"ada@example.com\"}");
  }

  @Test
  void metadataWithoutAValueIsEmpty() {
    Person ada = new Person().metadata("tier", "Gold");

    Desired desired = desiredAsText(ada, Map.of("metadata.tier", "TIER", "metadata.Tier", "TIER2"));

    assertThat(shown(desired)).isEqualTo("{TIER=\"Gold\"}");
    assertThat(desired.empty()).containsExactly("TIER2");
  }

  @Test
  void whatDoesNotConvertIsLeftOutAndCounted() {
    Person ada = new Person().metadata("age", "thirty-six");

    Desired desired = desired(ada, Map.of("metadata.age", "AGE"), Map.of("AGE", new Decimal()));

    assertThat(desired.attributes()).isEmpty();
    assertThat(desired.empty()).containsExactly("AGE");
    assertThat(desired.omissions()).containsExactly(new Omission("AGE", Reason.UNCONVERTIBLE));
  }

  @Test
  void anAttributeThatBrevoLacksIsLeftOutAndCounted() {
    Person ada = new Person().text(Field.CITY, "Paris").empty(Field.COUNTRY);

    Desired desired = desired(ada, Map.of("city", "CITY", "country", "COUNTRY"), Map.of());

    assertThat(desired.attributes()).isEmpty();
    assertThat(desired.empty()).isEmpty();
    assertThat(desired.kept()).isEmpty();
    assertThat(desired.omissions()).containsExactly(new Omission("CITY", Reason.MISSING_ATTRIBUTE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SMS", "WHATSAPP", "LANDLINE_NUMBER"})
  void phonesAreNormalised(String attribute) {
    Map<String, String> mapping = Map.of("phone", attribute);

    assertThat(shown(desiredAsText(new Person().text(Field.PHONE, "0044 20 7946-0018"), mapping)))
        .isEqualTo("{" + attribute + "=\"+442079460018\"}");

    Desired national = desiredAsText(new Person().text(Field.PHONE, "020 7946 0018"), mapping);
    assertThat(national.attributes()).isEmpty();
    assertThat(national.empty()).containsExactly(attribute);
    assertThat(national.omissions()).containsExactly(new Omission(attribute, Reason.INVALID_PHONE));
  }

  @Test
  void elsewhereAPhoneIsWrittenAsItIs() {
    assertThat(
            shown(
                desiredAsText(
                    new Person().text(Field.PHONE, "020 7946 0018"), Map.of("phone", "TEL"))))
        .isEqualTo("{TEL=\"020 7946 0018\"}");
  }

  @Test
  void hostileTextIsMadeHarmless() {
    Person ada =
        new Person()
            .text(Field.NAME, "Ada\u0000 \ud83cLovelace")
            .text(Field.CITY, "\u0000")
            .text(Field.PHONE, "+44\u000020 7946 0018");

    Desired desired = desiredAsText(ada, Map.of("name", "NAME", "city", "CITY", "phone", "SMS"));

    assertThat(shown(desired)).isEqualTo("{NAME=\"Ada \ufffdLovelace\", SMS=\"+442079460018\"}");
    assertThat(desired.empty()).containsExactly("CITY");
  }

  @Test
  void longTextsAreCutAndSubscriptionsAfterAWholeLine() {
    Person ada =
        new Person().text(Field.NAME, "Ada Lovelace").text(Field.SUBSCRIPTIONS, "One\nTwo\nThree");
    Mapping mapping = Mapping.of(Map.of("name", "NAME", "subscriptions", "SUBS"));
    Schema schema = new Schema(Map.of("NAME", new Text(), "SUBS", new Text()));

    Desired desired = new ContactMaker(mapping, schema, LISTS, false, 10).desired(ada.profile());

    assertThat(shown(desired)).isEqualTo("{NAME=\"Ada Lovel…\", SUBS=\"One\\nTwo\\n…\"}");
  }

  @Test
  void optionsAreComparedWithTheWholeText() {
    String option = "an option of more than ten characters";
    Schema schema = new Schema(Map.of("TIER", AttributeType.of("category", Set.of(option))));

    Desired desired =
        new ContactMaker(Mapping.of(Map.of("metadata.tier", "TIER")), schema, LISTS, false, 10)
            .desired(new Person().metadata("tier", option).profile());

    assertThat(shown(desired)).isEqualTo("{TIER=\"" + option + "\"}");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "SUBSCRIBER, '20,21', '20,21,22'",
        "CHURNED, '20,22', '20,21,22'",
        "NEITHER, '20', '20,21,22'",
        "-, '20', '20'"
      })
  void listsFollowSubscriptions(@Nullable Membership membership, String lists, String managed) {
    Desired desired = desiredAsText(new Person().membership(membership), Map.of());

    assertThat(desired.lists()).extracting(String::valueOf).containsExactly(lists.split(","));
    assertThat(desired.managed()).extracting(String::valueOf).containsExactly(managed.split(","));
  }

  @Test
  void aGuestIsInNoList() {
    Desired desired = desiredAsText(new Person().customers(), Map.of());

    assertThat(desired.lists()).isEmpty();
    assertThat(desired.managed()).containsExactly(20L, 21L, 22L);
  }

  @Test
  void listsThatAreNotGivenAreNotWritten() {
    ContactMaker maker =
        new ContactMaker(
            Mapping.of(Map.of()), new Schema(Map.of()), new Lists(20, null, null), false, 1000);

    Desired desired = maker.desired(new Person().membership(Membership.CHURNED).profile());

    assertThat(desired.lists()).containsExactly(20L);
    assertThat(desired.managed()).containsExactly(20L);
  }

  @Test
  void oneListForTwoPurposesIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Lists(20, 20L, null));
    assertThatIllegalArgumentException().isThrownBy(() -> new Lists(20, null, 20L));
    assertThatIllegalArgumentException().isThrownBy(() -> new Lists(20, 1000L, 1000L));
  }

  @Test
  void consentAndTimeGoAlong() {
    Instant next = Instant.parse("2026-12-01T00:00:00Z");
    ContactMaker maker =
        new ContactMaker(Mapping.of(Map.of()), new Schema(Map.of()), LISTS, true, 1000);

    Desired desired =
        maker.desired(
            new Person().optedOut(true).nextChange(next).customers("cus_2", "cus_1").profile());

    assertThat(desired.blocklistNew()).isTrue();
    assertThat(desired.optedOut()).isTrue();
    assertThat(desired.nextChange()).isEqualTo(next);
    assertThat(desired.customers()).containsExactly("cus_2", "cus_1");
  }

  @Test
  void theDigestChangesWithWhatIsWrittenAndWithNothingElse() {
    Map<String, String> mapping = Map.of("city", "CITY", "mrr", "MRR");
    String digest = desiredAsText(new Person().text(Field.CITY, "Paris"), mapping).digest();

    assertThat(digest).matches("[0-9a-f]{64}");
    assertThat(
            desiredAsText(
                    new Person()
                        .text(Field.CITY, "Paris")
                        .nextChange(Instant.EPOCH)
                        .customers("cus_9", "cus_1"),
                    mapping)
                .digest())
        .isEqualTo(digest);
    assertThat(desiredAsText(new Person().text(Field.CITY, "Rome"), mapping).digest())
        .isNotEqualTo(digest);
    assertThat(
            desiredAsText(new Person().text(Field.CITY, "Paris").optedOut(true), mapping).digest())
        .isNotEqualTo(digest);
    assertThat(
            desiredAsText(
                    new Person().text(Field.CITY, "Paris").membership(Membership.CHURNED), mapping)
                .digest())
        .isNotEqualTo(digest);
    assertThat(desiredAsText(new Person().empty(Field.CITY), mapping).digest())
        .isNotEqualTo(desiredAsText(new Person(), mapping).digest());
  }

  @Test
  void theDigestIsTheSameOnEveryMachine() {
    // printf '["ada@example.com",{"CITY":"Paris"},[],[20],false,false]' | sha256sum
    assertThat(
            desiredAsText(new Person().text(Field.CITY, "Paris"), Map.of("city", "CITY")).digest())
        .isEqualTo("e0e3740949bf2e1533c8245b995ce0633582d5a61171292c523bf2d8b640088e");
  }

  private static Desired desiredAsText(Person person, Map<String, String> fieldMapping) {
    Map<String, AttributeType> types = new TreeMap<>();
    Mapping.of(fieldMapping).attributes().forEach(name -> types.put(name, new Text()));
    return desired(person, fieldMapping, types);
  }

  private static Desired desired(
      Person person, Map<String, String> fieldMapping, Map<String, AttributeType> types) {
    return new ContactMaker(Mapping.of(fieldMapping), new Schema(types), LISTS, false, 1000)
        .desired(person.profile());
  }

  private static String shown(Desired desired) {
    Map<String, String> shown = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : desired.attributes().entrySet()) {
      shown.put(entry.getKey(), entry.getValue().toString());
    }
    return shown.toString();
  }
}
