import { useState } from 'preact/hooks';
import { base, exchange, locked } from '../hub.ts';

/** The hub does not know who looks: what helps. */
export function Locked() {
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState('');
  if (locked.value === 'forbidden') {
    return (
      <section class="locked">
        <h2>The hub is not served under this address</h2>
        <p>
          It does not know the name <code>{location.host}</code>. Open it as <code>localhost</code>, or start the hub with{' '}
          <code>--allow-host {location.host}</code>.
        </p>
      </section>
    );
  }
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const refused = await exchange(code.trim());
    if (refused === undefined) {
      location.reload();
    }
    setProblem(refused ?? '');
  };
  return (
    <section class="locked">
      <h2>The hub wants to know who you are</h2>
      <p>On its machine, ask it for a one-time code with its token. The code is good for a minute, once:</p>
      <pre tabIndex={0}>
        {`curl -X POST ${base.origin}/api/v1/codes \\\n  -H "Authorization: Bearer $(cat ~/.local/state/skillwire/token)"`}
      </pre>
      <form onSubmit={(event) => void submit(event)}>
        <label>
          One-time code
          <input type="text" autocomplete="off" spellcheck={false} value={code} onInput={(event) => setCode(event.currentTarget.value)} />
        </label>
        <button type="submit" class="option">
          Let me in
        </button>
      </form>
      <p class="problem" role="alert">
        {problem}
      </p>
    </section>
  );
}
