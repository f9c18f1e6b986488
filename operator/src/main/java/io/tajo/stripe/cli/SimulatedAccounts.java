package io.tajo.stripe.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.SandboxOptions;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import io.tajo.stripe.sandbox.stripe.life.PromotionConsent;
import io.tajo.stripe.sandbox.stripe.life.StripeLife;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** The sandbox, in this process. */
final class SimulatedAccounts implements SandboxAccounts {
  private static final String EMAIL = "ada@example.com";
  private static final String NEW_EMAIL = "ada.lovelace@example.com";

  private final Sandbox sandbox;

  /** What the scenes so far have made. */
  private String customer = "";

  private String charge = "";
  private String subscription = "";

  SimulatedAccounts() {
    this.sandbox =
        Sandbox.start(
            SandboxOptions.of(
                StripeOptions.at(InstantSource.system().instant()),
                Wiring.brevo(BrevoOptions.builder().build())));
  }

  @Override
  public URI stripeBase() {
    return sandbox.stripeBase();
  }

  @Override
  public URI brevoBase() {
    return sandbox.brevoBase();
  }

  @Override
  public String stripeKey() {
    return StripeOptions.DEFAULT_KEY;
  }

  @Override
  public String brevoKey() {
    return BrevoOptions.API_KEY;
  }

  @Override
  public void deliverTo(String url, String signingSecret) {
    sandbox.webhooks().endpoint(url, signingSecret);
  }

  @Override
  public boolean isQuiet() {
    return sandbox.webhooks().unfinished() == 0;
  }

  @Override
  public List<Scene> scenes() {
    StripeLife life = sandbox.life();
    String product = id(life.catalog().product("Pro"));
    String price = id(life.catalog().price(product, 2_500, "usd", "month"));
    return List.of(
        new Scene(
            "Ada becomes a customer",
            EMAIL,
            () -> customer = id(life.people().create(EMAIL, "Ada Lovelace"))),
        new Scene(
            "pays 42.00 USD",
            EMAIL,
            () -> charge = id(life.payments().succeed(customer, 4_200, "usd"))),
        new Scene(
            "subscribes to Pro",
            EMAIL,
            () -> subscription = id(life.subscriptions().start(customer, price, 1))),
        new Scene("takes three seats", EMAIL, () -> life.subscriptions().quantity(subscription, 3)),
        new Scene("is given 10.00 USD back", EMAIL, () -> life.payments().refund(charge, 1_000)),
        new Scene(
            "leaves a checkout of 99.00 USD, having opted in to promotions",
            EMAIL,
            () -> {
              ObjectNode session =
                  life.checkouts().open(customer, EMAIL, 9_900, "usd", PromotionConsent.OPT_IN);
              life.checkouts().expire(id(session), true);
            }),
        new Scene(
            "moves to another e-mail address",
            NEW_EMAIL,
            () -> life.people().email(customer, NEW_EMAIL)),
        new Scene("cancels", NEW_EMAIL, () -> life.subscriptions().end(subscription)));
  }

  private static String id(ObjectNode object) {
    return object.path("id").asText();
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
