package io.tajo.stripe.contact;

import static io.tajo.stripe.contact.Person.ada;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.contact.AttributeType.Decimal;
import io.tajo.stripe.contact.AttributeType.Text;
import io.tajo.stripe.profile.Field;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is sent and remembered when Brevo refuses one value, or the whole contact. */
class RefusalTest {
  private static final String ADAS = "+442079460018";
  private static final String OTHER = "+442079460019";

  private final ContactMaker maker =
      new ContactMaker(
          Mapping.of(Map.of("city", "CITY", "mrr", "MRR", "phone", "SMS")),
          new Schema(Map.of("CITY", new Text(), "MRR", new Decimal(), "SMS", new Text())),
          new Lists(20, 21L, 22L),
          false,
          1000);

  @Test
  void aNumberThatBrevoRefusesIsLeftOutUntilItChanges() {
    Change refused = change(ada(), null);

    Change without = Diff.without(refused, null, "SMS");
    assertThat(without.first()).isTrue();
    assertThat(without.attributes()).containsOnlyKeys("CITY", "MRR");

    Written written = Diff.after(desired(ada()), null, without);
    assertThat(written.attributes()).containsOnlyKeys("CITY", "MRR");
    assertThat(written.withheld()).hasToString("{SMS=\"" + ADAS + "\"}");
    assertThat(change(ada(), written).isEmpty()).isTrue();
    assertThat(change(ada().text(Field.CITY, "Rome"), written).attributes())
        .containsOnlyKeys("CITY");
    assertThat(change(ada().text(Field.PHONE, OTHER), written).attributes())
        .hasToString("{SMS=\"" + OTHER + "\"}");
    assertThat(Diff.between(desired(ada()), written, true).attributes()).containsKey("SMS");
  }

  @Test
  void withheldValuesAreRememberedWhileTheyStandAndNoLonger() {
    Written written =
        Diff.after(desired(ada()), null, Diff.without(change(ada(), null), null, "SMS"));

    Person moved = ada().text(Field.CITY, "Rome");
    assertThat(deliver(moved, written).withheld()).containsOnlyKeys("SMS");
    assertThat(deliver(ada().unreadable(Field.PHONE), written).withheld()).containsOnlyKeys("SMS");
    assertThat(deliver(ada().empty(Field.PHONE), written).withheld()).isEmpty();
    assertThat(deliver(ada().text(Field.PHONE, OTHER), written).withheld()).isEmpty();
    Change rewrite = Diff.between(desired(ada()), written, true);
    assertThat(Diff.after(desired(ada()), written, rewrite).withheld()).isEmpty();
  }

  @Test
  void whereANumberIsRefusedTheOldOneGoes() {
    Written written = deliver(ada(), null);
    Person moved = ada().text(Field.PHONE, OTHER);

    Change without = Diff.without(change(moved, written), written, "SMS");
    assertThat(without.attributes()).hasToString("{SMS=\"\"}");

    Written later = Diff.after(desired(moved), written, without);
    assertThat(later.attributes()).doesNotContainKey("SMS");
    assertThat(later.withheld()).hasToString("{SMS=\"" + OTHER + "\"}");
    assertThat(change(moved, later).isEmpty()).isTrue();
  }

  @Test
  void aRefusedClearingOrAnAttributeNotSentIsNotSentInstead() {
    Written written = deliver(ada(), null);
    Change clearing = change(ada().empty(Field.CITY), written);

    assertThat(Diff.without(clearing, written, "CITY").isEmpty()).isTrue();
    assertThat(Diff.without(clearing, written, "SMS")).isEqualTo(clearing);
  }

  @Test
  void aNumberThatAnImportDroppedIsWithheld() {
    Written written = Diff.withheld(deliver(ada(), null), "SMS");

    assertThat(written.withheld()).hasToString("{SMS=\"" + ADAS + "\"}");
    assertThat(change(ada(), written).isEmpty()).isTrue();
    assertThat(Diff.withheld(written, "SMS")).isEqualTo(written);
  }

  @Test
  void aRejectedContactIsTriedAgainWhenItsValuesChange() {
    Written rejected = Diff.rejected(desired(ada()), null, "Invalid email address");

    assertThat(Diff.isWritten(rejected)).isFalse();
    assertThat(change(ada(), rejected).isEmpty()).isTrue();
    assertThat(Diff.after(desired(ada()), rejected, Change.NONE)).isEqualTo(rejected);

    Person moved = ada().text(Field.CITY, "Rome");
    Change again = change(moved, rejected);
    assertThat(again.first()).isTrue();
    assertThat(again.attributes()).containsOnlyKeys("CITY", "MRR", "SMS");
    assertThat(Diff.after(desired(moved), rejected, again).rejection()).isNull();
  }

  @Test
  void aRejectedContactIsTriedAgainWithRewrite() {
    Written rejected = Diff.rejected(desired(ada()), null, "Invalid email address");

    assertThat(Diff.between(desired(ada()), rejected, true))
        .isEqualTo(Diff.between(desired(ada()), null, true));
  }

  @Test
  void aRejectionForgetsNothingThatWasWritten() {
    Written written = deliver(ada(), null);
    Person moved = ada().text(Field.CITY, "Rome");

    Written rejected = Diff.rejected(desired(moved), written, "No");

    assertThat(Diff.isWritten(rejected)).isTrue();
    assertThat(rejected.attributes()).isEqualTo(written.attributes());
    assertThat(change(moved, rejected).isEmpty()).isTrue();
    assertThat(change(ada(), rejected).isEmpty()).isTrue();
    assertThat(deliver(ada(), rejected)).isEqualTo(written);
    assertThat(change(moved.text(Field.CITY, "Oslo"), rejected).attributes())
        .hasToString("{CITY=\"Oslo\"}");
  }

  private Desired desired(Person person) {
    return maker.desired(person.profile());
  }

  private Change change(Person person, @Nullable Written written) {
    return Diff.between(desired(person), written, false);
  }

  private Written deliver(Person person, @Nullable Written written) {
    return Diff.after(desired(person), written, change(person, written));
  }
}
