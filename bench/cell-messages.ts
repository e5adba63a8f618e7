// What `run.ts` and the process of one cell say to each other: one request, one answer.

export interface CellRequest {
  readonly workload: string;
  readonly subject: string;
  readonly databaseUrl: string;
  readonly scale: number;
}

export type CellAnswer =
  | { readonly outcome: 'measured'; readonly figures: Readonly<Record<string, number>> }
  | { readonly outcome: 'failed'; readonly reason: string };
