package io.tajo.stripe.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataKeysTest {
  @ParameterizedTest
  @CsvSource({
    "tier, TIER",
    "Customer Tier, CUSTOMER_TIER",
    "a-b.c, A_B_C",
    "order#2, ORDER_2",
    "straße, STRASSE",
    "prénom, PR_NOM",
    "🎁gift, _GIFT",
    "名前, __"
  })
  void theNameIsTheKeyInUpperCase(String key, String attribute) {
    assertThat(choose(Map.of(key, 1L)).chosen()).containsExactly(entry(key, attribute));
  }

  @Test
  void theNameDoesNotDependOnTheMachinesLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(choose(Map.of("city", 1L)).chosen()).containsValue("CITY");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void takesTheFiftyCommonestTiesByName() {
    Map<String, Long> counts = new HashMap<>();
    IntStream.rangeClosed(1, 49).forEach(i -> counts.put("common" + i, 100L));
    counts.put("b", 7L);
    counts.put("a", 7L);
    counts.put("rare", 1L);

    MetadataKeys keys = choose(counts);

    assertThat(keys.chosen()).hasSize(50).containsKey("a");
    assertThat(keys.leftOut()).containsExactly("b", "rare");
  }

  @Test
  void tiesGoByBytes() {
    // U+FF5A is before U+1F381 in UTF-8, and after its surrogates in Java's own order.
    Map<String, Long> counts = new HashMap<>(Map.of("\uFF5A", 5L, "\uD83C\uDF81", 5L, "B", 5L));

    MetadataKeys keys = choose(counts);

    assertThat(keys.chosen()).containsExactly(entry("B", "B"), entry("\uFF5A", "_"));
    assertThat(keys.leftOut()).containsExactly("\uD83C\uDF81");
  }

  @Test
  void ofKeysThatGiveOneNameTheCommonestIsShown() {
    MetadataKeys keys = choose(Map.of("Plan", 10L, "plan", 30L, "PLAN", 20L));

    assertThat(keys.chosen()).containsExactly(entry("plan", "PLAN"));
    assertThat(keys.leftOut()).containsExactly("PLAN", "Plan");
  }

  @Test
  void ofEquallyCommonOnesTheFirstByBytes() {
    assertThat(choose(Map.of("a b", 4L, "a-b", 4L, "A_B", 4L)).chosen())
        .containsExactly(entry("A_B", "A_B"));
  }

  @Test
  void aKeyThatIsLeftOutTakesNoPlaceFromAnother() {
    Map<String, Long> counts = new HashMap<>();
    IntStream.rangeClosed(1, 50).forEach(i -> counts.put("key" + i, 10L));
    counts.put("email", 99L);
    counts.put("KEY1", 50L);

    MetadataKeys keys = choose(counts);

    assertThat(keys.chosen()).hasSize(50).containsEntry("KEY1", "KEY1").doesNotContainKey("key1");
    assertThat(keys.leftOut()).containsExactly("email", "key1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email", "ext_id", "firstname", "lastname", "sms", "whatsapp", "landline_number",
        "job_title", "linkedin", "opt_in", "blacklist", "currency", "created", "subscriptions",
        "balance", "score"
      })
  void neverANameThatIsBuiltInOrMappedOrNotNormal(String key) {
    assertThat(MetadataKeys.choose(Map.of(key, 9L), Set.of("SCORE"), "").leftOut())
        .containsExactly(key);
  }

  @Test
  void itIsTheNameWithItsPrefixThatMustBeFree() {
    assertThat(choose(Map.of("in", 1L, "t", 1L), "opt_").chosen())
        .containsExactly(entry("t", "OPT_T"));
    assertThat(choose(Map.of("sms", 1L, "currency", 1L), "x_").chosen())
        .containsExactly(entry("sms", "X_SMS"));
  }

  private static MetadataKeys choose(Map<String, Long> counts) {
    return choose(counts, "");
  }

  private static MetadataKeys choose(Map<String, Long> counts, String prefix) {
    return MetadataKeys.choose(counts, Set.of(), prefix);
  }
}
