package io.tajo.stripe.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** YAML that is written for people, line by line: with comments. */
final class YamlLines {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_.${}-]*");
  private static final Set<String> NOT_TEXT =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

  private final StringBuilder text = new StringBuilder();

  /** A line as it is, two blanks a level in. */
  void line(int depth, String line) {
    text.append("  ".repeat(depth)).append(line.replaceAll("\\R", " ")).append('\n');
  }

  void comment(int depth, String line) {
    line(depth, "# " + line);
  }

  void entry(int depth, String key, String value) {
    line(depth, scalar(key) + ": " + scalar(value));
  }

  /** A text, in quotes where it needs them. */
  static String scalar(String value) {
    return PLAIN.matcher(value).matches() && !NOT_TEXT.contains(value.toLowerCase(Locale.ROOT))
        ? value
        : TextNode.valueOf(value).toString();
  }

  String text() {
    return text.toString();
  }
}
