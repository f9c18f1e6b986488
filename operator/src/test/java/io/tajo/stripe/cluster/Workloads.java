package io.tajo.stripe.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What becomes of workloads, as a test wants it. Without a word of it, the pods of Deployments and
 * StatefulSets become ready at once, and those of Jobs run for ever.
 */
public final class Workloads {
  private static final String LOOPBACK = "127.0.0.1";

  /** Why a pod waits, such as `ImagePullBackOff`; empty: it runs, without being ready. */
  public record Reason(String reason, String message) {
    static final Reason NONE = new Reason("", "");
  }

  /** What becomes of a Job's pod. */
  public sealed interface Outcome {
    /** It goes on. */
    record Running() implements Outcome {}

    /** It ends well, with this termination message. */
    record Succeeded(String message) implements Outcome {}

    /** It ends badly; 1 to 255, and its termination message. */
    record Failed(int exitCode, String message) implements Outcome {}

    /** It waits for something, an image say. */
    record Waiting(Reason reason) implements Outcome {}
  }

  private final Map<ObjectKey, Integer> ready = new ConcurrentHashMap<>();
  private final Map<ObjectKey, Reason> reasons = new ConcurrentHashMap<>();
  private final Map<ObjectKey, String> addresses = new ConcurrentHashMap<>();
  private final Map<ObjectKey, List<Outcome>> outcomes = new ConcurrentHashMap<>();
  private final List<ObjectKey> late = new ArrayList<>();
  private final Consumer<ObjectKey> changed;
  private volatile Outcome everyJob = new Outcome.Running();

  Workloads(Consumer<ObjectKey> changed) {
    this.changed = changed;
  }

  /** At most so many of a workload's pods become ready, or stay so. */
  public void ready(ObjectKey workload, int pods) {
    ready.put(workload, pods);
    reasons.remove(workload);
    changed.accept(workload);
  }

  /** None of a workload's pods becomes ready, for that reason; those that are stay so. */
  public void neverReady(ObjectKey workload, String reason, String message) {
    ready.put(workload, 0);
    reasons.put(workload, new Reason(reason, message));
    changed.accept(workload);
  }

  /** A Deployment's roll-out takes longer than its deadline. */
  public synchronized void exceedDeadline(ObjectKey deployment) {
    late.add(deployment);
    changed.accept(deployment);
  }

  /** All goes well with a workload again. */
  public synchronized void recover(ObjectKey workload) {
    ready.remove(workload);
    reasons.remove(workload);
    late.remove(workload);
    changed.accept(workload);
  }

  /** The address that a workload's pods have; 127.0.0.1 by default. */
  public void address(ObjectKey workload, String ip) {
    addresses.put(workload, ip);
    changed.accept(workload);
  }

  /** What becomes of every Job that nothing else is said of. */
  public void everyJob(Outcome outcome) {
    everyJob = outcome;
  }

  /** What becomes of a Job's pods, one after another; the last holds for those that follow. */
  public void job(ObjectKey job, Outcome... attempts) {
    outcomes.put(job, List.of(attempts));
    changed.accept(job);
  }

  /** Whether a workload's pod is to be ready: the one of that number, which may be already. */
  boolean isReady(ObjectKey workload, int number, boolean already) {
    return number < ready.getOrDefault(workload, Integer.MAX_VALUE)
        || (already && reasons.containsKey(workload));
  }

  Reason reason(ObjectKey workload) {
    return reasons.getOrDefault(workload, Reason.NONE);
  }

  synchronized boolean isLate(ObjectKey deployment) {
    return late.contains(deployment);
  }

  String address(ObjectKey workload) {
    return addresses.getOrDefault(workload, LOOPBACK);
  }

  Outcome outcome(ObjectKey job, int attempt) {
    List<Outcome> attempts = outcomes.getOrDefault(job, List.of(everyJob));
    return attempts.get(Math.min(attempt, attempts.size() - 1));
  }
}
