// `POST /v1/events`: 32 connections post 20,000 single events, one request after another on each, to one server process
// that shares the machine with Postgres and with this measuring process. Relance only. Warm-up: 1,000 requests.
import { Pool } from 'undici';
import { measureCalls } from '../callers.ts';
import { openServerProcess } from '../fleet.ts';
import { warmUpFrom } from '../follow-ups.ts';
import { verify, type Workload } from '../workload.ts';

const connections = 32;
const warmUpCount = 1_000;

export const events: Workload = {
  key: 'events',
  relanceOnly: true,
  figures: [
    { key: 'events.rate', label: 'POST /v1/events, 32 connections', unit: '/s' },
    { key: 'events.p50', label: '  p50', unit: 'ms' },
    { key: 'events.p99', label: '  p99', unit: 'ms' },
  ],

  async run(cell) {
    const { subject } = cell;
    const count = cell.scaled(20_000, 500);
    verify(subject.eventBody !== undefined, `${subject.name} has no events.`);
    const server = await openServerProcess(subject.name, cell.databaseUrl);
    const pool = new Pool(new URL(server.url).origin, { connections, pipelining: 1 });
    const post = async (number: number) => {
      const { statusCode, body } = await pool.request({
        path: '/v1/events',
        method: 'POST',
        headers: { ...server.headers, 'content-type': 'application/json' },
        body: JSON.stringify(subject.eventBody?.(number)),
      });
      const text = await body.text();
      verify(statusCode >= 200 && statusCode < 300, `POST /v1/events answered ${statusCode}: ${text.slice(0, 500)}`);
    };
    try {
      cell.log('warm-up');
      await measureCalls(connections, warmUpCount, (index) => post(warmUpFrom + index));
      cell.log(`posting ${count} events`);
      const figures = await measureCalls(connections, count, post);
      return { 'events.rate': figures.rate, 'events.p50': figures.p50Ms, 'events.p99': figures.p99Ms };
    } finally {
      await pool.close();
      await server.close();
    }
  },
};
