package io.tajo.stripe.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whom PostgreSQL runs as: it refuses root. Root runs it in a user namespace of its own where it is
 * nobody, or, where that is forbidden (most containers), as the user nobody.
 *
 * @param prefix what comes before every command
 * @param uid who must own the data, as seen from here; -1: whoever runs this
 */
record PostgresUser(List<String> prefix, int uid) {
  private static final int NOBODY = 65534;

  private static final PostgresUser SELF = new PostgresUser(List.of(), -1);
  private static final PostgresUser IN_NAMESPACE = new PostgresUser(List.of("unshare", "-U"), 0);

  /** Keeps of root's rights the one to enter the data's parent directories. */
  private static final PostgresUser AS_NOBODY =
      new PostgresUser(
          List.of(
              "setpriv",
              "--reuid=" + NOBODY,
              "--regid=" + NOBODY,
              "--clear-groups",
              "--inh-caps=-all,+dac_override",
              "--ambient-caps=-all,+dac_override",
              "--bounding-set=-all,+dac_override"),
          NOBODY);

  static PostgresUser find(Path directory) throws IOException {
    if (!directory.getFileSystem().supportedFileAttributeViews().contains("unix")
        || effectiveUser() != 0) {
      return SELF;
    }
    for (PostgresUser user : List.of(IN_NAMESPACE, AS_NOBODY)) {
      if (user.works()) {
        return user;
      }
    }
    throw new IOException(
        "PostgreSQL does not run as root, and here root may neither make a user namespace (unshare"
            + " -U) nor become another user (setpriv, in util-linux 2.31 or later): run this as an"
            + " ordinary user, or name a database of your own");
  }

  private static long effectiveUser() {
    return new com.sun.security.auth.module.UnixSystem().getUid();
  }

  /** A place of its own for the programs that whoever runs the server can reach. */
  Path cache(Path fallback) {
    if (uid == NOBODY) {
      return Path.of("/var/cache/stripe-connector");
    }
    Path home = Path.of(System.getProperty("user.home", "?"));
    return home.isAbsolute() ? home.resolve(".cache/stripe-connector") : fallback;
  }

  private boolean works() throws IOException {
    List<String> command = command(List.of("id", "-u"));
    try {
      PostgresProcess.Result result = PostgresProcess.run(command);
      return result.exit() == 0 && !result.output().strip().equals("0");
    } catch (IOException e) {
      return false;
    }
  }

  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(arguments);
    return command;
  }

  /** Gives the data to whoever runs the server this time. */
  void own(Path data) throws IOException {
    if (uid < 0 || Integer.valueOf(uid).equals(owner(data))) {
      return;
    }
    try (Stream<Path> paths = Files.walk(data)) {
      for (Path path : paths.toList()) {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  private static Object owner(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid");
  }
}
