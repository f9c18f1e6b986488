package io.tajo.stripe.controller;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tajo.stripe.api.ConditionTypes;
import io.tajo.stripe.controller.model.Labels;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of transitions by Kubernetes events: of a condition's status or reason, once each. */
public final class Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final Set<String> TOLD =
      Set.of(
          ConditionTypes.READY,
          ConditionTypes.CREDENTIALS_VALID,
          ConditionTypes.WEBHOOK_READY,
          ConditionTypes.SYNC_HEALTHY,
          ConditionTypes.SUSPENDED,
          ConditionTypes.COMPLETE);

  /** Bytes of an event's note, at most (https://kubernetes.io/docs/reference/kubernetes-api). */
  private static final int LONGEST = 1_024;

  private final KubernetesClient client;
  private final InstantSource clock;
  private final String instance;

  /**
   * Tells nothing yet.
   *
   * @param instance which process of the operator tells
   */
  public Announcer(KubernetesClient client, InstantSource clock, String instance) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
  }

  /** Compares conditions before and after, and tells what has changed. */
  public void transitions(
      HasMetadata about, @Nullable List<Condition> before, @Nullable List<Condition> after) {
    for (Condition now : after == null ? List.<Condition>of() : after) {
      Optional<Condition> was =
          (before == null ? List.<Condition>of() : before)
              .stream().filter(it -> now.getType().equals(it.getType())).findFirst();
      if (TOLD.contains(now.getType()) && hasMoved(was, now)) {
        tell(about, now);
      }
    }
  }

  /** What is unknown, or has always been as one expects, is no news. */
  private static boolean hasMoved(Optional<Condition> was, Condition now) {
    if ("Unknown".equals(now.getStatus())
        || (was.isEmpty()
            && ConditionTypes.SUSPENDED.equals(now.getType())
            && "False".equals(now.getStatus()))) {
      return false;
    }
    return was.isEmpty()
        || !Objects.equals(was.get().getStatus(), now.getStatus())
        || !Objects.equals(was.get().getReason(), now.getReason());
  }

  private void tell(HasMetadata about, Condition now) {
    boolean good = "True".equals(now.getStatus()) != ConditionTypes.SUSPENDED.equals(now.getType());
    String text = Objects.requireNonNullElse(now.getMessage(), "");
    String note = text.isBlank() ? now.getType() + " is " + now.getStatus() : text;
    LOG.atInfo()
        .addKeyValue("kind", about.getKind())
        .addKeyValue(
            "name", about.getMetadata().getNamespace() + "/" + about.getMetadata().getName())
        .addKeyValue("condition", now.getType())
        .addKeyValue("status", now.getStatus())
        .addKeyValue("reason", now.getReason())
        .log("{}", note);
    Instant time = clock.instant();
    Event event =
        new EventBuilder()
            .withNewMetadata()
            .withGenerateName(about.getMetadata().getName() + "-")
            .withNamespace(about.getMetadata().getNamespace())
            .endMetadata()
            .withType(good || isProgress(now) ? "Normal" : "Warning")
            .withReason(now.getReason())
            .withAction(now.getType())
            .withNote(cut(note))
            .withEventTime(new MicroTime(MICROS.format(time)))
            .withReportingController(Labels.OPERATOR)
            .withReportingInstance(instance)
            .withNewRegarding()
            .withApiVersion(about.getApiVersion())
            .withKind(about.getKind())
            .withName(about.getMetadata().getName())
            .withNamespace(about.getMetadata().getNamespace())
            .withUid(about.getMetadata().getUid())
            .withResourceVersion(about.getMetadata().getResourceVersion())
            .endRegarding()
            .build();
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      // Such as in a namespace that is being deleted: the status tells the same.
      LOG.atDebug().setCause(e).log("An event cannot be told");
    }
  }

  /** Between two characters. */
  private static String cut(String note) {
    byte[] bytes = note.getBytes(UTF_8);
    if (bytes.length <= LONGEST) {
      return note;
    }
    int end = LONGEST;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, UTF_8);
  }

  private static boolean isProgress(Condition condition) {
    return Set.of(
            "FirstSync",
            "CheckingAccounts",
            "DatabaseNotReady",
            "ReceiverNotReady",
            "NotConfigured",
            "Asked",
            "NotAsked",
            "Suspended")
        .contains(condition.getReason());
  }
}
