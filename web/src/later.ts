export { EventsPage } from './pages/EventsPage.tsx';
export { RunPage } from './pages/RunPage.tsx';
