package io.tajo.stripe.profile;

import static io.tajo.stripe.profile.Given.NOW;
import static io.tajo.stripe.profile.Given.customer;
import static io.tajo.stripe.profile.Given.day;
import static io.tajo.stripe.profile.Given.session;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckoutsTest {
  private static final Instant TODAY = NOW.plusSeconds(3600);
  private static final Instant TOMORROW = NOW.plusSeconds(90_000);

  private static CheckoutSessionRow expired(String id, int day, Consumer<Given.Session> says) {
    return session(
        id,
        day,
        s -> {
          s.url = "https://buy.example/" + id;
          says.accept(s);
        });
  }

  private static CheckoutSessionRow complete(String id, int day, String recoveredFrom) {
    return session(
        id,
        day,
        s -> {
          s.status = "complete";
          s.recoveredFrom = recoveredFrom;
        });
  }

  @Test
  void withoutAny() {
    assertThat(
            Scene.of(customer("cus_1", 1))
                .values(
                    "last_checkout_status", "abandoned_checkout_count", "checkout_recovery_url"))
        .isEqualTo("empty | 0 | empty");
  }

  @Test
  void theNewestStatusAndHowManyExpired() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            session("cs_1", 1, s -> {}),
            session("cs_2", 2, s -> {}),
            complete("cs_3", 3, null),
            session("cs_4", 4, s -> s.status = "open"));
    assertThat(scene.values("last_checkout_status", "abandoned_checkout_count"))
        .isEqualTo("open | 2");
    assertThat(scene.and(session("cs_5", 5, s -> s.status = null)).value("last_checkout_status"))
        .isEqualTo("empty");
  }

  @Test
  void theNewestRecoverableSessionsLink() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            expired("cs_1", 1, s -> {}),
            expired("cs_2", 2, s -> s.urlExpires = TOMORROW),
            expired("cs_no_url", 3, s -> s.url = " "),
            expired("cs_no_end", 4, s -> s.urlExpires = null),
            expired("cs_past", 5, s -> s.urlExpires = NOW),
            expired("cs_no", 6, s -> s.consent = "opt_out"),
            expired("cs_recovered", 7, s -> {}),
            complete("cs_bought", 8, "cs_recovered"),
            expired("cs_open", 9, s -> s.status = "open"));
    assertThat(scene.value("checkout_recovery_url")).isEqualTo("https://buy.example/cs_2");
    assertThat(scene.profile().nextChange()).isEqualTo(TOMORROW);
  }

  /** A link is cleared when it passes; an older one that lasts longer takes its place. */
  @Test
  void aLinkGoesWhenItPasses() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            expired("cs_1", 1, s -> s.urlExpires = TOMORROW),
            expired("cs_2", 2, s -> s.urlExpires = TODAY));
    assertThat(scene.value("checkout_recovery_url")).isEqualTo("https://buy.example/cs_2");
    assertThat(scene.profile().nextChange()).isEqualTo(TODAY);
    assertThat(scene.now(TODAY).value("checkout_recovery_url"))
        .isEqualTo("https://buy.example/cs_1");
    assertThat(scene.profile().nextChange()).isEqualTo(TOMORROW);
    assertThat(scene.now(TOMORROW).value("checkout_recovery_url")).isEqualTo("empty");
    assertThat(scene.profile().nextChange()).isNull();
  }

  @Test
  void onlyACompleteSessionRecovers() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            expired("cs_1", 1, s -> {}),
            session(
                "cs_2",
                2,
                s -> {
                  s.status = "open";
                  s.recoveredFrom = "cs_1";
                }));
    assertThat(scene.value("checkout_recovery_url")).isEqualTo("https://buy.example/cs_1");
    assertThat(scene.and(complete("cs_3", 3, "cs_1")).value("checkout_recovery_url"))
        .isEqualTo("empty");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // consent, asked, given by default, given with abandonedWithoutConsent
        "opt_in, auto, true, true",
        "opt_in, -, true, true",
        "opt_out, auto, false, false",
        "-, auto, false, false", // asked, and not answered
        "-, none, false, true",
        "-, -, false, true",
        "opt_out, none, false, false", // a no is a no
        "opt_out, -, false, false",
        "-, sometimes, false, false",
      })
  void consent(String answer, String asked, boolean strict, boolean lenient) {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            expired(
                "cs_1",
                1,
                s -> {
                  s.consent = answer;
                  s.asked = asked;
                }));
    assertThat(scene.value("checkout_recovery_url").startsWith("https")).isEqualTo(strict);
    scene.abandonedWithoutConsent();
    assertThat(scene.value("checkout_recovery_url").startsWith("https")).isEqualTo(lenient);
  }

  @Test
  void sessionsFromBeforeTheStartDoNotCount() {
    Scene scene = Scene.of(customer("cus_1", 1), expired("cs_1", 9, s -> {})).since(day(10));
    assertThat(
            scene.values(
                "last_checkout_status", "abandoned_checkout_count", "checkout_recovery_url"))
        .isEqualTo("empty | 0 | empty");
    assertThat(scene.profile().nextChange()).isNull();
  }
}
