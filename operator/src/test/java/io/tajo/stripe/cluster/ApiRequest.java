package io.tajo.stripe.cluster;

import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as authorization sees it.
 *
 * @param verb get, list, watch, create, update, patch, delete or deletecollection; empty for what
 *     asks for no object
 * @param path without the query
 * @param query the query's parameters
 * @param key what it is about; its name is empty for a collection
 */
record ApiRequest(
    String verb, String path, Map<String, String> query, ObjectKey key, String subresource) {
  static ApiRequest of(RecordedRequest request) {
    return of(request.getMethod(), request.getPath());
  }

  static ApiRequest of(String method, String pathAndQuery) {
    int mark = pathAndQuery.indexOf('?');
    String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
    Map<String, String> query = mark < 0 ? Map.of() : query(pathAndQuery.substring(mark + 1));
    List<String> steps = List.of(decode(path).replaceAll("^/", "").split("/", -1));
    int start = steps.getFirst().equals("api") ? 2 : 3;
    boolean aboutObjects = steps.getFirst().startsWith("api") && steps.size() > start;
    if (!aboutObjects) {
      return new ApiRequest("", path, query, new ObjectKey("", "", "", ""), "");
    }
    String group = start == 2 ? "" : steps.get(1);
    List<String> rest = steps.subList(start, steps.size());
    String namespace = "";
    boolean inside = rest.size() > 2 && !List.of("status", "finalize").contains(rest.get(2));
    if (rest.getFirst().equals("namespaces") && inside) {
      namespace = rest.get(1);
      rest = rest.subList(2, rest.size());
    }
    String name = rest.size() > 1 ? rest.get(1) : "";
    String subresource = rest.size() > 2 ? rest.get(2) : "";
    ObjectKey key = new ObjectKey(group, rest.getFirst(), namespace, name);
    return new ApiRequest(verb(method, name, query), path, query, key, subresource);
  }

  private static String verb(String method, String name, Map<String, String> query) {
    String watch = query.getOrDefault("watch", "");
    return switch (method) {
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
      default -> {
        if (watch.equals("true") || watch.equals("1")) {
          yield "watch";
        }
        yield name.isEmpty() ? "list" : "get";
      }
    };
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }
}
