// temporary
import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { statements } from '../../src/store/list-follow-ups.ts';
import { startApi } from './support/api.ts';
it('tmp', { timeout: 120000 }, async () => {
  const api = await startApi();
  await api.call('PUT', '/v1/contacts/key:ana', { email: 'ana@example.com' });
  await api.context.db.query({ name: 'fill', text: `INSERT INTO relance.follow_ups (org_id, id, contact_id, due_at, queue_at, created_at, channel, category, tier, state, failed_at, ended_at, reason)
   SELECT 1 + n % 2, gen_random_uuid(), CASE WHEN n % 10000 = 0 THEN (SELECT id FROM relance.contacts LIMIT 1) ELSE gen_random_uuid() END, relance.now() + n * interval '1 second', CASE WHEN n % 500 <> 0 THEN relance.now() + n * interval '1 second' END, relance.now(), (ARRAY['email','sms','webhook'])[1 + n % 3], 'nurture', n % 4, CASE WHEN n % 500 <> 0 THEN 'scheduled' ELSE 'dead_letter' END::relance.follow_up_state,
   CASE WHEN n % 500 = 0 THEN relance.now() END, CASE WHEN n % 500 = 0 THEN relance.now() END, CASE WHEN n % 500 = 0 THEN 'x' END FROM generate_series(1, 60000) n` });
  await api.context.db.query({ name: 'an', text: 'ANALYZE relance.follow_ups' });
  const out: string[] = [];
  for (const [view, p] of [['upcoming', [1, 51, null, null, null, null, null, null, null, null]], ['contact', [1, 51, null, null, null, null, '00000000-0000-7000-8000-000000000000', null, null, null]]] as const) {
    const rows = await api.context.db.transaction(1, async (tx) => { await tx.query({ name: 'al', text: `SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true), set_config('enable_hashjoin', 'off', true)` }); return tx.query<Record<string, string>>({ name: `x${view}`, text: `EXPLAIN (ANALYZE, COSTS ON) ${statements[view].text}` }, p); });
    out.push(view, ...rows.map((r) => r['QUERY PLAN'] ?? ''));
  }
  const contactId = (await api.call('GET', '/v1/contacts')).body.items[0].id;
  for (const url of ['/v1/follow-ups?view=upcoming', '/v1/follow-ups?view=upcoming&channel=sms', '/v1/follow-ups?view=failed', '/v1/follow-ups', `/v1/follow-ups?contact=${contactId}`]) {
    const times: number[] = []; let n = 0;
    for (let i = 0; i < 12; i += 1) { const t = performance.now(); const r = await api.call('GET', url); times.push(Math.round(performance.now() - t)); n = r.body.items.length; }
    out.push(`${url} ${n}: ${times.join(' ')}`);
  }
  writeFileSync('/tmp/plans.txt', out.join('\n'));
  await api.close();
});
