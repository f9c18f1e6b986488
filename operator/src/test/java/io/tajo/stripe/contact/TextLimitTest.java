package io.tajo.stripe.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLimitTest {
  @ParameterizedTest
  @CsvSource({"5, abcde, abcde", "5, abcdef, abcd…", "1, ab, …", "2, 🎁🎁, 🎁🎁", "2, 🎁🎁🎁, 🎁…"})
  void cutsAfterCodePointsTheLastOneAnEllipsis(int limit, String text, String expected) {
    assertThat(new TextLimit(limit).cut(text)).isEqualTo(expected);
  }

  @Test
  void aNameOfTenThousandCharactersKeepsTheFirst999() {
    assertThat(new TextLimit(1000).cut("x".repeat(10_000))).isEqualTo("x".repeat(999) + "…");
  }

  @Test
  void linesAreCutWhole() {
    String three = "first\nsecond\nthird"; // 5, 12 and 18 code points to the ends of its lines

    assertThat(new TextLimit(18).cutLines(three)).isEqualTo(three);
    assertThat(new TextLimit(17).cutLines(three)).isEqualTo("first\nsecond\n…");
    assertThat(new TextLimit(14).cutLines(three)).isEqualTo("first\nsecond\n…");
    assertThat(new TextLimit(13).cutLines(three)).isEqualTo("first\n…");
    assertThat(new TextLimit(7).cutLines(three)).isEqualTo("first\n…");
  }

  @Test
  void aFirstLineThatIsTooLongItselfIsCutLikeAnyText() {
    assertThat(new TextLimit(6).cutLines("first\nsecond")).isEqualTo("first…");
    assertThat(new TextLimit(4).cutLines("first\nsecond")).isEqualTo("fir…");
  }

  @Test
  void aLimitBelowOneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TextLimit(0))
        .withMessage("The limit of texts is 0 code points; set it to 1 or more");
  }
}
