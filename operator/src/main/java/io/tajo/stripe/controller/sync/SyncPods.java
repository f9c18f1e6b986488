package io.tajo.stripe.controller.sync;

import static java.util.Comparator.comparing;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.SyncReport;
import io.tajo.stripe.controller.PodStatuses;
import io.tajo.stripe.controller.status.PodTrouble;
import io.tajo.stripe.controller.sync.SyncObservation.Attempts;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run's Job and its pods tell. Pods are asked for only while their run goes on. */
public final class SyncPods {
  /** Which Job a pod was made by, as the Job controller marks it. */
  private static final String JOB = "batch.kubernetes.io/controller-uid";

  private final KubernetesClient client;
  private final RunLooks looks;

  public SyncPods(KubernetesClient client, PodStatuses statuses) {
    this.client = client;
    this.looks = new RunLooks(statuses);
  }

  /** What pods tell while their runs go on. */
  EventSource<SyncReport, StripeSync> looks() {
    return looks;
  }

  /** Nothing more is wanted of its pods. */
  void over(StripeSync sync) {
    looks.over(ResourceID.fromResource(sync));
  }

  SyncObservation of(Job job) {
    List<Pod> pods = pods(job);
    if (is(job, "Complete") || is(job, "Failed")) {
      return new SyncObservation.Ended(
          is(job, "Complete"),
          pods.reversed().stream().flatMap(pod -> left(pod).stream()).findFirst(),
          reason(job),
          failed(pods));
    }
    Optional<Pod> newest = pods.isEmpty() ? Optional.empty() : Optional.of(pods.getLast());
    return new SyncObservation.Going(
        job.getMetadata().getName(),
        Instant.parse(
            newest.<HasMetadata>map(it -> it).orElse(job).getMetadata().getCreationTimestamp()),
        newest.filter(SyncPods::hasStarted).isPresent(),
        newest.flatMap(pod -> told(job, pod)),
        newest.flatMap(PodTrouble::of),
        failed(pods));
  }

  /** Those before the newest: whether another follows that, nobody knows before it is there. */
  private static Attempts failed(List<Pod> pods) {
    List<Pod> failed =
        pods.stream()
            .limit(Math.max(0, pods.size() - 1))
            .filter(pod -> "Failed".equals(pod.getStatus().getPhase()))
            .filter(pod -> !wasEvicted(pod))
            .toList();
    return failed.isEmpty()
        ? Attempts.NONE
        : new Attempts(
            failed.size(),
            left(failed.getLast()).flatMap(report -> Optional.ofNullable(report.message())));
  }

  /** Such a pod counts for no attempt. */
  private static boolean wasEvicted(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(it -> "DisruptionTarget".equals(it.getType()) && "True".equals(it.getStatus()));
  }

  /** A run has the name of its Job. */
  private Optional<SyncReport> told(Job job, Pod pod) {
    return Optional.ofNullable(pod.getStatus().getPodIP())
        .flatMap(address -> looks.of(ResourceID.fromResource(job), pod, address));
  }

  /** Those that the Job has made: whoever may make pods may give them any label. */
  private List<Pod> pods(Job job) {
    return client
        .pods()
        .inNamespace(job.getMetadata().getNamespace())
        .withLabel(JOB, job.getMetadata().getUid())
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.hasOwnerReferenceFor(job) && pod.getStatus() != null)
        .sorted(comparing(pod -> pod.getMetadata().getCreationTimestamp()))
        .toList();
  }

  private static boolean hasStarted(Pod pod) {
    return containers(pod, ContainerState::getRunning).findAny().isPresent()
        || containers(pod, ContainerState::getTerminated).findAny().isPresent();
  }

  private static boolean is(Job job, String type) {
    return conditions(job)
        .anyMatch(it -> type.equals(it.getType()) && "True".equals(it.getStatus()));
  }

  private static Stream<JobCondition> conditions(Job job) {
    return job.getStatus() == null || job.getStatus().getConditions() == null
        ? Stream.empty()
        : job.getStatus().getConditions().stream();
  }

  private static Optional<String> reason(Job job) {
    return conditions(job)
        .filter(it -> "Failed".equals(it.getType()))
        .map(JobCondition::getMessage)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** What a container that has ended left as its termination message. */
  private static Optional<SyncReport> left(Pod pod) {
    return containers(pod, ContainerState::getTerminated)
        .map(ContainerStateTerminated::getMessage)
        .filter(Objects::nonNull)
        .flatMap(message -> Json.read(message, SyncReport.class).stream())
        .findFirst();
  }

  private static <T> Stream<T> containers(Pod pod, Function<ContainerState, @Nullable T> state) {
    return pod.getStatus().getContainerStatuses().stream()
        .map(ContainerStatus::getState)
        .filter(Objects::nonNull)
        .flatMap(it -> Optional.ofNullable(state.apply(it)).stream());
  }
}
