/** Conditions as written: `{ all | any: [...] }`, `{ not: ... }`, or one fact with its test. */
import { type DocumentReader, describe } from './document-reader.ts';
import { type Fact, factRoots } from './facts.ts';
import { nearestName } from './nearest-name.ts';
import type { Condition } from './sequence.ts';
import { withoutUndefined } from './without-undefined.ts';

const bounds = ['atLeast', 'atMost', 'above', 'below'] as const;
const tests = ['equals', 'in', 'exists', 'contains', ...bounds] as const;
const shapes = ['all', 'any', 'not', 'fact'] as const;

const example = 'for example { fact: lead.score, atLeast: 0.7 }, or all, any, not with conditions in them';
const otherNames: Readonly<Record<string, string>> = {
  is: 'write equals',
  eq: 'write equals',
  min: 'write atLeast',
  gte: 'write atLeast',
  max: 'write atMost',
  lte: 'write atMost',
  gt: 'write above',
  lt: 'write below',
  ne: 'write { not: { fact: …, equals: … } }',
  notIn: 'write { not: { fact: …, in: […] } }',
};

/** Conditions within conditions, at most. */
const depthMax = 10;
const partsMax = 100;

export function readCondition(place: DocumentReader, depth = 0): Condition | undefined {
  if (!place.isObject(example)) return undefined;
  if (depth > depthMax) return place.refuse(`this is more than ${depthMax} conditions deep`, 'a flatter condition');
  const given = shapes.filter((shape) => place.at(shape).given);
  const [shape] = given;
  if (shape === undefined) {
    const isClear = place.knowsOnly([...shapes, ...tests], otherNames);
    return isClear ? place.refuse('the condition asks nothing', example) : undefined;
  }
  if (!place.knowsOnly(shape === 'fact' ? ['fact', ...tests] : shapes, otherNames)) return undefined;
  if (given.length > 1)
    return place.refuse(`${given.join(' and ')} stand side by side`, 'one of them; join several in all: […]');
  return shape === 'fact' ? readLeaf(place) : readJoined(place.at(shape), shape, depth);
}

function readJoined(place: DocumentReader, shape: 'all' | 'any' | 'not', depth: number): Condition | undefined {
  if (shape === 'not') {
    const inner = readCondition(place, depth + 1);
    return inner && { not: inner };
  }
  const parts = place.items(partsMax, 'a list of conditions')?.map((part) => readCondition(part, depth + 1));
  const read = parts?.filter((part) => part !== undefined);
  if (read === undefined || read.length !== parts?.length) return undefined;
  return shape === 'all' ? { all: read } : { any: read };
}

function readLeaf(place: DocumentReader): Condition | undefined {
  const fact = readFactPath(place.at('fact'));
  const given = tests.filter((test) => place.at(test).given);
  const [test, ...more] = given;
  if (test === undefined) return place.refuse('the fact has no test', `one of ${tests.join(', ')}`);
  const isBound = (name: string) => (bounds as readonly string[]).includes(name);
  if (more.length > 0 && !given.every(isBound)) {
    return place.refuse(`${given.join(' and ')} stand side by side`, 'one test; join several in all: […]');
  }
  const leaf = isBound(test) ? readBounds(place) : readTest(place.at(test), test);
  return fact === undefined || leaf === undefined ? undefined : ({ fact, ...leaf } as Condition);
}

/** A dotted path to a fact such as `contact.attributes.plan`. */
export function readFactPath(place: DocumentReader): string | undefined {
  const path = place.text(200, 'a path such as lead.score');
  if (path === undefined) return undefined;
  if (!/^[A-Za-z]\w*(\.[\w-]+)+$/.test(path)) {
    return place.refuse(
      `${describe(path)} is not a path to a fact`,
      'names with dots between them, for example lead.score',
    );
  }
  const root = path.slice(0, path.indexOf('.'));
  const meant = (factRoots as readonly string[]).includes(root) ? undefined : nearestName(root, factRoots);
  if (meant !== undefined)
    place.warn(`no fact begins with "${root}"`, `did you mean ${meant}${path.slice(root.length)}?`);
  return path;
}

function readTest(place: DocumentReader, test: (typeof tests)[number]): object | undefined {
  switch (test) {
    case 'exists': {
      const exists = place.boolean();
      return exists === undefined ? undefined : { exists };
    }
    case 'contains': {
      const contains = place.text(1_000);
      return contains === undefined ? undefined : { contains };
    }
    case 'in': {
      const items = place
        .items(1_000, 'a list of values, for example [new, qualifying]')
        ?.map((item) => readFact(item));
      return items === undefined || items.includes(undefined) ? undefined : { in: items };
    }
    default: {
      const equals = readFact(place);
      return equals === undefined ? undefined : { equals };
    }
  }
}

function readBounds(place: DocumentReader): object | undefined {
  const problemsBefore = place.findings.problems.length;
  const [atLeast, atMost, above, below] = bounds.map((bound) => place.at(bound).optional((value) => value.number()));
  if (place.findings.problems.length > problemsBefore) return undefined;
  const low = Math.max(atLeast ?? Number.NEGATIVE_INFINITY, above ?? Number.NEGATIVE_INFINITY);
  const high = Math.min(atMost ?? Number.POSITIVE_INFINITY, below ?? Number.POSITIVE_INFINITY);
  if (low > high || (low === high && (low === above || high === below))) {
    return place.refuse('no number is within these bounds', 'a lower bound below the upper one');
  }
  return withoutUndefined({ atLeast, atMost, above, below });
}

/** A JSON value. Undefined after noting a problem. */
function readFact(place: DocumentReader): Fact | undefined {
  return isFact(place.value, 0)
    ? place.value
    : place.refuse(`this is ${describe(place.value)}`, 'a text, a number, true, false, or a list of these');
}

function isFact(value: unknown, depth: number): value is Fact {
  if (depth > depthMax) return false;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every((one) => isFact(one, depth + 1));
  return typeof value === 'object' && Object.values(value).every((one) => isFact(one, depth + 1));
}
