package dev.skillwire.cli.command;

import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.HubListener;
import dev.skillwire.client.Message;
import java.time.Duration;

/// Tells a person who waits for an answer that the hub has gone, once, and that it is back.
final class HubAbsence implements HubListener {

  private final Surroundings around;
  private boolean away;

  HubAbsence(Surroundings around) {
    this.around = around;
  }

  @Override
  public void lost(String why, Duration retryIn) {
    if (!away) {
      around.say(
          "The connection to the hub is lost ("
              + Shown.line(why)
              + "). Waiting for the hub to come back; the question is asked again then.");
    }
    away = true;
  }

  @Override
  public void opened(Message opening) {
    if (away) {
      around.say("The hub is back; waiting for the answer.");
    }
    away = false;
  }
}
