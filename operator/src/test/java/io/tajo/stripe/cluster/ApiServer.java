package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.zjsonpatch.JsonPatchException;
import io.tajo.stripe.cluster.Faults.Fault;
import io.tajo.stripe.cluster.Requests.Request;
import io.tajo.stripe.cluster.Requests.Use;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Answers requests as an API server does: authorizes, records, changes and tells. */
final class ApiServer extends Dispatcher {
  /** Who says to be this is the test itself: neither recorded, nor refused, nor disturbed. */
  static final String TEST_USER = "cluster-test";

  private static final String APPLY = "application/apply-patch+yaml";

  private final ApiStore store;
  private final Resources resources;
  private final Writing writing;
  private final Deletion deletion;
  private final Requests requests = new Requests();
  private final Faults faults = new Faults();
  private final Rules rules = new Rules();
  private final Runnable resetConnections;
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("watch-sender").factory());

  ApiServer(
      ApiStore store,
      Resources resources,
      Writing writing,
      Deletion deletion,
      Runnable resetConnections) {
    this.store = store;
    this.resources = resources;
    this.writing = writing;
    this.deletion = deletion;
    this.resetConnections = resetConnections;
  }

  Requests requests() {
    return requests;
  }

  Faults faults() {
    return faults;
  }

  Rules rules() {
    return rules;
  }

  @Override
  public void shutdown() {
    sender.shutdownNow();
  }

  @Override
  public MockResponse dispatch(RecordedRequest recorded) {
    ApiRequest request = ApiRequest.of(recorded);
    String agent = Optional.ofNullable(recorded.getHeader("User-Agent")).orElse("unknown");
    boolean observed = !agent.startsWith(TEST_USER);
    MockResponse response;
    synchronized (store) {
      response = request.verb().isEmpty() ? describe(request) : answer(request, recorded, observed);
    }
    if (observed && !faults.latency().isZero()) {
      response.setBodyDelay(faults.latency());
    }
    return response;
  }

  private MockResponse describe(ApiRequest request) {
    try {
      return json(200, resources.describe(request.path()).orElseThrow(ApiError::noSuchResource));
    } catch (ApiError e) {
      return json(e.code(), e.status());
    }
  }

  private MockResponse answer(ApiRequest request, RecordedRequest recorded, boolean observed) {
    if (request.key().resource().equals("selfsubjectrulesreviews")) {
      // Whoever is known may ask what he may do (ClusterRole system:basic-user).
      return json(201, rules.review(Json.read(recorded.getBody().readUtf8())));
    }
    Optional<Fault> fault = observed ? faults.of(request) : Optional.empty();
    MockResponse response;
    try {
      if (fault.isPresent() && fault.get().kind() == Faults.Kind.REFUSED) {
        throw fault.get().error();
      }
      if (fault.isPresent() && fault.get().kind() == Faults.Kind.LOST) {
        resetConnections.run();
        throw fault.get().error();
      }
      response = perform(request, recorded, observed);
    } catch (ApiError e) {
      response = json(e.code(), e.status());
    } catch (JsonPatchException e) {
      response = json(422, ApiError.invalid(request.key(), e.getMessage()).status());
    }
    boolean lost = fault.filter(f -> f.kind() != Faults.Kind.REFUSED).isPresent();
    if (observed) {
      int code = response.getWebSocketListener() == null ? response.code() : 101;
      requests.add(
          new Request(request.verb(), request.key(), request.subresource(), lost ? 0 : code));
    }
    if (lost) {
      resetConnections.run();
    }
    return response;
  }

  private MockResponse perform(ApiRequest request, RecordedRequest recorded, boolean observed) {
    ObjectKey key = request.key();
    Resource resource =
        resources.find(key.group(), key.resource()).orElseThrow(ApiError::noSuchResource);
    if (observed) {
      uses(request.verb(), key, request.subresource());
    }
    return switch (request.verb()) {
      case "get" -> json(200, store.get(key).orElseThrow(() -> ApiError.notFound(key)));
      case "list" -> text(200, store.list(resource, store.query(request)));
      case "watch" -> watch(resource, request);
      case "delete" -> deleted(resource, key, deletion.delete(resource, key, body(recorded)));
      case "deletecollection" -> deleteAll(resource, request, body(recorded));
      default -> write(resource, request, recorded, observed);
    };
  }

  private void uses(String verb, ObjectKey key, String subresource) {
    requests.addUse(new Use(key.group(), key.resource(), subresource, verb));
    rules.check(verb, key, subresource);
  }

  private MockResponse watch(Resource resource, ApiRequest request) {
    Optional<Long> since =
        request.parameter("resourceVersion").map(Long::valueOf).filter(version -> version > 0);
    Watch watch = new Watch(store, resource, store.query(request), since, sender);
    return new MockResponse().withWebSocketUpgrade(watch);
  }

  private MockResponse write(
      Resource resource, ApiRequest request, RecordedRequest recorded, boolean observed) {
    ObjectKey key = request.key();
    String agent = Optional.ofNullable(recorded.getHeader("User-Agent")).orElse("unknown");
    String manager = request.parameter("fieldManager").orElse(agent.split("/", 2)[0]);
    boolean dryRun = request.parameter("dryRun").isPresent();
    Writing.By by = new Writing.By(manager, request.subresource(), dryRun);
    String text = recorded.getBody().readUtf8();
    String type =
        Optional.ofNullable(recorded.getHeader("Content-Type")).orElse("").split(";", 2)[0].strip();
    if (!List.of("", "status").contains(request.subresource())
        || (!request.subresource().isEmpty() && !resource.status())) {
      throw ApiError.noSuchResource();
    }
    if (request.verb().equals("patch") && !type.equals(APPLY)) {
      return json(200, writing.patch(resource, key, type, Json.tree(text), by));
    }
    ObjectNode body = Json.read(text);
    if (observed) {
      ownerUses(body, key);
    }
    return switch (request.verb()) {
      case "create" -> json(201, writing.create(resource, key.namespace(), body, by));
      case "update" -> json(200, writing.update(resource, key, body, by));
      default -> {
        boolean isNew = store.get(key).isEmpty();
        if (isNew && observed && request.subresource().isEmpty()) {
          uses("create", key, "");
        }
        boolean force = request.parameter("force").orElse("").equals("true");
        yield json(isNew ? 201 : 200, writing.apply(resource, key, body, by, force));
      }
    };
  }

  /** Who blocks its owner's deletion must be allowed to update the owner's finalizers. */
  private void ownerUses(ObjectNode body, ObjectKey key) {
    List<String> before = store.get(key).map(ApiStore::owners).orElse(List.of());
    for (ObjectNode owner : Json.objects(body.path("metadata").path("ownerReferences"))) {
      if (owner.path("blockOwnerDeletion").asBoolean()
          && !before.contains(owner.path("uid").asText())) {
        resources
            .ofKind(owner.path("apiVersion").asText(), owner.path("kind").asText())
            .map(r -> r.key(key.namespace(), owner.path("name").asText()))
            .ifPresent(of -> uses("update", of, "finalizers"));
      }
    }
  }

  private static ObjectNode body(RecordedRequest recorded) {
    String text = recorded.getBody() == null ? "" : recorded.getBody().readUtf8();
    return text.isBlank() ? Json.object() : Json.read(text);
  }

  private MockResponse deleteAll(Resource resource, ApiRequest request, ObjectNode options) {
    for (ObjectKey key : store.matching(resource, store.query(request))) {
      deletion.delete(resource, key, options);
    }
    return json(200, success(resource, request.key(), ""));
  }

  private MockResponse deleted(Resource resource, ObjectKey key, ObjectNode last) {
    return store.get(key).isPresent()
        ? json(200, last)
        : json(200, success(resource, key, Json.meta(last, "uid")));
  }

  private static ObjectNode success(Resource resource, ObjectKey key, String uid) {
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.put("status", "Success").putObject("metadata");
    status
        .putObject("details")
        .put("name", key.name())
        .put("group", key.group())
        .put("kind", resource.plural())
        .put("uid", uid);
    return status;
  }

  private static MockResponse json(int code, ObjectNode body) {
    return text(code, Json.write(body));
  }

  private static MockResponse text(int code, String body) {
    return new MockResponse()
        .setResponseCode(code)
        .setHeader("Content-Type", "application/json")
        .setBody(body);
  }

  /** Waits until what was to be told to watches has been told. */
  void flush() {
    try {
      sender.submit(() -> {}).get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("The watches do not get on", e);
    }
  }
}
