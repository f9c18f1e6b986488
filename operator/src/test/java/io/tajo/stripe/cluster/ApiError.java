package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A refusal, as an API server words it: a `Status` with a code, a reason and a message. */
final class ApiError extends RuntimeException {
  private final int code;
  private final String reason;
  private final List<String> causes;

  ApiError(int code, String reason, String message, List<String> causes) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.causes = List.copyOf(causes);
  }

  ApiError(int code, String reason, String message) {
    this(code, reason, message, List.of());
  }

  static ApiError badRequest(String message) {
    return new ApiError(400, "BadRequest", message);
  }

  static ApiError forbidden(String message) {
    return new ApiError(403, "Forbidden", message);
  }

  static ApiError notFound(ObjectKey key) {
    return new ApiError(
        404, "NotFound", "%s \"%s\" not found".formatted(key.qualified(), key.name()));
  }

  static ApiError noSuchResource() {
    return new ApiError(404, "NotFound", "the server could not find the requested resource");
  }

  static ApiError exists(ObjectKey key) {
    return new ApiError(
        409, "AlreadyExists", "%s \"%s\" already exists".formatted(key.qualified(), key.name()));
  }

  static ApiError conflict(ObjectKey key, String why) {
    return new ApiError(
        409,
        "Conflict",
        "Operation cannot be fulfilled on %s \"%s\": %s"
            .formatted(key.qualified(), key.name(), why));
  }

  static ApiError invalid(ObjectKey key, String why) {
    return new ApiError(
        422, "Invalid", "%s \"%s\" is invalid: %s".formatted(key.qualified(), key.name(), why));
  }

  static ApiError gone() {
    return new ApiError(410, "Expired", "too old resource version");
  }

  int code() {
    return code;
  }

  ObjectNode status() {
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status
        .put("status", "Failure")
        .put("message", getMessage())
        .put("reason", reason)
        .put("code", code);
    if (!causes.isEmpty()) {
      ArrayNode list = status.putObject("details").putArray("causes");
      causes.forEach(
          cause -> list.addObject().put("reason", "FieldManagerConflict").put("message", cause));
    }
    return status;
  }
}
