package io.tajo.stripe.docs;

import java.util.ArrayList;
import java.util.List;

/** Enough of a shell's grammar for the documents' command lines. */
public final class Shell {
  private Shell() {}

  /** The simple commands of a block, word by word; redirections and comments are left out. */
  public static List<List<String>> commands(String block) {
    List<List<String>> commands = new ArrayList<>();
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    char quote = 0;
    String text = block.replace("\\\n", " ") + "\n";
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        quoted = true;
      } else if (c == '#' && word.isEmpty()) {
        i = text.indexOf('\n', i) - 1;
      } else if (Character.isWhitespace(c) || c == '|' || c == '&' || c == ';') {
        if (!word.isEmpty() || quoted) {
          words.add(word.toString());
          word.setLength(0);
          quoted = false;
        }
        if (c != ' ' && !words.isEmpty()) {
          commands.add(withoutRedirections(words));
          words = new ArrayList<>();
        }
      } else {
        word.append(c);
      }
    }
    return commands;
  }

  private static List<String> withoutRedirections(List<String> words) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).matches("2?>>?|<")) {
        i++;
      } else {
        kept.add(words.get(i));
      }
    }
    return kept;
  }
}
