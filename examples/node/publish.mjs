// Reports one run over a WebSocket and waits until all of it is durable.
import { connect } from "./hub.mjs";

// `types=` with nothing behind it: replies only. Who publishes need not read what everyone is told.
const socket = connect("/?types=&name=publish.mjs");
const waiting = new Map();
let requests = 0;

/** Publishes one event; resolves with the hub's `ack`. */
function publish(event) {
  const request_id = ++requests;
  socket.send(JSON.stringify({ ...event, request_id }));
  return new Promise((resolve, reject) => waiting.set(request_id, { resolve, reject }));
}

socket.on("message", (data) => {
  const message = JSON.parse(data);
  const asked = waiting.get(message.request_id);
  if (!asked) return;
  waiting.delete(message.request_id);
  if (message.type === "ack") asked.resolve(message);
  else asked.reject(new Error(`${message.code}: ${message.message}`));
});
socket.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});

await new Promise((resolve) => socket.once("open", resolve));
const { skill_id } = await publish({ type: "skill_started", skill_name: "deploy", total_steps: 2, source: "api" });
// Without waiting in between: the order stays.
const last = await Promise.all([
  publish({ type: "step_started", skill_id, step_index: 0, step_name: "build" }),
  publish({ type: "step_completed", skill_id, step_index: 0 }),
  publish({ type: "step_skipped", skill_id, step_index: 1, step_name: "push", reason: "nothing changed" }),
  publish({ type: "skill_completed", skill_id, outputs: { changed: false } }),
]);
console.log(`reported run ${skill_id}, last event ${last.at(-1).seq}`);
socket.close();
