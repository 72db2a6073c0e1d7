package dev.skillwire.app;

/// The version of this program.
public final class Version {

  private static final String UNPACKED = "development";

  private Version() {}

  /// As in the jar's manifest.
  public static String current() {
    var version = Version.class.getPackage().getImplementationVersion();
    return version == null ? UNPACKED : version;
  }
}
