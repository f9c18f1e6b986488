package io.tajo.stripe.receiver;

import io.tajo.stripe.ledger.LedgerException;
import io.tajo.stripe.pipeline.Intake;
import io.tajo.stripe.pipeline.Receipt;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoint: what can be refused without reading the body is, then the signature decides. */
final class WebhookHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookHandler.class);
  private static final String SIGNATURE = "Stripe-Signature";

  private enum Trouble {
    DATABASE,
    PROGRAM
  }

  private final ReceiverSettings settings;
  private final SourceRanges ranges;
  private final SignatureCheck signatures;
  private final Intake intake;
  private final DeliveryLog log;
  private final Admission admission;
  private final WebhookMetrics metrics;
  private final BooleanSupplier stopping;
  private final LogThrottle throttle;

  WebhookHandler(
      ReceiverSettings settings,
      SigningSecrets secrets,
      Intake intake,
      DeliveryLog log,
      Traffic traffic,
      BooleanSupplier stopping,
      InstantSource clock) {
    this.settings = settings;
    this.ranges = settings.ranges();
    this.signatures = new SignatureCheck(secrets, clock);
    this.intake = intake;
    this.log = log;
    this.admission = traffic.admission();
    this.metrics = traffic.metrics();
    this.stopping = stopping;
    this.throttle = new LogThrottle(clock);
  }

  /** What is in work, and what is counted of it. */
  record Traffic(Admission admission, WebhookMetrics metrics) {}

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    long start = System.nanoTime();
    Answer answer = answer(request, start);
    metrics.answered(answer.result(), since(start));
    answer.send(response, stopping.getAsBoolean(), callback);
    return true;
  }

  private Answer answer(Request request, long start) {
    Optional<Result> refused = refused(request);
    if (refused.isPresent()) {
      return Answer.of(refused.get());
    }
    List<String> signature = request.getHeaders().getValuesList(SIGNATURE);
    if (signature.size() != 1) {
      return refused(SignatureVerdict.MISSING);
    }
    try {
      Optional<Admission.Place> entered = admission.enter();
      if (entered.isEmpty()) {
        return Answer.of(Result.OVERLOAD);
      }
      try (Admission.Place place = entered.get()) {
        return read(request, place, signature, start);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.of(Result.OVERLOAD);
    } catch (RuntimeException e) {
      failed(e);
      return Answer.of(Result.FAILED);
    }
  }

  private Answer read(Request request, Admission.Place place, List<String> signature, long start) {
    ReceiverSettings.Limits limits = settings.limits();
    return switch (Body.read(request, place, limits.body(), limits.bodyTime())) {
      case Body.Whole whole -> take(whole.bytes(), signature, start);
      case Body.Cut cut ->
          Answer.of(
              switch (cut) {
                case TOO_LARGE -> Result.TOO_LARGE;
                case TOO_SLOW -> Result.TOO_SLOW;
                case NO_ROOM -> Result.OVERLOAD;
                case BROKEN -> Result.BROKEN;
              });
    };
  }

  private Answer take(byte[] body, List<String> signature, long start) {
    SignatureVerdict verdict = signatures.check(signature, body);
    if (verdict != SignatureVerdict.VALID) {
      return refused(verdict);
    }
    Receipt receipt = intake.accept(body);
    Result result =
        switch (receipt.outcome()) {
          case STORED -> Result.STORED;
          case DUPLICATE -> Result.DUPLICATE;
          case FOREIGN -> Result.FOREIGN;
          case MALFORMED -> Result.MALFORMED;
        };
    log.delivered(receipt, result.status(), since(start), body);
    return result == Result.MALFORMED && !receipt.reason().isEmpty()
        ? new Answer(result, receipt.reason())
        : Answer.of(result);
  }

  private Optional<Result> refused(Request request) {
    if (!settings.path().equals(request.getHttpURI().getPath())) {
      return Optional.of(Result.UNKNOWN_PATH);
    }
    if (!HttpMethod.POST.is(request.getMethod())) {
      return Optional.of(Result.METHOD_NOT_ALLOWED);
    }
    if (!allowed(request)) {
      return Optional.of(Result.FORBIDDEN_SOURCE);
    }
    if (!isPlainJson(request)) {
      return Optional.of(Result.UNSUPPORTED_MEDIA_TYPE);
    }
    return request.getLength() > settings.limits().body()
        ? Optional.of(Result.TOO_LARGE)
        : Optional.empty();
  }

  private boolean allowed(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress peer
        && ranges.allow(
            peer.getAddress(), request.getHeaders().getValuesList(HttpHeader.X_FORWARDED_FOR));
  }

  private static boolean isPlainJson(Request request) {
    List<String> types = request.getHeaders().getValuesList(HttpHeader.CONTENT_TYPE);
    boolean json =
        types.size() == 1
            && types.getFirst().split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    return json
        && request.getHeaders().stream()
            .filter(field -> field.getHeader() == HttpHeader.CONTENT_ENCODING)
            .map(HttpField::getValue)
            .allMatch(coding -> coding.strip().equalsIgnoreCase("identity"));
  }

  private Answer refused(SignatureVerdict verdict) {
    metrics.badSignature(verdict);
    OptionalLong withheld = throttle.permit(verdict);
    if (withheld.isPresent()) {
      LOG.atWarn()
          .addKeyValue("connector", settings.namespace() + "/" + settings.name())
          .addKeyValue("alike", withheld.getAsLong())
          .log("A webhook was refused. {}", verdict.message());
    }
    return new Answer(
        verdict == SignatureVerdict.NO_SECRET ? Result.NO_SECRET : Result.BAD_SIGNATURE,
        verdict.message());
  }

  private void failed(RuntimeException e) {
    OptionalLong withheld =
        throttle.permit(e instanceof LedgerException ? Trouble.DATABASE : Trouble.PROGRAM);
    if (withheld.isPresent()) {
      (e instanceof LedgerException ? LOG.atWarn() : LOG.atError().setCause(e))
          .addKeyValue("connector", settings.namespace() + "/" + settings.name())
          .addKeyValue("alike", withheld.getAsLong())
          .log(
              "An event could not be stored; Stripe will send it again. {}",
              e instanceof LedgerException ? e.getMessage() : e.getClass().getSimpleName());
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
