package io.tajo.stripe.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  @Test
  void ofNothingIsZero() {
    assertThat(new ExactSum().total()).isEqualTo(BigFraction.ZERO);
  }

  @Test
  void isWhatAddingOneByOneMakes() {
    Random random = new Random(42);
    ExactSum sum = new ExactSum();
    BigFraction expected = BigFraction.ZERO;
    for (int i = 0; i < 500; i++) {
      BigInteger amount = BigInteger.valueOf(random.nextLong());
      BigFraction factor = BigFraction.of(random.nextInt(2000) - 1000, 1 + random.nextInt(50));
      sum.add(amount, factor);
      expected = expected.add(factor.multiply(amount));
    }
    assertThat(sum.total()).isEqualTo(expected);
  }
}
