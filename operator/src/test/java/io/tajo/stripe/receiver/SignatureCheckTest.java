package io.tajo.stripe.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureCheckTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  private static SignatureVerdict check(String header) {
    return check(List.of(header), Signed.EVENT);
  }

  private static SignatureVerdict check(List<String> headers, byte[] body) {
    return new SignatureCheck(SigningSecrets.of(List.of("whsec_other", Signed.SECRET)), () -> NOW)
        .check(headers, body);
  }

  /** Made with: printf '1700000000.{}' | openssl dgst -sha256 -hmac whsec_first. */
  @Test
  void signsAsOpensslDoes() {
    assertThat(
            check(
                List.of(
                    "t=1700000000,v1=455a4acf33c4b98b4cd175b4b19e08f9357ca269474116e3c55f48cfcd4e8337"),
                "{}".getBytes(UTF_8)))
        .isEqualTo(SignatureVerdict.VALID);
  }

  @ParameterizedTest
  @CsvSource({"0,VALID", "300,VALID", "301,TOO_OLD", "-300,VALID", "-301,IN_THE_FUTURE"})
  void allowsFiveMinutesBothWays(long secondsAgo, SignatureVerdict expected) {
    assertThat(check(Signed.header(NOW.minusSeconds(secondsAgo), Signed.EVENT)))
        .isEqualTo(expected);
  }

  @Test
  void saysOfAWrongSecretThatItIsWrongWhateverTheTime() {
    Instant old = NOW.minusSeconds(4_000);
    assertThat(check(Signed.header("whsec_strange", old, Signed.EVENT)))
        .isEqualTo(SignatureVerdict.NO_MATCH);
    assertThat(SignatureVerdict.NO_MATCH.message()).contains("check that the signing secret");
  }

  @Test
  void takesOneFittingSignatureAmongOthers() {
    String right = Signed.header(NOW, Signed.EVENT);
    String wrong = "v1=" + "0".repeat(64);
    assertThat(check(right + "," + wrong + ",v0=abc,v2=zz")).isEqualTo(SignatureVerdict.VALID);
    assertThat(check(right.replace(",v1", "," + wrong + ", v1"))).isEqualTo(SignatureVerdict.VALID);
    assertThat(check(right.replace("v1=", "v0="))).isEqualTo(SignatureVerdict.MALFORMED);
  }

  @Test
  void looksAtSixteenSignaturesAtMost() {
    String right = Signed.header(NOW, Signed.EVENT);
    String wrong = ",v1=" + "0".repeat(64);
    assertThat(check(right.replace(",v1", wrong.repeat(15) + ",v1")))
        .isEqualTo(SignatureVerdict.VALID);
    assertThat(check(right.replace(",v1", wrong.repeat(16) + ",v1")))
        .isEqualTo(SignatureVerdict.NO_MATCH);
    assertThat(check(right + ",v0=".repeat(1_100))).isEqualTo(SignatureVerdict.MALFORMED);
  }

  @Test
  void seesEachChangedByte() {
    String header = Signed.header(NOW, Signed.EVENT);
    for (int at = 0; at < Signed.EVENT.length; at++) {
      byte[] changed = Signed.EVENT.clone();
      changed[at] ^= 1;
      assertThat(check(List.of(header), changed)).isEqualTo(SignatureVerdict.NO_MATCH);
    }
  }

  @Test
  void usesASecretWithoutPrefixAsItIs() {
    String header = Signed.header("plain", NOW, Signed.EVENT);
    SignatureCheck check = new SignatureCheck(SigningSecrets.of(List.of(" plain\n")), () -> NOW);
    assertThat(check.check(List.of(header), Signed.EVENT)).isEqualTo(SignatureVerdict.VALID);
  }

  @Test
  void looksForANewSecretBeforeItRefuses() {
    SigningSecrets rotated =
        new SigningSecrets() {
          @Override
          public List<SigningSecret> current() {
            return List.of(SigningSecret.of("whsec_old"));
          }

          @Override
          public List<SigningSecret> newest() {
            return List.of(SigningSecret.of(Signed.SECRET));
          }
        };
    SignatureCheck check = new SignatureCheck(rotated, () -> NOW);
    assertThat(check.check(List.of(Signed.header(NOW, Signed.EVENT)), Signed.EVENT))
        .isEqualTo(SignatureVerdict.VALID);
    assertThat(check.check(List.of(Signed.header("whsec_x", NOW, Signed.EVENT)), Signed.EVENT))
        .isEqualTo(SignatureVerdict.NO_MATCH);
  }

  @Test
  void wantsExactlyOneHeader() {
    String header = Signed.header(NOW, Signed.EVENT);
    assertThat(check(List.of(), Signed.EVENT)).isEqualTo(SignatureVerdict.MISSING);
    assertThat(check(List.of(header, header), Signed.EVENT)).isEqualTo(SignatureVerdict.MISSING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "t",
        "t=",
        "t=abc,v1=00",
        "t=1,v1",
        "t=1700000000",
        "t=-1700000000,v1=aa",
        "t=99999999999999999999,v1=aa",
        "t=1700000000,v1=zz",
        "v1=aa,v1=bb",
        "=,=",
        "t=١٢٣,v1=aa"
      })
  void refusesWhatIsNoHeader(String header) {
    assertThat(check(header)).isEqualTo(SignatureVerdict.MALFORMED);
  }
}
