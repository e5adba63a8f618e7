// The routes as the description of the API lists them, for tests that go over all of them.
interface Documented {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly operationId?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly description?: string;
    readonly example?: unknown;
    readonly schema: {
      readonly examples?: readonly unknown[];
      readonly enum?: readonly unknown[];
      readonly type?: string;
    };
  }[];
  readonly description?: string;
  readonly responses: Readonly<Record<string, { readonly description?: string; readonly headers?: object }>>;
  readonly requestBody?: {
    readonly content: {
      readonly 'application/json'?: {
        readonly example?: unknown;
        readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
      };
    };
  };
}

export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{name}` for each parameter. */
  readonly path: string;
  /** The word after /v1. */
  readonly resource: string;
  readonly documented: Documented;
}

export function operationsOf(document: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Documented>>>>;
}): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, documented]) => ({
      method: method.toUpperCase() as Operation['method'],
      path,
      resource: path.split('/')[2] ?? '',
      documented,
    })),
  );
}

/** What callers call; vendors' calls are verified by their signatures instead. */
export const isForCallers = ({ path }: Pick<Operation, 'path'>) => !path.startsWith('/webhooks/');

/** A body that is good, from the description; an empty one where there is none. */
export function exampleOf({ documented }: Operation): unknown {
  if (!documented.requestBody) return undefined;
  const { example, examples } = documented.requestBody.content['application/json'] ?? {};
  return example ?? Object.values(examples ?? {})[0]?.value ?? {};
}
