package dev.skillwire.cli.base;

import dev.skillwire.client.HubProblem;
import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertificateException;

/// Ends a command with a message for the person and a code for the script.
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;

  /// @param message what went wrong, why, and what to do
  public CommandFailure(int code, String message) {
    super(message);
    this.code = code;
  }

  /// A hub that could not be reached, or refused.
  ///
  /// @param hub its address in words
  public static CommandFailure of(IOException failure, String hub) {
    if (failure instanceof HubProblem problem) {
      if (problem.status() == 401) {
        return new CommandFailure(
            ExitCode.NOT_ADMITTED,
            "the hub at "
                + hub
                + " does not let this program in: "
                + problem.getMessage()
                + "\nShow a token: set SKILLWIRE_TOKEN, or run as the user whose hub it is.");
      }
      int code =
          problem.notAdmitted() && problem.code().isEmpty()
              ? ExitCode.NOT_ADMITTED
              : ExitCode.REFUSED;
      return new CommandFailure(
          code, "the hub refused: " + problem.getMessage() + word(problem.code()));
    }
    if (nobody(failure)) {
      return new CommandFailure(
          ExitCode.NO_HUB,
          "no hub runs at "
              + hub
              + ".\nStart one with 'skillwire serve', or name another: --url or SKILLWIRE_URL.");
    }
    if (distrusted(failure)) {
      return new CommandFailure(
          ExitCode.NO_HUB,
          "the certificate of the hub at "
              + hub
              + " is not trusted: "
              + failure.getMessage()
              + "\nName the certificate, or its authority's: --tls-ca FILE or SKILLWIRE_TLS_CA. The name in it must be"
              + " the one in --url.");
    }
    return new CommandFailure(
        ExitCode.NO_HUB, "no word from the hub at " + hub + ": " + failure.getMessage());
  }

  /// True when nothing listens there at all.
  public static boolean nobody(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ConnectException) {
        return true;
      }
    }
    return false;
  }

  private static boolean distrusted(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  public int code() {
    return code;
  }

  private static String word(String code) {
    return code.isEmpty() ? "" : " (" + code + ")";
  }
}
