package io.tajo.stripe.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tajo.stripe.contact.MappingException.Problem;
import io.tajo.stripe.profile.Field;
import io.tajo.stripe.profile.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {
  @Test
  void upperCasesAttributesAndOrdersBySource() {
    Mapping mapping =
        Mapping.of(
            Map.of(
                "total_spent", "Total_Spent",
                "metadata.customer_tier", "vip_tier",
                "total_spent.EUR", "SPENT_EUR",
                "name", "FULLNAME"));

    assertThat(mapping.targets())
        .containsExactly(
            new Target(Source.metadata("customer_tier"), "VIP_TIER"),
            new Target(Source.of(Field.NAME), "FULLNAME"),
            new Target(Source.of(Field.TOTAL_SPENT), "TOTAL_SPENT"),
            new Target(new Source(Field.TOTAL_SPENT_IN, "eur"), "SPENT_EUR"));
    assertThat(mapping.attributes())
        .containsExactly("FULLNAME", "SPENT_EUR", "TOTAL_SPENT", "VIP_TIER");
  }

  @Test
  void emailToEmailSaysNothingNew() {
    assertThat(Mapping.of(Map.of("email", "email")).targets()).isEmpty();
  }

  @Test
  void emailMayAlsoBeWrittenElsewhere() {
    assertThat(Mapping.of(Map.of("email", "STRIPE_EMAIL")).targets())
        .containsExactly(new Target(Source.of(Field.EMAIL), "STRIPE_EMAIL"));
  }

  @Test
  void anEmptyMappingWritesNoAttributes() {
    assertThat(Mapping.of(Map.of()).targets()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "phone, SMS",
    "phone, WHATSAPP",
    "metadata.mobile, LANDLINE_NUMBER",
    "name, FIRSTNAME",
    "metadata.role, JOB_TITLE",
    "metadata.opt_in, OPT_IN"
  })
  void brevosOwnAttributesMayBeMapped(String source, String attribute) {
    assertThat(Mapping.of(Map.of(source, attribute)).attributes()).containsExactly(attribute);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nmae",
        "Name",
        " name",
        "metadata",
        "metadata.",
        "total_spent.",
        "total_spent.euro",
        "total_spent_in"
      })
  void anUnknownSourceIsRefused(String source) {
    assertThat(problems(Map.of(source, "ANY")))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.path()).isEqualTo("spec.fieldMapping." + source);
          assertThat(problem.message())
              .startsWith("there is no such source")
              .contains("average_order_value", "metadata.KEY", "total_spent.CUR");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "FULL NAME", "FULL-NAME", "PRÉNOM", "A.B", "A;B", "emaıl"})
  void anInvalidAttributeIsRefused(String attribute) {
    assertThat(problems(Map.of("email", attribute)))
        .containsExactly(
            new Problem(
                "spec.fieldMapping.email",
                "'" + attribute + "' is no attribute's name: use letters A-Z, digits and _"));
  }

  @Test
  void aSourceWithoutAnAttributeIsRefused() {
    Map<String, String> asYamlGivesIt = new HashMap<>();
    asYamlGivesIt.put("name", null);

    assertThat(problems(asYamlGivesIt))
        .extracting(Problem::path)
        .containsExactly("spec.fieldMapping.name");
  }

  @ParameterizedTest
  @CsvSource({
    "name, EMAIL, only email goes there",
    "metadata.email, Email, only email goes there",
    "customer_id, ext_id, EXT_ID is an identifier",
    "email, EXT_ID, EXT_ID is an identifier",
    "metadata.opt_out, BLACKLIST, record of consent",
    "metadata.doi, double_opt-in, record of consent",
    "total_spent, SMS, holds a phone number",
    "name, WHATSAPP, holds a phone number"
  })
  void whatCannotBeWrittenThereIsRefused(String source, String attribute, String why) {
    assertThat(problems(Map.of(source, attribute)))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.path()).isEqualTo("spec.fieldMapping." + source);
          assertThat(problem.message()).contains(why);
        });
  }

  @Test
  void twoSourcesForOneAttributeAreRefused() {
    assertThat(problems(Map.of("mrr", "MONEY", "arr", "money")))
        .containsExactly(
            new Problem(
                "spec.fieldMapping.mrr",
                "MONEY is already written from arr; give one of them another"));
  }

  @Test
  void oneSourceInTwoSpellingsIsRefused() {
    assertThat(problems(Map.of("total_spent.EUR", "A", "total_spent.eur", "B")))
        .containsExactly(
            new Problem(
                "spec.fieldMapping.total_spent.eur",
                "is the same source as total_spent.EUR; remove one of them"));
  }

  @Test
  void allProblemsAreToldAtOnce() {
    Map<String, String> mapping =
        Map.of("nmae", "NAME", "city", "TO WN", "arr", "MONEY", "mrr", "MONEY");

    assertThat(problems(mapping))
        .extracting(Problem::path)
        .containsExactly(
            "spec.fieldMapping.city", "spec.fieldMapping.mrr", "spec.fieldMapping.nmae");
    assertThat(refusal(mapping).getMessage().lines()).hasSize(3);
  }

  @Test
  void standardMapping() {
    Mapping mapping = Mapping.standard("", MetadataKeys.choose(Map.of("Tier", 3L), Set.of(), ""));

    assertThat(mapping.targets())
        .containsExactly(
            new Target(Source.of(Field.FIRST_NAME), "FIRSTNAME"),
            new Target(Source.of(Field.LAST_NAME), "LASTNAME"),
            new Target(Source.of(Field.PHONE), "SMS"),
            new Target(Source.of(Field.CURRENCY), "CURRENCY"),
            new Target(Source.of(Field.CREATED), "CREATED"),
            new Target(Source.of(Field.SUBSCRIPTIONS), "SUBSCRIPTIONS"),
            new Target(Source.of(Field.BALANCE), "BALANCE"),
            new Target(Source.metadata("Tier"), "TIER"));
  }

  @Test
  void thePrefixStandsBeforeAllNamesThatBrevoDoesNotGive() {
    MetadataKeys keys = MetadataKeys.choose(Map.of("tier", 1L), Set.of(), "stripe_");

    assertThat(Mapping.standard("stripe_", keys).targets())
        .extracting(Target::attribute)
        .containsExactly(
            "FIRSTNAME",
            "LASTNAME",
            "SMS",
            "STRIPE_CURRENCY",
            "STRIPE_CREATED",
            "STRIPE_SUBSCRIPTIONS",
            "STRIPE_BALANCE",
            "STRIPE_TIER");
  }

  @Test
  void keysChosenUnderAnotherPrefixNeverTakeADefaultsName() {
    MetadataKeys keys = MetadataKeys.choose(Map.of("x_currency", 1L), Set.of(), "");

    assertThat(Mapping.standard("x_", keys).targets())
        .contains(new Target(Source.of(Field.CURRENCY), "X_CURRENCY"))
        .doesNotContain(new Target(Source.metadata("x_currency"), "X_CURRENCY"));
  }

  @Test
  void aPrefixThatBeginsNoNameIsRefused() {
    MappingException refusal =
        catchThrowableOfType(
            MappingException.class, () -> Mapping.standard("stripe-", MetadataKeys.NONE));

    assertThat(refusal.problems())
        .extracting(Problem::path)
        .containsExactly("spec.brevo.attributePrefix");
  }

  @Test
  void namesWhatBrevoLacks() {
    Schema schema = new Schema(Map.of("FULLNAME", new AttributeType.Text()));

    assertThat(Mapping.of(Map.of("name", "FULLNAME", "mrr", "MRR")).missing(schema))
        .containsExactly(new Target(Source.of(Field.MRR), "MRR"));
  }

  private static List<Problem> problems(Map<String, String> fieldMapping) {
    return refusal(fieldMapping).problems();
  }

  private static MappingException refusal(Map<String, String> fieldMapping) {
    MappingException refusal =
        catchThrowableOfType(MappingException.class, () -> Mapping.of(fieldMapping));
    assertThat(refusal).isNotNull();
    return refusal;
  }
}
