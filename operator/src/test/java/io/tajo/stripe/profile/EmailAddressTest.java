package io.tajo.stripe.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tajo.stripe.profile.EmailAddress.Kind;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@example.com",
        "a@b.co",
        "a@b.c1",
        "ada.king+tag@mail.example.co.uk",
        "o'brien!#$%&*/=?^_`{|}~-@example.com",
        "jürgen@example.com",
        "🦊@example.com",
        "ada@1st-street.example",
        "ada@xn--bcher-kva.xn--p1ai",
        "-@example.com"
      })
  void usable(String address) {
    assertThat(EmailAddress.of(address)).isEqualTo(new EmailAddress(Kind.USABLE, address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada",
        "@",
        "@example.com",
        "ada@",
        "ada@@example.com",
        "ada@king@example.com",
        ".ada@example.com",
        "ada.@example.com",
        "ada..king@example.com",
        "ada king@example.com",
        "ada\u00a0king@example.com",
        "ada\u2028king@example.com",
        "ada\u0000@example.com",
        "ada\ud83e@example.com",
        "\"ada\"@example.com",
        "ada(x)@example.com",
        "ada,king@example.com",
        "ada:king@example.com",
        "ada;king@example.com",
        "<ada@example.com>",
        "[ada]@example.com",
        "ada\\king@example.com",
        "ada@example",
        "ada@example.c",
        "ada@example.1com",
        "ada@example.com.",
        "ada@.example.com",
        "ada@example..com",
        "ada@-example.com",
        "ada@example-.com",
        "ada@example.com-",
        "ada@exam_ple.com",
        "ada@exam ple.com",
        "ada@bücher.example",
        "ada@[127.0.0.1]",
        "ada@127.0.0.1"
      })
  void invalid(String address) {
    assertThat(EmailAddress.of(address)).isEqualTo(new EmailAddress(Kind.INVALID, null));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "\t\r\n", "\u00a0\u2003\u3000\u0085"})
  void nothing(String blank) {
    assertThat(EmailAddress.of(blank)).isEqualTo(new EmailAddress(Kind.NONE, null));
  }

  @ParameterizedTest
  @CsvSource({
    "' Ada@Example.COM ', ada@example.com",
    "'\u00a0ada@example.com\u00a0', ada@example.com",
    "'\u2009\u202f\u205f\u3000\t\nada@example.com\u2028\u2029\u1680', ada@example.com",
    "'ÅDA@EXAMPLE.COM', åda@example.com",
  })
  void isTrimmedAndLowerCased(String raw, String address) {
    assertThat(EmailAddress.of(raw).value()).isEqualTo(address);
  }

  @Test
  void lowerCasesTheSameWayEverywhere() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("tr"));
      assertThat(EmailAddress.of("INFO@IDEA.COM").value()).isEqualTo("info@idea.com");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void atMost64CharactersBeforeTheAt() {
    assertThat(EmailAddress.of("a".repeat(64) + "@example.com").kind()).isEqualTo(Kind.USABLE);
    assertThat(EmailAddress.of("🦊".repeat(64) + "@example.com").kind()).isEqualTo(Kind.USABLE);
    assertThat(EmailAddress.of("a".repeat(65) + "@example.com").kind()).isEqualTo(Kind.INVALID);
  }

  @Test
  void atMost254CharactersInAll() {
    // 6 + 244 + 4 = 254
    String longest = "ada.k@" + "a".repeat(244) + ".com";
    assertThat(longest).hasSize(254);
    assertThat(EmailAddress.of(longest).kind()).isEqualTo(Kind.USABLE);
    assertThat(EmailAddress.of("x" + longest).kind()).isEqualTo(Kind.INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.", "-", "a-", "@", "a@a.", " ", " a"})
  void takesLinearTimeOnHostileInput(String piece) {
    String hostile = "a@" + piece.repeat(2_000_000) + "!";
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertThat(EmailAddress.of(hostile).kind()).isEqualTo(Kind.INVALID));
  }
}
