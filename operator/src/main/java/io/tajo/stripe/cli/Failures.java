package io.tajo.stripe.cli;

import io.tajo.stripe.api.ManifestException;
import io.tajo.stripe.api.Suggestion;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What becomes of an exception: a line that says what to do, and an exit status. */
final class Failures {
  static final String STOPPED = "Stopped. Run it again to go on where it stopped.";

  private final PrintStream err;
  private final BooleanSupplier debug;

  Failures(PrintStream err, BooleanSupplier debug) {
    this.err = err;
    this.debug = debug;
  }

  int status(Exception failure) {
    switch (failure) {
      case ManifestFailure manifest -> manifest.lines().forEach(err::println);
      case InterruptedException _ -> err.println(STOPPED);
      // An interrupt breaks whatever it meets, connections to the database too.
      case RuntimeException _ when Thread.interrupted() -> err.println(STOPPED);
      default -> unexpected(failure);
    }
    return Ending.of(failure).status();
  }

  private void unexpected(Exception failure) {
    err.println("stripe-connector: " + Text.withoutKeys(Text.oneLine(failure)));
    if (debug.getAsBoolean()) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      err.print(Text.withoutKeys(trace.toString()));
    } else {
      err.println("Run it again with -v to see where this comes from.");
    }
  }

  /** A command that was not understood: what is wrong, what was probably meant, where help is. */
  int wrongUse(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    err.println(command.getCommandSpec().qualifiedName() + ": " + message(wrong));
    if (command.getParent() == null) {
      command.usage(err);
    } else {
      err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return Main.REFUSED;
  }

  static String message(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      CommandSpec command = wrong.getCommandLine().getCommandSpec();
      return word.startsWith("-")
          ? "unknown option " + word + Suggestion.of(word, command.optionsMap().keySet())
          : command.subcommands().isEmpty()
              ? "unexpected argument '" + word + "'"
              : "unknown command '"
                  + word
                  + "'"
                  + Suggestion.of(word, command.subcommands().keySet());
    }
    return Text.oneLine(wrong);
  }

  /** A file that is no manifest, with the name that the user knows it by. */
  static final class ManifestFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final String file;

    ManifestFailure(String file, ManifestException cause) {
      super(cause);
      this.file = file;
    }

    ManifestFailure(String file, String message) {
      super(message);
      this.file = file;
    }

    List<String> lines() {
      if (getCause() instanceof ManifestException refusal) {
        return refusal.problems().stream().map(problem -> file + ": " + problem).toList();
      }
      return List.of(file + ": " + getMessage());
    }
  }
}
