// Follows what happens, one line per event; comes back by itself and misses nothing.
import { connect } from "./hub.mjs";

const FINAL = 4500; // from here on a close code means: do not come back
let epoch = "";
let seq = 0;
let pause = 250;

function follow() {
  const socket = connect(epoch ? `/?epoch=${epoch}&since=${seq}` : "/?since=0");
  socket.on("message", (data) => {
    const message = JSON.parse(data);
    if (message.type === "connected" || message.type === "resync") {
      ({ epoch, seq } = message);
      pause = 250;
      console.log(`${message.type}, ${message.running_skills.length} runs at work`);
      return;
    }
    if (message.seq !== undefined) seq = message.seq;
    const step = message.step_name ? ` · ${message.step_name}` : "";
    console.log(`${message.seq ?? "-"} ${message.type} ${message.skill_name ?? message.prompt ?? ""}${step}`);
  });
  socket.on("error", (error) => console.error(error.message));
  socket.on("close", (code) => {
    if (code >= FINAL && code < 5000) process.exit(1);
    setTimeout(follow, pause);
    pause = Math.min(pause * 2, 10_000);
  });
}

follow();
