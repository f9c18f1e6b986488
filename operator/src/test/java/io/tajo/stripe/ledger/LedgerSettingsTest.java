package io.tajo.stripe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerSettingsTest {
  @Test
  void aPlainConnectorsSchemaReadsLikeItsName() {
    assertThat(LedgerSettings.schemaFor("marketing", "acme")).isEqualTo("stripe_marketing__acme");
  }

  @Test
  void namesThatMustBeChangedOrCutStayApart() {
    List<String> schemas =
        List.of(
            LedgerSettings.schemaFor("a-b", "c"),
            LedgerSettings.schemaFor("a.b", "c"),
            LedgerSettings.schemaFor("a", "b-c"),
            LedgerSettings.schemaFor("a", "b_c"),
            LedgerSettings.schemaFor("a", "b__c"),
            LedgerSettings.schemaFor("a__b", "c"),
            LedgerSettings.schemaFor("A", "b"),
            LedgerSettings.schemaFor("a", "b"),
            LedgerSettings.schemaFor("é", "b"),
            LedgerSettings.schemaFor("x".repeat(63), "y".repeat(250)),
            LedgerSettings.schemaFor("x".repeat(63), "y".repeat(251)));

    assertThat(schemas).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9_]{1,63}"));
  }

  /** JDBC's form has no place for a login: messages must not show it either. */
  @ParameterizedTest
  @ValueSource(strings = {"", "jdbc:"})
  void theUrlOfAHostedDatabaseIsTakenAsItIsHandedOut(String form) {
    LedgerSettings settings =
        new LedgerSettings(
            form + "postgresql://ada:p%40ss+w%3Ard@db.example:6543/app?sslmode=require",
            null,
            null,
            "s",
            1);

    assertThat(settings.jdbcUrl())
        .isEqualTo("jdbc:postgresql://db.example:6543/app?sslmode=require");
    assertThat(settings.user()).isEqualTo("ada");
    assertThat(settings.password()).isEqualTo("p@ss+w:rd");
    assertThat(settings.toString()).doesNotContain("p@ss", "ada", "db.example");
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://ada:secret@h:70000/d, ports",
    "jdbc:postgresql://h:0/d, ports",
    "jdbc:postgresql://h:secret/d, ports",
    "jdbc:postgresql://h/d%zz, what follows each %",
    "postgresql://ada:secret@h/d?sslmode=on, use one of disable",
    "jdbc:postgresql://h/d?sslmode=verify_full, verify-full"
  })
  void whatNoConnectionCanBeMadeWithIsToldAtOnce(String url, String said) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LedgerSettings.checkUrl(url))
        .withMessageContaining(said)
        .withMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ada:secret@h1:1,h2:65535/d?sslmode=verify-full&connect_timeout=3",
        "jdbc:postgresql://[::1]:5432/d?sslmode=REQUIRE",
        "jdbc:postgresql://h/d?sslmode=verify%2Dca",
        "jdbc:postgresql:d"
      })
  void whatTheDriverReadsIsTaken(String url) {
    LedgerSettings.checkUrl(url);
  }

  @Test
  void whatCannotBeIsRefusedWithoutRepeatingThePassword() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LedgerSettings("postgres://a:s ecret@h/d", null, null, "s", 1))
        .withMessageContaining("percent-encoded")
        .withMessageNotContaining("ecret");
    for (String url :
        List.of(
            "postgresql://ada:s/ecret@h/d",
            "postgresql://ada:s?ecret@h/d",
            "postgresql://ada:s#ecret@h/d",
            "postgresql://ada:1/ecret@h/d",
            "postgresql://ada:1?ecret@h/d")) {
      for (String form : List.of("", "jdbc:")) {
        assertThatIllegalArgumentException()
            .as(form + url)
            .isThrownBy(() -> new LedgerSettings(form + url, null, null, "s", 1))
            .withMessageContaining("percent-encoded")
            .withMessageNotContaining("ecret");
      }
    }
    assertThat(new LedgerSettings("jdbc:postgresql:d?user=a", null, null, "s", 1).jdbcUrl())
        .isEqualTo("jdbc:postgresql:d?user=a");
    assertThat(new LedgerSettings("postgresql://a:b@h:1,g:2/d", null, null, "s", 1).jdbcUrl())
        .isEqualTo("jdbc:postgresql://h:1,g:2/d");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LedgerSettings("mysql://h/d", null, null, "s", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LedgerSettings("jdbc:postgresql://h/d", null, null, "pg_x", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LedgerSettings("jdbc:postgresql://h/d", null, null, "a;b", 1));
  }
}
