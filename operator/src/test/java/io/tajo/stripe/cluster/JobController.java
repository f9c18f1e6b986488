package io.tajo.stripe.cluster;

import static io.tajo.stripe.cluster.DeploymentController.count;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.cluster.Workloads.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Stands in for the Job controller: one pod after another, until one ends well or too many fail.
 */
record JobController(Hands hands, Pods pods, Workloads workloads)
    implements ControlPlane.Controller {
  private static final String ATTEMPT = "cluster-test/attempt";

  @Override
  public void reconcile(ObjectKey key) {
    if (key.qualified().equals("jobs.batch")) {
      hands
          .get(key)
          .filter(j -> !j.path("metadata").has("deletionTimestamp") && !isOver(j))
          .ifPresent(job -> reconcile(key, job));
    }
  }

  static boolean isOver(ObjectNode job) {
    return Json.objects(job.path("status").path("conditions")).stream()
        .anyMatch(c ->
            List.of("Complete", "Failed").contains(c.path("type").asText())
                && c.path("status").asText().equals("True"));
  }

  private void reconcile(ObjectKey key, ObjectNode job) {
    boolean suspended = job.path("spec").path("suspend").asBoolean();
    int limit = job.path("spec").path("backoffLimit").asInt();
    int active = 0;
    int succeeded = 0;
    int failed = 0;
    Optional<String> refusal = Optional.empty();
    for (ObjectNode pod : podsInOrder(job)) {
      String phase = pod.path("status").path("phase").asText();
      if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
        phase = advance(key, pod, failed);
      }
      switch (phase) {
        case "Succeeded" -> succeeded++;
        case "Failed" -> {
          failed++;
          refusal = refusal.or(() -> refusal(job, pod));
        }
        default -> active++;
      }
    }
    if (suspended) {
      podsInOrder(job).forEach(pod -> hands.delete(Pods.key(pod)));
    } else if (active == 0 && succeeded == 0 && failed <= limit && refusal.isEmpty()) {
      create(key, job, failed);
      active = 1;
    }
    Tally tally = new Tally(suspended ? 0 : active, succeeded, failed, refusal);
    hands.status(key, status -> status(status, tally, suspended, limit));
  }

  private List<ObjectNode> podsInOrder(ObjectNode job) {
    return hands.controlled(job, Pods.KIND).stream()
        .sorted(Comparator.comparingInt(JobController::attempt))
        .toList();
  }

  private static int attempt(ObjectNode pod) {
    return pod.path("metadata").path("annotations").path(ATTEMPT).asInt();
  }

  private void create(ObjectKey key, ObjectNode job, int attempt) {
    String name = key.name() + "-" + UUID.randomUUID().toString().substring(0, 5);
    ObjectNode numbered = job.deepCopy();
    ObjectNode template = Json.child(Json.child(numbered, "spec"), "template");
    Json.child(Json.child(template, "metadata"), "annotations")
        .put(ATTEMPT, String.valueOf(attempt));
    pods.create(numbered, key, name, Map.of());
  }

  /** Lets a pod become what the test wants of it; returns its phase. */
  private String advance(ObjectKey key, ObjectNode pod, int attempt) {
    return switch (workloads.outcome(key, attempt)) {
      case Outcome.Running r -> {
        pods.run(pod, workloads.address(key), true, Workloads.Reason.NONE);
        yield "Running";
      }
      case Outcome.Waiting w -> {
        pods.run(pod, workloads.address(key), false, w.reason());
        yield "Pending";
      }
      case Outcome.Succeeded s -> {
        pods.end(pod, 0, s.message());
        yield "Succeeded";
      }
      case Outcome.Failed f -> {
        pods.end(pod, f.exitCode(), f.message());
        yield "Failed";
      }
    };
  }

  /**
   * What the Job's pod failure policy says of a pod that has failed: the Job is not tried again.
   */
  private Optional<String> refusal(ObjectNode job, ObjectNode pod) {
    ObjectNode now = hands.get(Pods.key(pod)).orElse(pod);
    JsonNode ended =
        now.path("status").path("containerStatuses").path(0).path("state").path("terminated");
    return Json.objects(job.path("spec").path("podFailurePolicy").path("rules")).stream()
        .filter(rule -> rule.path("action").asText().equals("FailJob"))
        .filter(rule ->
            rule.path("onExitCodes").path("operator").asText().equals("In")
                && rule.path("onExitCodes")
                    .path("values")
                    .valueStream()
                    .anyMatch(code -> code.asInt() == ended.path("exitCode").asInt(-1)))
        .findFirst()
        .map(_ ->
            "Container %s for pod %s failed with exit code %d matching FailJob rule"
                .formatted(
                    now.path("status").path("containerStatuses").path(0).path("name").asText(),
                    Json.meta(now, "name"),
                    ended.path("exitCode").asInt()));
  }

  private record Tally(int active, int succeeded, int failed, Optional<String> refusal) {}

  private ObjectNode status(ObjectNode before, Tally tally, boolean suspended, int limit) {
    ObjectNode status = Json.object();
    if (!suspended) {
      status.put("startTime", before.path("startTime").asText(hands.now()));
    }
    count(status, "active", tally.active());
    count(status, "succeeded", tally.succeeded());
    count(status, "failed", tally.failed());
    status.put("ready", tally.active());
    Conditions conditions = Conditions.of(before, hands.now());
    if (suspended) {
      conditions.add("Suspended", true, "JobSuspended", "Job suspended");
    } else if (tally.succeeded() > 0) {
      String message = "Reached expected number of succeeded pods";
      conditions.add("SuccessCriteriaMet", true, "CompletionsReached", message);
      conditions.add("Complete", true, "CompletionsReached", message);
      status.put("completionTime", hands.now());
    } else if (tally.refusal().isPresent()) {
      failed(before, conditions, "PodFailurePolicy", tally.refusal().get());
    } else if (tally.failed() > limit) {
      String message = "Job has reached the specified backoff limit";
      failed(before, conditions, "BackoffLimitExceeded", message);
    }
    if (!conditions.list().isEmpty()) {
      status.set("conditions", conditions.list());
    }
    return status;
  }

  /** First it is said that the Job is to fail, and when its pods have ended that it has. */
  private static void failed(
      ObjectNode before, Conditions conditions, String reason, String message) {
    boolean told =
        Json.objects(before.path("conditions")).stream()
            .anyMatch(c -> c.path("type").asText().equals("FailureTarget"));
    conditions.add("FailureTarget", true, reason, message);
    if (told) {
      conditions.add("Failed", true, reason, message);
    }
  }
}
