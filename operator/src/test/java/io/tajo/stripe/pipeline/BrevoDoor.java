package io.tajo.stripe.pipeline;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.tajo.stripe.sandbox.BrevoSandbox;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What a call meets on its way to Brevo: somebody who watches, a lost answer, another account. */
final class BrevoDoor implements HttpHandler {
  final ImportGate imports = new ImportGate();
  private volatile BrevoSandbox behind;
  private volatile Consumer<String> before = call -> {};
  private volatile Predicate<String> unanswered = call -> false;
  private volatile boolean carriedOut;

  BrevoDoor(BrevoSandbox behind) {
    this.behind = behind;
  }

  /** Another account answers from now on. */
  void to(BrevoSandbox other) {
    behind = other;
  }

  /** What happens before Brevo takes a call, such as {@code POST /v3/contacts}. */
  void before(Consumer<String> action) {
    before = action;
  }

  /**
   * Loses the answers of some calls: the connection ends in their place.
   *
   * @param which such as {@code POST /v3/events}
   * @param after whether Brevo does what it is asked all the same
   */
  void lose(Predicate<String> which, boolean after) {
    carriedOut = after;
    unanswered = which;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    before.accept(call);
    if (unanswered.test(call)) {
      LostAnswer.of(exchange, carriedOut ? behind : null);
    } else if (!imports.refuses(exchange)) {
      behind.handle(exchange);
    }
  }
}
