package dev.skillwire.cli.rule;

import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.client.Addresses;
import dev.skillwire.client.Message;
import dev.skillwire.client.MessageBuilder;

/// What these commands say to the hub.
final class RuleApi {

  static final String PATH = "/api/v1/rules";

  private static final String NAME = "skillwire-rules";

  private RuleApi() {}

  static Message get(HubOption hub, Surroundings around, String path) {
    return hub.access(around).ask(NAME, api -> api.get(path));
  }

  static Message post(HubOption hub, Surroundings around, String path, Message body) {
    return hub.access(around).ask(NAME, api -> api.post(path, body));
  }

  static Message post(HubOption hub, Surroundings around, String path) {
    return post(hub, around, path, new MessageBuilder().build());
  }

  static Message delete(HubOption hub, Surroundings around, String path) {
    return hub.access(around).ask(NAME, api -> api.delete(path));
  }

  static String path(String id) {
    return PATH + "/" + Addresses.escape(id);
  }
}
