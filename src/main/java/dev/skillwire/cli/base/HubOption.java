package dev.skillwire.cli.base;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which hub a command talks to.
public final class HubOption {

  @Option(
      names = "--url",
      paramLabel = "ADDRESS",
      description =
          "The hub, such as ws://localhost:9876. Default: SKILLWIRE_URL, else the hub that runs on"
              + " your data directory, else port 9876.")
  private @Nullable String url;

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description =
          "Certificates (PEM) that the hub may show beside those that Java trusts: of an authority,"
              + " or its very own. Default: SKILLWIRE_TLS_CA.")
  private @Nullable Path certificates;

  public HubAccess access(Surroundings around) {
    return around.hub(url, certificates);
  }

  /// True when a person named a hub.
  public boolean given() {
    return url != null;
  }
}
