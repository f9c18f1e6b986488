package io.tajo.stripe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadPartTest {
  private static final List<Checkpoint> PLAN = List.of(part(0, 100, null));

  @Test
  void nothingReadLeavesThePlan() {
    assertThat(ReadPart.remaining(PLAN, List.of())).isEqualTo(PLAN);
  }

  @Test
  void aPageLeavesWhatLiesBelowItsOldestSecondAndGoesOnAfterItsLastObject() {
    ReadPart page = ReadPart.of(part(90, 100, null), List.of(part(0, 90, "cus_9")));

    assertThat(ReadPart.remaining(PLAN, List.of(page))).containsExactly(part(0, 90, "cus_9"));
  }

  @Test
  void aPageMayAsWellNameThePartItWasReadFromAndWhatIsLeftOfThat() {
    ReadPart page =
        ReadPart.of(part(0, 100, null), List.of(part(60, 90, "cus_9"), part(0, 60, null)));

    assertThat(ReadPart.remaining(PLAN, List.of(page))).containsExactly(part(0, 90, "cus_9"));
  }

  @Test
  void aPageThatWasSavedBeforeAnEarlierOneOfAnotherPartLeavesThatPart() {
    ReadPart first =
        ReadPart.of(part(90, 100, null), List.of(part(30, 90, "a"), part(0, 30, null)));
    ReadPart low = ReadPart.of(part(0, 30, null), List.of(part(30, 90, "a")));
    ReadPart high = ReadPart.of(part(70, 90, "a"), List.of(part(30, 70, "b"), part(0, 30, null)));

    assertThat(ReadPart.remaining(PLAN, List.of(first, low))).containsExactly(part(30, 90, "a"));
    assertThat(ReadPart.remaining(PLAN, List.of(low, high)))
        .containsExactly(part(90, 100, null), part(30, 70, "b"));
    assertThat(ReadPart.remaining(PLAN, List.of(first, low, high)))
        .containsExactly(part(30, 70, "b"));
  }

  @Test
  void pagesWithinOneSecondMoveTheCursorAlone() {
    ReadPart first = ReadPart.of(part(8, 100, null), List.of(part(0, 8, "cus_1")));
    ReadPart second = ReadPart.of(part(8, 8, "cus_1"), List.of(part(0, 8, "cus_2")));

    assertThat(ReadPart.remaining(PLAN, List.of(first, second)))
        .containsExactly(part(0, 8, "cus_2"));
  }

  @Test
  void everythingReadLeavesNothing() {
    List<Checkpoint> open = List.of(part(50, Long.MAX_VALUE, null), part(0, 50, "x"));
    ReadPart top = ReadPart.of(part(50, Long.MAX_VALUE, null), List.of(part(0, 50, "x")));
    ReadPart rest = ReadPart.of(part(0, 50, "x"), List.of());

    assertThat(ReadPart.remaining(open, List.of(top))).containsExactly(part(0, 50, "x"));
    assertThat(ReadPart.remaining(open, List.of(top, rest))).isEmpty();
  }

  private static Checkpoint part(long from, long to, @Nullable String startingAfter) {
    return new Checkpoint(from, to, startingAfter);
  }
}
