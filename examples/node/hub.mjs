// What the examples share: a socket to the hub.
import WebSocket from "ws";

const HUB = (process.env.SKILLWIRE_URL ?? "http://localhost:9876").replace(/^http/, "ws");

/** A socket that is connected to `path`, which may hold a query. */
export function connect(path) {
  const token = process.env.SKILLWIRE_TOKEN;
  return new WebSocket(HUB + path, { headers: token ? { Authorization: `Bearer ${token}` } : {} });
}
