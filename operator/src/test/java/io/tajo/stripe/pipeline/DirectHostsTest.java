package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code NO_PROXY} means. */
class DirectHostsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                       | https://api.stripe.com      | false",
        "                       | http://localhost:4010       | true",
        "                       | http://127.0.0.2            | true",
        "                       | http://[::1]:80             | true",
        "*                      | https://api.stripe.com      | true",
        "stripe.com             | https://api.stripe.com      | true",
        ".stripe.com            | https://api.stripe.com      | true",
        ".stripe.com            | https://stripe.com          | true",
        "*.stripe.com           | https://api.stripe.com      | true",
        "API.Stripe.com         | https://api.stripe.com      | true",
        "tripe.com              | https://api.stripe.com      | false",
        "pi.stripe.com          | https://api.stripe.com      | false",
        "a.example, stripe.com  | https://api.stripe.com      | true",
        "a.example stripe.com   | https://api.stripe.com      | true",
        "stripe.com:443         | https://api.stripe.com      | true",
        "stripe.com:80          | https://api.stripe.com      | false",
        "sandbox:4010           | http://sandbox:4010/v3      | true",
        "10.1.2.3               | http://10.1.2.3             | true",
        "10.1.2.3               | http://10.1.2.33            | false",
        "10.1.2.3:8080          | http://10.1.2.3:8080        | true",
        "10.0.0.0/8             | http://10.200.1.1           | true",
        "10.0.0.0/8             | http://11.0.0.1             | false",
        "10.0.0.128/25          | http://10.0.0.127           | false",
        "10.0.0.0/8             | http://ten.example          | false",
        "2001:db8::/32          | http://[2001:db8:1::5]      | true",
        "2001:db8::5            | http://[2001:db8::5]        | true",
        "2001:db8::/32          | http://10.0.0.1             | false",
        "10.0.0.0/x,nonsense/:  | http://10.0.0.1             | false",
      })
  void hostsThatAreReachedDirectly(String noProxy, URI uri, boolean direct) {
    assertThat(DirectHosts.parse(noProxy == null ? "" : noProxy).contains(uri)).isEqualTo(direct);
  }
}
