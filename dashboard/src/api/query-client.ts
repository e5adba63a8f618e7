/** How answers are kept and asked for again. */
import { QueryClient } from '@tanstack/react-query';
import { ApiFault } from './fault.ts';

/** How often what is on the screen is asked for again; never while the page is hidden. */
export const refreshMs = 2_000;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 1_000,
      gcTime: 60_000,
      // What the server refuses it will refuse again; what passes by itself is worth one more call.
      retry: (failures, error) =>
        failures < 1 && error instanceof ApiFault && (error.status === 0 || error.status >= 500),
      retryDelay: 500,
      refetchOnWindowFocus: true,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
