package io.tajo.stripe.controller;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes statuses, by server-side apply and only where something has changed, and tells of it by
 * events.
 *
 * @param <P> whose status
 * @param <S> the status
 */
public final class StatusWriter<P extends CustomResource<?, S>, S> {
  private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);

  private final Supplier<P> fresh;
  private final Function<S, @Nullable List<Condition>> told;
  private final Announcer announcer;

  /**
   * Writes nothing yet.
   *
   * @param fresh an object without anything
   * @param told the conditions of a status whose transitions are events
   */
  public StatusWriter(
      Supplier<P> fresh, Function<S, @Nullable List<Condition>> told, Announcer announcer) {
    this.fresh = fresh;
    this.told = told;
    this.announcer = announcer;
  }

  /**
   * Writes and tells what has changed. The cache has it at once: a look that compared with what was
   * before would leave a status that does not hold any more.
   */
  public void write(P about, S status, Context<P> context) {
    @Nullable S before = about.getStatus();
    if (status.equals(before)) {
      return;
    }
    P written = fresh.get();
    written.setMetadata(
        new ObjectMetaBuilder()
            .withName(about.getMetadata().getName())
            .withNamespace(about.getMetadata().getNamespace())
            .build());
    written.setStatus(status);
    try {
      PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(about, written, context);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return; // It was deleted meanwhile.
      }
      throw e;
    }
    announcer.transitions(about, before == null ? null : told.apply(before), told.apply(status));
  }

  /**
   * Tells what Kubernetes refuses, and what does not pass by itself; it is tried again in any case.
   *
   * @param status from what is wrong, for people
   */
  public ErrorStatusUpdateControl<P> tell(
      P about, Exception failure, Function<String, S> status, Context<P> context) {
    int attempt = context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0);
    if (Refusals.isMistake(failure)) {
      LOG.atError()
          .addKeyValue("name", about.getFullResourceName())
          .setCause(failure)
          .log("It failed");
    }
    if (Refusals.isToldAt(attempt, failure)) {
      try {
        write(about, status.apply(Refusals.sentence(failure)), context);
      } catch (KubernetesClientException | OperatorException | NoSuchElementException again) {
        // Such as when the API server is away, or the object is gone.
        LOG.atDebug().setCause(again).log("A failure cannot be told");
      }
    }
    return ErrorStatusUpdateControl.noStatusUpdate();
  }
}
