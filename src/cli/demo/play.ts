/** Plays the story: from one event to the next and from one due time to the next, telling what happens as it happens. */
import { pause, systemClock, waitFor } from '../../clock.ts';
import { readMessagePage } from '../../operations/read-messages.ts';
import { paint, say } from '../terminal.ts';
import { DeliveryReports } from './delivery-reports.ts';
import { dayAndTime, describeEvent, describeOneOff, onChannel } from './describe-event.ts';
import { addressOf, people } from './people.ts';
import { type Reply, ways, write } from './replies.ts';
import type { Stage } from './stage.ts';
import type { Scene } from './story.ts';
import { minuteOf, type TimelineLine, tellTimeline } from './tell-timeline.ts';
import { troubles } from './troubles.ts';

/** Real milliseconds for reading, after each moment at which something happened. */
const readingMs = 300;
/** Real milliseconds for a reply to get from a mailbox into the database. */
const replyMsMax = 20_000;
const nameWidth = Math.max(...Object.values(people).map(({ name }) => name.length)) + 2;

export class Play {
  readonly #stage: Stage;
  readonly #reports: DeliveryReports;
  /** By the key of each contact: its id, and the lines that were told of it. */
  readonly #cast = new Map<string, { readonly contactId: string; readonly told: Set<string> }>();

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#reports = new DeliveryReports(stage.vendors, stage.url, stage.clock);
  }

  /** @param stopping ends the play before the next scene */
  async perform(scenes: readonly Scene[], endsAt: number, stopping: AbortSignal): Promise<void> {
    await this.#introduce();
    for (const scene of scenes) {
      await this.#playUntil(scene.at);
      if (stopping.aborted) return;
      await this.#act(scene);
      await this.#tell();
    }
    await this.#playUntil(endsAt);
  }

  /** After the play the vendors go on to report on what they take. */
  async goOn(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      await this.#reports.post();
      await waitFor(systemClock, 1_000, stopping);
    }
  }

  async #playUntil(at: number): Promise<void> {
    await this.#stage.clock.playUntil(at, () => this.#tell());
    await this.#tell();
  }

  /** Our own system knows everybody who takes part, and says how to reach them. */
  async #introduce(): Promise<void> {
    const { clock, vendors } = this.#stage;
    const at = clock.now();
    for (const [key, { name, reach, timezone = 'UTC' }] of Object.entries(people)) {
      const addresses = reach.map((channel) => ({ channel, value: addressOf(key, channel, vendors.office.url) }));
      const contact = { key, name, timezone, addresses };
      const { contactId } = await this.#post('/v1/events', { type: 'contact.upserted', contact });
      this.#cast.set(key, { contactId: String(contactId), told: new Set() });
    }
    print(at, '', `our own system has told Relance of ${this.#cast.size} contacts and their addresses`);
  }

  async #act(scene: Scene): Promise<void> {
    const { at } = scene;
    if ('event' in scene) {
      const { event } = scene;
      const answer = await this.#post('/v1/events', { ...event, occurredAt: new Date(at).toISOString() });
      const ignored = answer.enrolled === 0 && ['lead.scored', 'call.ended'].includes(event.type);
      print(
        at,
        nameOf(event.contact.key),
        describeEvent(event) + (ignored ? paint('dim', ': no sequence begins') : ''),
      );
    } else if ('oneOff' in scene) {
      await this.#post('/v1/follow-ups', scene.oneOff);
      print(at, nameOf(scene.oneOff.contact.key), describeOneOff(scene.oneOff));
    } else if ('reply' in scene) {
      const { reply } = scene;
      const words = `writes ${onChannel(reply.channel)}: "${reply.text}"`;
      print(at, nameOf(reply.key), `${words}${paint('dim', ` (${ways[reply.channel]})`)}`);
      await write(this.#stage, reply);
      await this.#heard(reply);
    } else {
      const { news, happen } = troubles[scene.trouble];
      await happen(this.#stage.vendors);
      print(at, '', paint('red', news));
    }
  }

  /** As a caller's system does it: over HTTP. */
  async #post(path: string, body: object): Promise<Readonly<Record<string, unknown>>> {
    const { url, apiKey } = this.#stage;
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Readonly<Record<string, unknown>>;
    if (response.ok) return answer;
    throw new Error(`${path} answered ${JSON.stringify(answer)} to ${JSON.stringify(body)}`);
  }

  /** Resolves when a reply is in the database. */
  async #heard({ key, text }: Reply): Promise<void> {
    const { engine } = this.#stage;
    const filter = { contactId: this.#cast.get(key)?.contactId, direction: 'in' } as const;
    const giveUpAt = systemClock.now() + replyMsMax;
    for (;;) {
      const { items } = await readMessagePage(engine.context, engine.orgId, filter, { limit: 20, after: null });
      if (items.some((message) => message.text.includes(text))) return;
      if (systemClock.now() > giveUpAt) throw new Error(`nothing was heard of what ${nameOf(key)} wrote: "${text}"`);
      await pause(20);
    }
  }

  async #tell(): Promise<void> {
    const { engine } = this.#stage;
    await this.#reports.post();
    const news = await Promise.all(
      [...this.#cast].map(async ([key, { contactId, told }]) => {
        const lines = await tellTimeline(engine.context, engine.orgId, contactId, told);
        for (const { id } of lines) told.add(id);
        return lines.filter(({ kind }) => kind !== 'event').map((line) => ({ ...line, name: nameOf(key) }));
      }),
    );
    const lines = news.flat().sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    for (const line of lines) print(line.at, line.name, inColour(line));
    if (lines.length > 0) await waitFor(systemClock, readingMs);
  }
}

function nameOf(key: string): string {
  return people[key]?.name ?? key;
}

function print(at: number, name: string, text: string): void {
  say(`${paint('dim', dayAndTime(minuteOf(at)))}  ${paint('bold', name.padEnd(nameWidth))}${text}`);
}

function inColour({ kind, text }: TimelineLine): string {
  switch (kind) {
    case 'sent':
      return paint('green', text);
    case 'skipped':
    case 'stopped':
    case 'not_enrolled':
      return paint('yellow', text);
    case 'refused':
    case 'dead_letter':
    case 'unknown':
      return paint('red', text);
    default:
      return paint('dim', text);
  }
}
