package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls side by side, of which one fails in a way that nobody foresaw. */
class LanesTest {
  @Test
  void anErrorInALaneStopsTheRun() {
    Tally tally = new Tally();
    try (Lanes lanes = new Lanes(2, tally, () -> {})) {
      lanes.start(
          () -> {
            throw new NoClassDefFoundError("gone");
          },
          List.of("ada@example.com"));

      assertThatThrownBy(lanes::await).isInstanceOf(NoClassDefFoundError.class);
      assertThatThrownBy(() -> lanes.start(() -> {}, List.of()))
          .isInstanceOf(NoClassDefFoundError.class);
      assertThatThrownBy(() -> lanes.here(() -> {}, List.of()))
          .isInstanceOf(NoClassDefFoundError.class);
      assertThat(lanes.failed()).isEmpty();
    }
  }
}
