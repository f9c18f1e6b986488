package io.tajo.stripe.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRangesTest {
  private static final SourceRanges RANGES =
      SourceRanges.parse(List.of("3.18.12.63/32"), List.of("10.0.0.0/8", "fd00::/8"));

  private static boolean allow(String peer, String... forwardedFor) {
    return RANGES.allow(InetAddress.ofLiteral(peer), List.of(forwardedFor));
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/15, 10.1.255.255, true",
    "10.0.0.0/15, 10.1.255.255, true",
    "10.0.0.0/15, 10.2.0.0, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "3.18.12.63, 3.18.12.63, true",
    "3.18.12.63/32, 3.18.12.62, false",
    "3.18.12.63/32, ::ffff:3.18.12.63, true",
    "::ffff:3.18.12.0/120, 3.18.12.255, true",
    "::ffff:3.18.12.0/120, 3.18.13.0, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
  })
  void containsWhatBeginsAlike(String range, String address, boolean expected) {
    assertThat(AddressRange.parse(range).contains(InetAddress.ofLiteral(address)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "localhost/8",
        "10/8",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "::/129",
        "::ffff:1.2.3.4/95",
        "10.0.0.0/8/8",
        "10.0.0.0/99999999999",
        "fe80::1%eth0/64"
      })
  void refusesWhatIsNoRange(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write it like");
  }

  @Test
  void believesNobodyWhoIsNoTrustedProxy() {
    assertThat(allow("3.18.12.63")).isTrue();
    assertThat(allow("3.18.12.63", "nonsense")).isTrue();
    assertThat(allow("192.0.2.1", "3.18.12.63")).isFalse();
  }

  @Test
  void takesTheRightmostAddressThatIsNoTrustedProxy() {
    assertThat(allow("10.0.0.1", "3.18.12.63")).isTrue();
    assertThat(allow("10.0.0.1", "192.0.2.1, 3.18.12.63, fd00::7")).isTrue();
    assertThat(allow("10.0.0.1", "192.0.2.1", "3.18.12.63")).isTrue();
    assertThat(allow("10.0.0.1", "3.18.12.63, 192.0.2.1")).isFalse();
    assertThat(allow("::ffff:10.0.0.1", "3.18.12.63:4711")).isTrue();
    assertThat(allow("10.0.0.1", "[::ffff:3.18.12.63]:4711")).isTrue();
  }

  @Test
  void takesAProxyWithoutAClientForTheClient() {
    assertThat(allow("10.0.0.1")).isFalse();
    assertThat(allow("10.0.0.1", "10.0.0.2")).isFalse();
    assertThat(
            SourceRanges.parse(List.of("10.0.0.2"), List.of("10.0.0.0/8"))
                .allow(InetAddress.ofLiteral("10.0.0.1"), List.of("10.0.0.2, 10.0.0.3")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unknown",
        "3.18.12.63,",
        ",3.18.12.63,x",
        "3.18.12",
        "_hidden",
        "3.18.12.63 4"
      })
  void refusesAMalformedHeaderOfATrustedProxy(String value) {
    assertThat(allow("10.0.0.1", value)).isFalse();
  }

  @Test
  void refusesMoreHopsThanAnySetUpHas() {
    assertThat(allow("10.0.0.1", "3.18.12.63" + ", 10.0.0.1".repeat(63))).isTrue();
    assertThat(allow("10.0.0.1", "3.18.12.63" + ", 10.0.0.1".repeat(64))).isFalse();
  }

  @Test
  void letsAnyoneInWithoutRanges() {
    assertThat(
            SourceRanges.parse(List.of(), List.of("10.0.0.0/8"))
                .allow(InetAddress.ofLiteral("10.0.0.1"), List.of("nonsense")))
        .isTrue();
  }
}
