/** Two short tones, made here: nothing is loaded for them. */

const TONES_HZ = [660, 880];
const TONE_S = 0.14;
const LOUD = 0.12;
/** Questions that come together ring once. */
const AGAIN_MS = 3_000;

let context: AudioContext | undefined;
let last = -Infinity;

export function ring(): void {
  if (performance.now() - last < AGAIN_MS || !('AudioContext' in window)) {
    return;
  }
  last = performance.now();
  context ??= new AudioContext();
  void context.resume().catch(() => {});
  const { currentTime: now } = context;
  for (const [i, hertz] of TONES_HZ.entries()) {
    const tone = context.createOscillator();
    const gain = context.createGain();
    const from = now + i * TONE_S;
    tone.frequency.value = hertz;
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(LOUD, from + 0.02); // without a click
    gain.gain.linearRampToValueAtTime(0, from + TONE_S);
    tone.connect(gain).connect(context.destination);
    tone.start(from);
    tone.stop(from + TONE_S);
  }
}
