package io.tajo.stripe.cluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.tajo.stripe.cluster.Requests.Request;
import io.tajo.stripe.cluster.Requests.Use;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A cluster that somebody has, by its kubeconfig; tests leave nothing in it but definitions. */
final class RealCluster implements TestCluster {
  private final Requests requests = new Requests();
  private final List<String> namespaces = new CopyOnWriteArrayList<>();
  private final KubernetesClient client;
  private final KubernetesClient user;

  private RealCluster(Config config) {
    client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientBuilderConsumer(
                builder -> builder.addOrReplaceInterceptor("recorder", new Recorder(requests)))
            .build();
    user = new KubernetesClientBuilder().withConfig(config).build();
    for (CustomResourceDefinition definition : Definitions.ours()) {
      user.resource(definition).forceConflicts().fieldManager("test").serverSideApply();
      user.resource(definition).waitUntilCondition(RealCluster::isEstablished, 1, TimeUnit.MINUTES);
    }
  }

  private static boolean isEstablished(@Nullable CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(it -> it.getType().equals("Established") && it.getStatus().equals("True"));
  }

  static RealCluster of(Path kubeconfig) {
    return new RealCluster(Config.fromKubeconfig(kubeconfig.toFile()));
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public KubernetesClient user() {
    return user;
  }

  @Override
  public Requests requests() {
    return requests;
  }

  @Override
  public String namespace(String prefix) {
    String name = prefix + "-" + UUID.randomUUID().toString().substring(0, 5);
    user.resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
    namespaces.add(name);
    return name;
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public boolean canSteer() {
    return false;
  }

  @Override
  public void close() {
    namespaces.forEach(name -> user.namespaces().withName(name).delete());
    namespaces.clear();
    client.close();
    user.close();
  }

  /** Notes what a client asks, and what a role would have to grant for it. */
  private record Recorder(Requests requests) implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      read(request).filter(asked -> asked.verb().equals("watch")).ifPresent(w -> add(w, 101));
    }

    @Override
    public void after(
        HttpRequest request,
        HttpResponse<?> response,
        AsyncBody.Consumer<List<ByteBuffer>> consumer) {
      read(request)
          .filter(asked -> !asked.verb().equals("watch"))
          .ifPresent(asked -> add(asked, response.code()));
    }

    private static Optional<ApiRequest> read(HttpRequest request) {
      URI uri = request.uri();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      return Optional.of(ApiRequest.of(request.method(), uri.getRawPath() + query))
          .filter(asked -> !asked.verb().isEmpty());
    }

    private void add(ApiRequest asked, int code) {
      ObjectKey key = asked.key();
      requests.add(new Request(asked.verb(), key, asked.subresource(), code));
      requests.addUse(new Use(key.group(), key.resource(), asked.subresource(), asked.verb()));
      if (asked.verb().equals("patch") && code == 201) {
        requests.addUse(new Use(key.group(), key.resource(), asked.subresource(), "create"));
      }
    }
  }
}
