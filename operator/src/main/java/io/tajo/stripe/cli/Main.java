package io.tajo.stripe.cli;

import io.tajo.stripe.api.SyncReport;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line. Exit status 0: done; 1: the run failed or could not read or write something; 2:
 * the command or the manifest is wrong.
 */
@Command(
    name = "stripe-connector",
    description = "Keeps a Stripe account and a Brevo account in step.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit status: 0 done, 1 the run failed or could not read or write something, 2 another try"
          + " would end the same: the command, the manifest, a key or a permission is wrong.",
      "STRIPE_API_BASE and BREVO_API_BASE point every command at other servers; HTTPS_PROXY,"
          + " HTTP_PROXY, NO_PROXY and STRIPE_CONNECTOR_CA_FILE say how they are reached."
    })
public final class Main implements Callable<Integer> {
  static final int OK = 0;
  static final int FAILED = 1;

  /** Another try would end the same, until what the message names is mended. */
  static final int REFUSED = 2;

  @Option(
      names = {"-v", "--debug"},
      scope = ScopeType.INHERIT,
      description = "Log more, and print stack traces.")
  private boolean debug;

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  public static void main(String[] args) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    System.setOut(out);
    System.setErr(err);
    Environment environment =
        new Environment(
            System.getenv(),
            System.in,
            out,
            err,
            Clock.systemUTC(),
            Wiring.CONNECTORS,
            Wiring.MAPPING,
            Wiring.SANDBOX);
    Interruption.arm();
    int status = run(environment, args);
    Interruption.disarm();
    System.exit(status);
  }

  /** Runs one command and returns its exit status. */
  static int run(Environment environment, String... args) {
    CommandLine line = commands(environment);
    Main main = line.getCommand();
    Failures failures = new Failures(environment.err(), () -> main.debug);
    line.setExecutionExceptionHandler((e, command, parsed) -> failures.status(e));
    line.setParameterExceptionHandler((e, given) -> {
      TerminationLog.named(given)
          .ifPresent(log -> {
            RunWatch watch = new RunWatch();
            watch.ended(SyncReport.Outcome.REFUSED, Failures.message(e));
            log.write(watch.report(), environment.err());
          });
      return failures.wrongUse(e);
    });
    return line.execute(args);
  }

  /** All that there are, of a fresh command line. */
  static CommandLine commands(Environment environment) {
    Main main = new Main();
    return new CommandLine(main)
        .addSubcommand(new OperatorCommand(environment))
        .addSubcommand(new LocalCommand(environment))
        .addSubcommand(new SyncCommand(environment))
        .addSubcommand(receiver(environment))
        .addSubcommand(new TestCommand(environment))
        .addSubcommand(new ExplainCommand(environment))
        .addSubcommand(new InitCommand(environment))
        .addSubcommand(new TryCommand(environment))
        .addSubcommand(new SandboxCommand(Wiring::brevo))
        .setOut(Text.writer(environment.out()))
        .setErr(Text.writer(environment.err()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionStrategy(parsed -> {
          Logging.begin(main.debug);
          return new CommandLine.RunLast().execute(parsed);
        });
  }

  /** Its subcommands have a --file of their own; picocli would ask for the receiver's too. */
  private static CommandLine receiver(Environment environment) {
    CommandLine receiver =
        new CommandLine(new ReceiverCommand(environment))
            .addSubcommand(new ReplayCommand(environment))
            .addSubcommand(new EndpointCommand(environment));
    OptionSpec file = receiver.getCommandSpec().findOption("--file");
    receiver.getCommandSpec().remove(file);
    receiver.getCommandSpec().addOption(OptionSpec.builder(file).required(false).build());
    return receiver;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /** UTF-8 whatever the locale, so that ✓ is ✓ in a container too. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** The version that the jar's manifest names. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"stripe-connector " + (version == null ? "(not packaged)" : version)};
    }
  }
}
