import { mayAnswer, say } from '../hub.ts';
import { Sure } from './Sure.tsx';

/** Asks a run to end. */
export function CancelRun({ id }: { id: string }) {
  if (!mayAnswer.value) {
    return null;
  }
  return <Sure ask="Cancel run" question="End this run?" yes="End it" act={() => say({ type: 'cancel_skill', skill_id: id })} />;
}
