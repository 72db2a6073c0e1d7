import { useEffect, useRef, useState } from 'preact/hooks';
import { focusIsPromised } from './focus.ts';
import { locked } from './hub.ts';
import { Locked } from './pages/Locked.tsx';
import { Now } from './pages/Now.tsx';
import { Shell } from './parts/Shell.tsx';
import { route } from './route.ts';

/** Pages that are loaded when somebody goes there. */
type Later = typeof import('./later.ts');

export function App() {
  const at = route.value;
  const place = at.at === 'run' ? `run ${at.id}` : at.at === 'compare' ? `${at.left} ${at.right}` : at.at;
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    if (focusIsPromised()) {
      return;
    }
    scrollTo(0, 0);
    document.getElementById('main')?.focus({ preventScroll: true }); // a new page begins for who reads by ear
  }, [place]);
  return <Shell>{locked.value === 'no' ? <Page /> : <Locked />}</Shell>;
}

function Page() {
  const at = route.value;
  const [later, setLater] = useState<Later>();
  const [problem, setProblem] = useState(false);
  useEffect(() => {
    if (at.at !== 'now' && later === undefined) {
      import('./later.ts').then(setLater, () => setProblem(true));
    }
  }, [at.at]);
  if (at.at === 'now') {
    return <Now />;
  }
  if (later === undefined) {
    return <p class="empty">{problem ? 'This part of the page could not be loaded. Reload the page.' : 'Loading…'}</p>;
  }
  switch (at.at) {
    case 'run':
      return <later.RunPage key={at.id} id={at.id} />;
    case 'compare':
      return <later.ComparePage left={at.left} right={at.right} />;
    case 'history':
      return <later.HistoryPage query={at.query} />;
    case 'rules':
      return <later.RulesPage />;
    case 'health':
      return <later.HealthPage />;
    case 'events':
      return <later.EventsPage />;
  }
}
