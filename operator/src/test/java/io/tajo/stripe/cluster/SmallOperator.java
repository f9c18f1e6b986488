package io.tajo.stripe.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An operator that makes one of each kind that ours makes, and says in the status how many. */
@ControllerConfiguration(name = "small", informer = @Informer)
final class SmallOperator implements Reconciler<StripeSync>, Cleaner<StripeSync> {
  private static final String POD =
      """
      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
      automountServiceAccountToken: false
      containers:
      - name: app
        image: example/app:1
        args: [run, --port, "8080"]
        env:
        - {name: A, value: "1"}
        - {name: POD, valueFrom: {fieldRef: {apiVersion: v1, fieldPath: metadata.name}}}
        ports: [{name: http, containerPort: 8080}, {name: health, containerPort: 8081}]
        readinessProbe: {httpGet: {path: /readyz, port: health}}
        resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 768Mi}}
        volumeMounts: [{name: tmp, mountPath: /tmp}, {name: conf, mountPath: /conf, readOnly: true}]
      volumes:
      - {name: tmp, emptyDir: {}}
      - {name: conf, projected: {sources: [{configMap: {name: NAME}}]}}
      """;
  private static final String METADATA = "metadata: {name: NAME, labels: {app: NAME}}\n";

  final AtomicInteger reconciliations = new AtomicInteger();
  private final List<FromYaml<?>> dependents =
      List.of(
          new FromYaml<>(ConfigMap.class, "data: {key: value}"),
          new FromYaml<>(
              Service.class,
              """
              spec:
                selector: {app: NAME}
                ports: [{name: http, port: 80, targetPort: http}]
              """),
          new FromYaml<>(
              Deployment.class,
              """
              spec:
                replicas: 2
                selector: {matchLabels: {app: NAME}}
                template:
                  metadata: {labels: {app: NAME}}
                  spec:
              """
                  + POD.indent(6)),
          new FromYaml<>(
              StatefulSet.class,
              """
              spec:
                serviceName: NAME
                selector: {matchLabels: {app: NAME-db}}
                volumeClaimTemplates:
                - metadata: {name: data}
                  spec:
                    accessModes: [ReadWriteOnce]
                    resources: {requests: {storage: 5Gi}}
                template:
                  metadata: {labels: {app: NAME-db}}
                  spec:
              """
                  + POD.indent(6)),
          new FromYaml<>(
              Job.class,
              """
              spec:
                backoffLimit: 2
                ttlSecondsAfterFinished: 60
                template:
                  metadata: {labels: {app: NAME-job}}
                  spec:
                    restartPolicy: Never
              """
                  + POD.indent(6)),
          new FromYaml<>(
              PodDisruptionBudget.class,
              "spec: {minAvailable: 1, selector: {matchLabels: {app: NAME}}}"),
          new FromYaml<>(
              HorizontalPodAutoscaler.class,
              """
              spec:
                scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: NAME}
                minReplicas: 2
                maxReplicas: 4
                metrics:
                - type: Resource
                  resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}
              """),
          new FromYaml<>(
              Ingress.class,
              """
              spec:
                rules:
                - host: a.example
                  http:
                    paths:
                    - {path: /, pathType: Prefix, backend: {service: {name: NAME, port: {name: http}}}}
              """),
          new FromYaml<>(
              NetworkPolicy.class,
              """
              spec:
                podSelector: {matchLabels: {app: NAME}}
                policyTypes: [Ingress]
                ingress: [{ports: [{port: 8080, protocol: TCP}]}]
              """));

  @Override
  public List<EventSource<?, StripeSync>> prepareEventSources(
      EventSourceContext<StripeSync> context) {
    List<EventSource<?, StripeSync>> sources = new ArrayList<>();
    dependents.forEach(d -> d.eventSource(context).ifPresent(sources::add));
    return sources;
  }

  @Override
  public UpdateControl<StripeSync> reconcile(StripeSync sync, Context<StripeSync> context) {
    dependents.forEach(dependent -> dependent.reconcile(sync, context));
    StripeSync told = new StripeSync();
    told.getMetadata().setName(sync.getMetadata().getName());
    told.getMetadata().setNamespace(sync.getMetadata().getNamespace());
    told.setStatus(
        new StripeSyncStatus(
            sync.getMetadata().getGeneration(),
            null,
            dependents.size() + " made",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
    boolean same = told.getStatus().equals(sync.getStatus());
    reconciliations.incrementAndGet();
    return same ? UpdateControl.noUpdate() : UpdateControl.patchStatus(told);
  }

  @Override
  public DeleteControl cleanup(StripeSync sync, Context<StripeSync> context) {
    return DeleteControl.defaultDelete();
  }

  /** A dependent that is written down. */
  private static final class FromYaml<R extends HasMetadata>
      extends CRUDKubernetesDependentResource<R, StripeSync> {
    private final String yaml;

    FromYaml(Class<R> type, String yaml) {
      super(type, type.getSimpleName());
      this.yaml = METADATA + yaml;
    }

    @Override
    protected R desired(StripeSync sync, Context<StripeSync> context) {
      String named = yaml.replace("NAME", sync.getMetadata().getName());
      R desired = Serialization.unmarshal(named, resourceType());
      desired.getMetadata().setNamespace(sync.getMetadata().getNamespace());
      return desired;
    }
  }
}
