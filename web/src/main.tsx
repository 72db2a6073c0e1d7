import './style/base.css';
import './style/shell.css';
import './style/question.css';
import './style/attached.css';
import './style/run.css';
import './style/page.css';
import './style/output.css';
import './style/history.css';
import './style/table.css';
import './style/rules.css';
import './style/insight.css';
import 'uplot/dist/uPlot.min.css';
import './style/ansi.css';

import { render } from 'preact';
import { App } from './App.tsx';
import { startBadge } from './badge.ts';
import { exchange, start } from './hub.ts';
import { startNotices } from './notify.ts';
import { startPresence } from './presence.ts';

/** A one-time code is in the address for as short a time as can be: before anything is shown it is gone. */
async function begin(): Promise<void> {
  const code = /^#code=([\w-]+)$/.exec(location.hash)?.[1];
  if (code !== undefined) {
    history.replaceState(null, '', location.pathname + location.search);
    await exchange(code);
  }
  start();
  startPresence();
  startBadge();
  startNotices();
  render(<App />, document.getElementById('page') as HTMLElement);
}

void begin();
