/** Follow-ups by state, over all organizations: what was scheduled is what has ended and what is open. */
import { type FollowUpState, followUpStates } from '../domain/follow-up-state.ts';
import { countByState } from '../store/health.ts';
import type { OperationContext } from './context.ts';

const keepMs = 60_000;

/** A counter for metrics: counts at most once a minute, whoever asks how often. */
export function stateCounter({ db, clock }: OperationContext): () => Promise<Readonly<Record<FollowUpState, number>>> {
  let kept: { readonly at: number; readonly counts: Promise<Readonly<Record<FollowUpState, number>>> } | undefined;
  return () => {
    const now = clock.elapsedMs();
    if (!kept || now - kept.at >= keepMs) {
      const counts = countByState(db).then(
        (rows) =>
          Object.fromEntries(
            followUpStates.map((state) => [state, rows.find((row) => row.state === state)?.n ?? 0]),
          ) as Record<FollowUpState, number>,
      );
      counts.catch(() => {
        kept = undefined;
      });
      kept = { at: now, counts };
    }
    return kept.counts;
  };
}
