/**
 * Organizations' definitions, kept in memory: read when first asked for, dropped when told that they changed, and read
 * again after a while in case that was not heard.
 */
import type { Clock } from '../clock.ts';
import type { PublicHolidays } from '../domain/business-hours.ts';
import type { Channel } from '../domain/channel.ts';
import { DocumentReader } from '../domain/document-reader.ts';
import { underPolicy } from '../domain/merge-policy.ts';
import type { Policy } from '../domain/policy.ts';
import { mergeLayers, type PolicyLayer, type PolicyPath, policyFrom } from '../domain/policy-layer.ts';
import { loadPublicHolidays } from '../domain/public-holidays.ts';
import { readPolicyAt } from '../domain/read-policy.ts';
import type { Sequence } from '../domain/sequence.ts';
import type { Database } from '../store/database.ts';
import {
  type Definitions,
  type OrganizationRow,
  readDefinitions,
  type SenderRow,
  type TemplateRow,
} from '../store/definitions.ts';

const keepMs = 15_000;
const sweepMin = 100;

/** One organization's definitions, ready for look-ups. */
export interface OrganizationDefinitions {
  readonly organization: OrganizationRow;
  /** What counts where no sequence and no contact sets anything. */
  readonly policy: Policy;
  /** What the organization sets itself, and in which version; 0 where it has set nothing. */
  readonly ownPolicy: { readonly version: number; readonly layer: PolicyLayer };
  /** What counts for a sequence (null: a one-off) and a contact. @param contactPolicy what is set for the contact alone */
  policyOf(sequence: Sequence | null, contactPolicy: PolicyLayer | null): Policy;
  /** Who set a value: `contact`, `sequence`, `organization`, `default`. */
  policySourceOf(path: PolicyPath, sequence: Sequence | null, contactPolicy: PolicyLayer | null): string;
  /** Of the regions that the policy names. */
  readonly publicHolidays: PublicHolidays;
  /** The senders of a channel in failover order. */
  route(channel: Channel): readonly SenderRow[];
  /** The channels that have a sender. */
  readonly routedChannels: ReadonlySet<Channel>;
  sender(id: string): SenderRow | undefined;
  readonly senders: readonly SenderRow[];
  /** With what it leaves to its policy filled in. */
  sequence(key: string, version: number): Sequence | undefined;
  /** Its latest version, paused or not. */
  latestSequence(key: string): { readonly version: number; readonly sequence: Sequence } | undefined;
  /** Is the sequence paused, in all its versions? */
  isPaused(sequenceKey: string): boolean;
  /** The active versions: one per key, the latest; none of what is paused. */
  readonly activeSequences: readonly { readonly key: string; readonly version: number; readonly sequence: Sequence }[];
  /** The closest match: this channel and locale, then this channel, then this locale, then any. */
  template(key: string, channel: Channel, locale: string | null): TemplateRow | undefined;
  /** Every form of a template that a message on a channel may be made of. */
  formsOf(template: string, channel: Channel | 'same'): readonly TemplateRow[];
  /** The keys of all templates, each with the channels that it has a form for; `*` is all. */
  readonly templateChannels: ReadonlyMap<string, ReadonlySet<string>>;
}

export class DefinitionCache {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #kept = new Map<
    number,
    { readonly until: number; readonly loading: Promise<OrganizationDefinitions | undefined> }
  >();
  #sweepAt = sweepMin;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** The definitions, if they are at least of this version; else they are read again. */
  async atLeast(orgId: number, version: number): Promise<OrganizationDefinitions | undefined> {
    const known = await this.get(orgId);
    if (known && known.organization.definitions_version >= version) return known;
    this.forget(orgId);
    return this.get(orgId);
  }

  get(orgId: number): Promise<OrganizationDefinitions | undefined> {
    const kept = this.#kept.get(orgId);
    if (kept && kept.until > this.#clock.monotonicMs()) return kept.loading;
    const loading = readDefinitions(this.#db, orgId).then(
      async (definitions) => definitions && index(definitions, await publicHolidaysOf(definitions)),
    );
    if (this.#kept.size >= this.#sweepAt) this.#sweep();
    this.#kept.set(orgId, { until: this.#clock.monotonicMs() + keepMs, loading });
    loading.catch(() => this.#kept.delete(orgId));
    return loading;
  }

  /** Away with what is read again anyway: organizations come and go. */
  #sweep(): void {
    const now = this.#clock.monotonicMs();
    for (const [orgId, { until }] of this.#kept) if (until <= now) this.#kept.delete(orgId);
    this.#sweepAt = Math.max(sweepMin, 2 * this.#kept.size);
  }

  forget(orgId: number): void {
    this.#kept.delete(orgId);
  }
}

/** The package that knows them is large: it is loaded for whoever names a region. */
async function publicHolidaysOf({ policy }: Definitions): Promise<PublicHolidays> {
  const layer = policy ? readPolicyAt(new DocumentReader(policy.document), 'organization') : {};
  if ((layer['holidays.regions'] ?? []).length === 0) return () => [];
  return (await loadPublicHolidays()).publicHolidays;
}

function index(definitions: Definitions, publicHolidays: PublicHolidays): OrganizationDefinitions {
  const routes = new Map<Channel, SenderRow[]>();
  for (const sender of definitions.senders) {
    const route = routes.get(sender.channel) ?? [];
    route.push(sender);
    routes.set(sender.channel, route);
  }
  const { ownPolicy, policyOf, policySourceOf } = indexPolicy(definitions);
  const filled = definitions.sequences.map(({ definition, ...row }) => ({
    ...row,
    definition: underPolicy(definition, policyOf(definition, null)),
  }));
  const sequences = new Map(filled.map((row) => [`${row.key}@${row.version}`, row.definition]));
  // A version that was stored during the pause is paused as well.
  const paused = new Set(definitions.sequences.filter((row) => row.paused_at !== null).map((row) => row.key));
  const latest = new Map<string, (typeof filled)[number]>();
  for (const row of filled) {
    if ((latest.get(row.key)?.version ?? 0) < row.version) latest.set(row.key, row);
  }
  const templates = new Map(definitions.templates.map((row) => [`${row.key}/${row.channel}/${row.locale}`, row]));
  const templateChannels = new Map<string, Set<string>>();
  for (const { key, channel } of definitions.templates) {
    templateChannels.set(key, (templateChannels.get(key) ?? new Set()).add(channel));
  }
  return {
    organization: definitions.organization,
    policy: policyOf(null, null),
    ownPolicy,
    policyOf,
    policySourceOf,
    publicHolidays,
    route: (channel) => routes.get(channel) ?? [],
    routedChannels: new Set(routes.keys()),
    templateChannels,
    formsOf: (key, channel) =>
      definitions.templates.filter(
        (row) => row.key === key && (channel === 'same' || row.channel === channel || row.channel === '*'),
      ),
    senders: definitions.senders,
    sender: (id) => definitions.senders.find((sender) => sender.id === id),
    sequence: (key, version) => sequences.get(`${key}@${version}`),
    latestSequence: (key) => {
      const row = latest.get(key);
      return row && { version: row.version, sequence: row.definition };
    },
    isPaused: (key) => paused.has(key),
    activeSequences: [...latest.values()]
      .filter((row) => row.active && !paused.has(row.key))
      .map((row) => ({ key: row.key, version: row.version, sequence: row.definition })),
    template: (key, channel, locale) =>
      templates.get(`${key}/${channel}/${locale ?? '*'}`) ??
      templates.get(`${key}/${channel}/*`) ??
      templates.get(`${key}/*/${locale ?? '*'}`) ??
      templates.get(`${key}/*/*`),
  };
}

function indexPolicy({
  policy,
}: Definitions): Pick<OrganizationDefinitions, 'ownPolicy' | 'policyOf' | 'policySourceOf'> {
  // A value that a later version of ours refuses counts as not set.
  const layer = policy ? readPolicyAt(new DocumentReader(policy.document), 'organization') : {};
  const own = policyFrom(layer);
  const ofSequences = new WeakMap<Sequence, Policy>();
  return {
    ownPolicy: { version: policy?.version ?? 0, layer },
    policySourceOf: (path, sequence, contactPolicy) => {
      if (contactPolicy?.[path] !== undefined) return 'contact';
      if (sequence?.policy?.[path] !== undefined) return 'sequence';
      return layer[path] === undefined ? 'default' : 'organization';
    },
    policyOf: (sequence, contactPolicy) => {
      if (contactPolicy) return policyFrom(mergeLayers(layer, sequence?.policy ?? {}, contactPolicy));
      if (!sequence?.policy) return own;
      const known = ofSequences.get(sequence) ?? policyFrom(mergeLayers(layer, sequence.policy));
      ofSequences.set(sequence, known);
      return known;
    },
  };
}
