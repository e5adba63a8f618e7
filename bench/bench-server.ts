// The PostgreSQL server of one run: the one in DATABASE_URL, or a throwaway one in a temporary folder (TMPDIR chooses the
// disk) from the embedded programs, with the settings and the durability that the embedded database has.
import { startPostgresServer } from '../test/support/postgres-server.ts';

export interface BenchServer {
  /** A role that may create databases. */
  readonly adminUrl: string;
  stop(): Promise<void>;
}

export async function openServer(databaseUrl: string | undefined): Promise<BenchServer> {
  if (databaseUrl) return { adminUrl: databaseUrl, stop: async () => undefined };
  console.error('starting a throwaway PostgreSQL');
  const server = await startPostgresServer({
    source: 'embedded',
    durable: true,
    settings: { shared_buffers: '128MB', jit: 'off', random_page_cost: '1.1' },
  });
  return {
    adminUrl: server.adminUrl,
    async stop() {
      await server.stop();
      await server.destroy();
    },
  };
}
