package dev.skillwire.session;

/// The way back to one client. Called on the connection's own thread alone.
public interface Outbox {

  /// Sends one message, in the order of the calls; the [Feed] already stands where it leaves the
  /// client.
  void send(byte[] message);

  /// Sends one message that ends with a state.
  ///
  /// @param head the message up to its state, see [Openings#whole]
  void send(byte[] head, States.Text state);

  /// False while what was sent waits for the client to take it.
  boolean isWritable();

  /// Whether more is to be read from the client: not reading is how a publisher is slowed. Off, nothing
  /// is received from now on; on, what [Conversation#receive] did not take is received again, first and
  /// maybe before this returns.
  void reading(boolean on);

  /// The client is open: it is sent what its [Feed] lets pass from now on.
  void follow();

  void close(CloseCode code);
}
