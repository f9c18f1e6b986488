package io.tajo.stripe.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {
  @ParameterizedTest
  @CsvSource({
    "+33612345678, +33612345678",
    "0033612345678, +33612345678",
    "+33 6 12.34-56/78, +33612345678",
    "+1 (415) 555-0100, +14155550100",
    "+49\u00a030\u2011123456, +4930123456",
    "00 44 20 7946 0018, +442079460018",
    "+12345678, +12345678",
    "+123456789012345, +123456789012345"
  })
  void ornamentIsDropped(String text, String number) {
    assertThat(PhoneNumber.normalise(text)).contains(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0612345678", // a national number: its country would be a guess
        "33612345678",
        "+1234567",
        "+1234567890123456",
        "+0612345678",
        "000612345678",
        "++33612345678",
        "+33612345678 ext. 4",
        "+33612345678x4",
        "+٣٣٦١٢٣٤٥٦٧٨",
        "+3361234#5678",
        "+",
        "n/a"
      })
  void anythingElseIsNoNumber(String text) {
    assertThat(PhoneNumber.normalise(text)).isEmpty();
  }
}
