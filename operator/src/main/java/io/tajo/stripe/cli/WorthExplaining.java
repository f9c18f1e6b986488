package io.tajo.stripe.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What `try` leaves for `explain`, and how it is asked.
 *
 * @param data where the ledger is kept; null: it is thrown away
 */
record WorthExplaining(@Nullable Path data) {
  private static final Path USUAL = Path.of("tried");
  private static final String MANIFEST = "connector.yaml";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** Keeps the manifest beside the ledger. */
  void keep(String document) throws IOException {
    if (data != null) {
      Files.writeString(Files.createDirectories(data).resolve(MANIFEST), document);
    }
  }

  /** Says how a contact is explained, by commands that can be copied. */
  void tell(String email, PrintStream out) {
    out.println("\nWhere each value of " + email + " comes from:");
    if (data == null) {
      out.println("  " + program() + " try --data " + USUAL + "    # keeps the ledger");
    }
    Path kept = data == null ? USUAL : data;
    out.println(
        "  %s explain -f %s --data %s --email %s"
            .formatted(
                program(),
                quoted(kept.resolve(MANIFEST).toString()),
                quoted(kept.toString()),
                quoted(email)));
  }

  /** How this program was started. */
  private static String program() {
    CodeSource source = Main.class.getProtectionDomain().getCodeSource();
    String java = ProcessHandle.current().info().command().orElse("java");
    try {
      Path place = source == null ? Path.of("") : Path.of(source.getLocation().toURI());
      return place.toString().endsWith(".jar")
          ? quoted(java) + " -jar " + quoted(place.toString())
          : "stripe-connector";
    } catch (URISyntaxException e) {
      return "stripe-connector";
    }
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
