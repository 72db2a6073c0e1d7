export { AuditPage } from './pages/AuditPage.tsx';
export { ComparePage } from './pages/ComparePage.tsx';
export { EventsPage } from './pages/EventsPage.tsx';
export { HealthPage } from './pages/HealthPage.tsx';
export { HistoryPage } from './pages/HistoryPage.tsx';
export { RunPage } from './pages/RunPage.tsx';
export { RulesPage } from './pages/RulesPage.tsx';
