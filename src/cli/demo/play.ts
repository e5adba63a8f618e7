/** Plays the story: from one event to the next and from one due time to the next, telling what happens as it happens. */
import { systemClock, waitFor } from '../../clock.ts';
import { paint, say } from '../terminal.ts';
import { dayAndTime, describeEvent } from './describe-event.ts';
import type { Stage } from './stage.ts';
import { people, type Scene } from './story.ts';
import { minuteOf, type TimelineLine, tellTimeline } from './tell-timeline.ts';

/** Real milliseconds for reading, after each moment at which something happened. */
const readingMs = 300;
const nameWidth = Math.max(...Object.values(people).map(({ name }) => name.length)) + 2;

export class Play {
  readonly #stage: Stage;
  /** The last line that was told of each contact, by the contact's id. */
  readonly #told = new Map<string, { readonly key: string; last: string }>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** @param stopping ends the play before the next scene */
  async perform(scenes: readonly Scene[], endsAt: number, stopping: AbortSignal): Promise<void> {
    for (const scene of scenes) {
      await this.#playUntil(scene.at);
      if (stopping.aborted) return;
      await this.#act(scene);
      await this.#tell();
    }
    await this.#playUntil(endsAt);
  }

  async #playUntil(at: number): Promise<void> {
    await this.#stage.clock.playUntil(at, () => this.#tell());
    await this.#tell();
  }

  async #act(scene: Scene): Promise<void> {
    if ('event' in scene) return this.#record(scene);
    const { mail } = this.#stage;
    switch (scene.mail) {
      case 'refuses':
        mail.refuseWith(451, '4.3.2 too busy, try again later');
        break;
      case 'accepts':
        mail.acceptAgain();
        break;
      case 'goes away':
        await mail.goAway();
        break;
      case 'comes back':
        await mail.comeBack();
        break;
    }
    const news = {
      refuses: 'is too busy and refuses every e-mail',
      accepts: 'takes e-mails again',
      'goes away': 'is gone',
      'comes back': 'is back',
    };
    print(scene.at, '', paint('red', `the mail server ${news[scene.mail]}`));
  }

  /** As a caller's system does it: over HTTP. */
  async #record({ at, event }: Extract<Scene, { event: unknown }>): Promise<void> {
    const { url, apiKey } = this.#stage;
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
      body: JSON.stringify({ ...event, occurredAt: new Date(at).toISOString() }),
    });
    const answer = (await response.json()) as { contactId?: string; enrolled?: number; detail?: string };
    if (!response.ok || !answer.contactId)
      throw new Error(`the event ${JSON.stringify(event)} was answered with ${JSON.stringify(answer)}`);
    const ignored = answer.enrolled === 0 && ['lead.scored', 'call.ended'].includes(String(event.type));
    const { name = event.contact.key } = people[event.contact.key] ?? {};
    print(at, name, `${describeEvent(event)}${ignored ? paint('dim', ': no sequence begins') : ''}`);
    if (!this.#told.has(answer.contactId)) this.#told.set(answer.contactId, { key: event.contact.key, last: '' });
  }

  async #tell(): Promise<void> {
    const { engine } = this.#stage;
    const news = await Promise.all(
      [...this.#told].map(async ([contactId, told]) => {
        const lines = await tellTimeline(engine.context, engine.orgId, contactId, told.last);
        told.last = lines.at(-1)?.id ?? told.last;
        return lines
          .filter(({ kind }) => kind !== 'event')
          .map((line) => ({ ...line, name: people[told.key]?.name ?? told.key }));
      }),
    );
    const lines = news.flat().sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    for (const line of lines) print(line.at, line.name, inColour(line));
    if (lines.length > 0) await waitFor(systemClock, readingMs);
  }
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
