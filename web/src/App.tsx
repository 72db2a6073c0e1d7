import type { ComponentChild } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { focusIsPromised } from './focus.ts';
import { locked } from './hub.ts';
import { Locked } from './pages/Locked.tsx';
import { Now } from './pages/Now.tsx';
import { Shell } from './parts/Shell.tsx';
import { route } from './route.ts';
import type { Route } from './route.ts';

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
  if (at.at === 'now') {
    return <Now />;
  }
  // Charts are a good part of the page by themselves.
  return at.at === 'insight' ? (
    <Loaded key="insight" load={loadInsight}>
      {({ InsightPage }) => <InsightPage query={at.query} />}
    </Loaded>
  ) : (
    <Loaded key="later" load={loadLater}>
      {(later) => <Place at={at} later={later} />}
    </Loaded>
  );
}

const loadLater = (): Promise<Later> => import('./later.ts');
const loadInsight = (): Promise<typeof import('./pages/InsightPage.tsx')> => import('./pages/InsightPage.tsx');

/** What is shown when a part of the page has been loaded. */
function Loaded<T>({ load, children }: { load: () => Promise<T>; children: (loaded: T) => ComponentChild }) {
  const [loaded, setLoaded] = useState<T>();
  const [problem, setProblem] = useState(false);
  useEffect(() => {
    load().then(
      (part) => setLoaded(() => part),
      () => setProblem(true),
    );
  }, [load]);
  if (loaded === undefined) {
    return <p class="empty">{problem ? 'This part of the page could not be loaded. Reload the page.' : 'Loading…'}</p>;
  }
  return <>{children(loaded)}</>;
}

function Place({ at, later }: { at: Route; later: Later }) {
  switch (at.at) {
    case 'run':
      return <later.RunPage key={at.id} id={at.id} />;
    case 'compare':
      return <later.ComparePage left={at.left} right={at.right} />;
    case 'history':
      return <later.HistoryPage query={at.query} />;
    case 'audit':
      return <later.AuditPage query={at.query} />;
    case 'rules':
      return <later.RulesPage />;
    case 'health':
      return <later.HealthPage />;
    case 'events':
      return <later.EventsPage />;
    default:
      return null;
  }
}
