import { meanwhile, sentences } from '../meanwhile.ts';

/** Told to who comes back, until they close it. */
export function Meanwhile() {
  const away = meanwhile.value;
  if (away === undefined) {
    return null;
  }
  return (
    <section class="meanwhile" aria-label="Meanwhile">
      <p>
        <b>While this page had no connection:</b> {sentences(away).join('; ')}.{away.partial === true && ' There was more, too long ago to be counted.'}
      </p>
      <button type="button" class="quiet small" onClick={() => (meanwhile.value = undefined)}>
        Close
      </button>
    </section>
  );
}
