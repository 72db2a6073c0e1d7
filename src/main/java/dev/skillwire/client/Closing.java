package dev.skillwire.client;

/// How a connection ended.
///
/// @param terminal true when coming back is no use
record Closing(String why, boolean terminal) {

  private static final int FINAL_FROM = 4500;
  private static final int FINAL_TO = 4999;

  static Closing code(int code, String reason) {
    var words = reason.isEmpty() ? "code " + code : reason + " (" + code + ")";
    return new Closing(
        "the hub closed the connection: " + words, code >= FINAL_FROM && code <= FINAL_TO);
  }

  static Closing failure(String why) {
    return new Closing(why, false);
  }
}
