package io.tajo.stripe.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTextTest {
  @Test
  void whatPeopleWriteStays() {
    String text = "Zoë O’Connor-Łukasz; \"née\" 👩‍👩‍👧 =SUM(A1)\nline\ttwo\r\n\u00a0end";

    assertThat(CleanText.of(text)).isEqualTo(text);
  }

  @Test
  void controlCharactersGo() {
    assertThat(CleanText.of("A\u0000d\u0007a\u001b[0m\u007f \u0085Love\nlace"))
        .isEqualTo("Ada[0m Love\nlace");
  }

  @Test
  void loneSurrogatesAreReplacedAndPairsAreNot() {
    assertThat(CleanText.of("\ud83c Ada \udf81 \ud83c\udf81")).isEqualTo("\ufffd Ada \ufffd 🎁");
  }

  @Test
  void whatIsLeftIsTrimmed() {
    assertThat(CleanText.of("\u0000 Ada \u0000")).isEqualTo("Ada");
    assertThat(CleanText.of("\u0000\u0000")).isEmpty();
  }
}
