package io.tajo.stripe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The terminal behind standard error, as {@code stty} knows it. */
final class Terminal {
  private static final Pattern SIZE = Pattern.compile("(\\d+) (\\d+)\\s*");
  private static final int USUAL_WIDTH = 80;

  private Terminal() {}

  /** Its columns; 0: standard error is no terminal that can move its cursor. */
  static int width(Map<String, String> environment) {
    if (environment.getOrDefault("TERM", "dumb").equals("dumb")) {
      return 0;
    }
    try {
      Process stty =
          new ProcessBuilder("sh", "-c", "test -t 2 && stty size <&2 2>/dev/null")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (InputStream answer = stty.getInputStream()) {
        String size = new String(answer.readAllBytes(), StandardCharsets.US_ASCII);
        if (!stty.waitFor(1, TimeUnit.SECONDS) || stty.exitValue() != 0) {
          return 0;
        }
        Matcher matcher = SIZE.matcher(size);
        int columns = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
        return columns > 0 ? columns : USUAL_WIDTH;
      }
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
