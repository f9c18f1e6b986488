package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import io.tajo.stripe.sandbox.BrevoSandbox.Mode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may call: API keys, and tokens by the client credentials grant. */
final class BrevoAccess {
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);

  private final BrevoOptions options;
  private final Map<String, Instant> tokenEnds = new HashMap<>();

  BrevoAccess(BrevoOptions options) {
    this.options = options;
  }

  void check(Headers headers, Instant now, Mode mode) {
    if (mode == Mode.UNKNOWN_IP) {
      throw unauthorized(
          "We have detected you are using an unrecognised IP address 203.0.113.7. If you performed"
              + " this action make sure to add the new IP address in this link:"
              + " https://app.brevo.com/security/authorised_ips");
    }
    String key = headers.getFirst("api-key");
    String authorization = headers.getFirst("Authorization");
    if (key != null) {
      if (!options.apiKeys().contains(key)) {
        throw unauthorized("Key not found");
      }
    } else if (authorization != null && authorization.startsWith("Bearer ")) {
      Instant end = tokenEnds.get(authorization.substring("Bearer ".length()));
      if (end == null || !now.isBefore(end)) {
        throw unauthorized("Invalid or expired token");
      }
    } else {
      throw unauthorized("authentication not found in headers");
    }
    if (mode == Mode.FORBIDDEN) {
      throw new BrevoRefusal(403, "permission_denied", "You are not allowed to do this");
    }
  }

  private static BrevoRefusal unauthorized(String message) {
    return new BrevoRefusal(401, "unauthorized", message);
  }

  /** POST /realms/partner/oauth/token; errors are RFC 6749's. */
  BrevoAnswer token(BrevoCall call, Headers headers) {
    String type = Optional.ofNullable(headers.getFirst("Content-Type")).orElse("");
    if (!type.startsWith("application/x-www-form-urlencoded")) {
      return error(400, "invalid_request", "The body is a form");
    }
    Map<String, List<String>> form =
        BrevoCall.parameters(new String(call.body(), StandardCharsets.UTF_8));
    if (!field(form, "grant_type").equals("client_credentials")) {
      return error(400, "unsupported_grant_type", "Use client_credentials");
    }
    Client client =
        basic(headers)
            .orElseGet(() -> new Client(field(form, "client_id"), field(form, "client_secret")));
    if (!client.secret().equals(options.oauthClients().get(client.id()))) {
      return error(401, "invalid_client", "Invalid client or Invalid client credentials");
    }
    String token = "sandbox-token-" + (tokenEnds.size() + 1);
    tokenEnds.put(token, call.now().plus(TOKEN_LIFE));
    ObjectNode answer = BrevoJson.MAPPER.createObjectNode();
    answer.put("access_token", token).put("token_type", "Bearer");
    answer.put("expires_in", TOKEN_LIFE.toSeconds()).put("scope", field(form, "scope"));
    return BrevoAnswer.of(200, answer);
  }

  private record Client(String id, String secret) {}

  private static Optional<Client> basic(Headers headers) {
    String authorization = Optional.ofNullable(headers.getFirst("Authorization")).orElse("");
    if (!authorization.startsWith("Basic ")) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
      String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      return pair.length == 2 ? Optional.of(new Client(pair[0], pair[1])) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String field(Map<String, List<String>> form, String name) {
    return form.getOrDefault(name, List.of("")).getFirst();
  }

  private static BrevoAnswer error(int status, String error, String description) {
    return BrevoAnswer.of(
        status,
        BrevoJson.MAPPER
            .createObjectNode()
            .put("error", error)
            .put("error_description", description));
  }
}
