package io.tajo.stripe.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charges find their customers, customers their charges, and time runs one way. */
class ChargeOrderTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 0",
    "1, 5",
    "10, 10",
    "250, 3",
    "1000, 1",
    "999, 7",
    "20000, 3",
    "400, 100"
  })
  void bothDirectionsAgreeOnEveryCharge(long customers, long perCustomer) {
    ChargeOrder order = new ChargeOrder(customers, customers * perCustomer);

    List<Long> found = new ArrayList<>();
    for (long customer = 0; customer < customers; customer++) {
      long wanted = customer;
      List<Long> own = order.charges(customer).boxed().toList();
      assertThat(own).isSorted().allMatch(charge -> order.customer(charge) == wanted);
      found.addAll(own);
    }
    List<Long> guests =
        LongStream.range(0, order.size())
            .filter(charge -> order.customer(charge) == ChargeOrder.GUEST)
            .boxed()
            .toList();
    found.addAll(guests);
    assertThat(found).doesNotHaveDuplicates().hasSize((int) (customers * perCustomer));
  }

  @ParameterizedTest
  @CsvSource({"250, 3", "20000, 3", "5000, 10"})
  void chargesComeInOrderUpToThePresentAndAfterTheirCustomers(long customers, long perCustomer) {
    ChargeOrder order = new ChargeOrder(customers, customers * perCustomer);

    double last = 0;
    for (long charge = 0; charge < order.size(); charge++) {
      double position = order.position(charge);
      assertThat(position).isGreaterThan(last).isLessThan(1);
      long customer = order.customer(charge);
      if (customer != ChargeOrder.GUEST) {
        assertThat((double) customer / customers).isLessThan(position);
      }
      last = position;
    }
    assertThat(last).isGreaterThan(0.999);
  }
}
