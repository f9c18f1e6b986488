package io.tajo.stripe.cluster;

import io.fabric8.mockwebserver.crud.AttributeSet;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One client's watch of a resource, over a web socket. Events are sent in order, by one thread. */
final class Watch extends WebSocketListener {
  private static final int NORMAL = 1000;

  private final ApiStore store;
  private final Resource resource;
  private final AttributeSet query;
  private final Optional<Long> since;
  private final Executor sender;
  private volatile @Nullable WebSocket socket;

  Watch(
      ApiStore store,
      Resource resource,
      AttributeSet query,
      Optional<Long> since,
      Executor sender) {
    this.store = store;
    this.resource = resource;
    this.query = query;
    this.since = since;
    this.sender = sender;
  }

  Resource resource() {
    return resource;
  }

  /** The version after which it wants to know; absent: it wants all there is first. */
  Optional<Long> since() {
    return since;
  }

  boolean matches(AttributeSet attributes) {
    return attributes.matches(query);
  }

  void existing(String json) {
    send("ADDED", json);
  }

  void changed(ApiStore.Change change) {
    if (!change.key().qualified().equals(resource.id())) {
      return;
    }
    boolean before = change.before().filter(this::matches).isPresent();
    boolean after = change.after().filter(this::matches).isPresent();
    if (before && after) {
      send("MODIFIED", change.json());
    } else if (after) {
      send("ADDED", change.json());
    } else if (before) {
      send("DELETED", change.json());
    }
  }

  /** Says that it cannot go on from where it was, and ends. */
  void gone() {
    send("ERROR", Json.write(ApiError.gone().status()));
    sender.execute(() -> Optional.ofNullable(socket).ifPresent(s -> s.close(NORMAL, "expired")));
  }

  private void send(String type, String json) {
    String text = "{\"type\":\"%s\",\"object\":%s}".formatted(type, json);
    sender.execute(() -> Optional.ofNullable(socket).ifPresent(s -> s.send(text)));
  }

  @Override
  public void onOpen(WebSocket opened, Response response) {
    socket = opened;
    store.start(this);
  }

  @Override
  public void onClosing(WebSocket closing, int code, String reason) {
    store.stop(this);
    closing.close(NORMAL, reason);
  }

  @Override
  public void onClosed(WebSocket closed, int code, String reason) {
    store.stop(this);
  }

  @Override
  public void onFailure(WebSocket failed, Throwable error, Response response) {
    store.stop(this);
  }
}
