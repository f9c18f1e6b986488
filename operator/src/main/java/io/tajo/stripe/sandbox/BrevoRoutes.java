package io.tajo.stripe.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which endpoint answers a path under /v3. */
final class BrevoRoutes {
  private static final String VERSION = "v3";

  private final List<Route> routes = new ArrayList<>();

  /** Answers one kind of call, or throws a {@link BrevoRefusal}. */
  interface Endpoint {
    BrevoAnswer answer(BrevoCall call);
  }

  /**
   * A method and a path such as {@code /contacts/{identifier}}.
   *
   * @param segments of the path, those in braces match anything
   */
  record Route(String name, String method, List<String> segments, Endpoint endpoint) {
    private boolean matches(List<String> path) {
      for (int i = 0; i < segments.size(); i++) {
        String segment = segments.get(i);
        if (!segment.startsWith("{") && !segment.equals(path.get(i + 1))) {
          return false;
        }
      }
      return true;
    }
  }

  /** Of two routes that match, the one added first answers. */
  void add(String method, String path, Endpoint endpoint) {
    routes.add(
        new Route(
            method + " " + path, method, List.of(path.substring(1).split("/", -1)), endpoint));
  }

  /** The route of a call; a refusal where the path or the method does not exist. */
  Route find(BrevoCall call) {
    List<String> path = call.path();
    List<Route> found =
        routes.stream()
            .filter(route ->
                path.size() == route.segments().size() + 1
                    && path.getFirst().equals(VERSION)
                    && route.matches(path))
            .toList();
    Optional<Route> route =
        found.stream().filter(r -> r.method().equals(call.method())).findFirst();
    if (found.isEmpty()) {
      throw new BrevoRefusal(404, "not_found", "No such endpoint in the sandbox");
    }
    return route.orElseThrow(
        () -> new BrevoRefusal(405, "method_not_allowed", "Method not allowed"));
  }
}
