import { describe, expect, it } from 'vitest';
import { withoutQuote } from './reply-text.ts';

const ours = '> Hello Ada,\n>\n> shall we meet?\n> STOP ends these mails.\n';

describe('what the person wrote is kept, what they answer is left out', () => {
  it.each([
    ['On Mon, 2 Mar 2026 at 10:00, The Studio <studio@example.com> wrote:'],
    ['On Mon, 2 Mar 2026 at 10:00, The Studio with a long name\n<studio@example.com> wrote:'],
    ['On Mar 2, 2026, at 10:00 AM, The Studio <studio@example.com> wrote:'],
    ['Am 02.03.2026 um 10:00 schrieb The Studio:'],
    ['Am Mo., 2. März 2026 um 10:00 Uhr schrieb The Studio <studio@example.com>:'],
    ['The Studio <studio@example.com> schrieb am Mo., 2. März 2026, 10:00:'],
    ['Le lun. 2 mars 2026 à 10:00, The Studio <studio@example.com> a écrit :'],
    ['El lun, 2 mar 2026 a las 10:00, The Studio (<studio@example.com>)\nescribió:'],
    ['Il giorno lun 2 mar 2026 alle ore 10:00 The Studio <studio@example.com> ha scritto:'],
    ['Em seg., 2 de mar. de 2026 às 10:00, The Studio <studio@example.com> escreveu:'],
    ['Op ma 2 mrt 2026 om 10:00 schreef The Studio <studio@example.com>:'],
    ['Den mån 2 mars 2026 kl 10:00 skrev The Studio <studio@example.com>:'],
    ['pon., 2 mar 2026 o 10:00 The Studio <studio@example.com> napisał(a):'],
    ['пн, 2 мар. 2026 г. в 10:00, The Studio <studio@example.com>:'],
    ['2026年3月2日(月) 10:00 The Studio <studio@example.com>:'],
    ['The Studio <studio@example.com> 于2026年3月2日周一 10:00写道：'],
  ])('below %j', (introduction) => {
    expect(withoutQuote(`Yes, please.\n\n${introduction}\n\n${ours}`.replace(':\n\n>', ':\n>'))).toBe('Yes, please.');
    expect(withoutQuote(`Yes, please.\n${introduction}\n${ours}`)).toBe('Yes, please.');
  });

  it.each([
    ['On Mon, 2 Mar 2026 at 10:00, The Studio <studio@example.com> wrote:\n\nHello Ada,\nshall we meet?'],
    ['-----Original Message-----\nFrom: The Studio\nHello Ada'],
    ['-----Ursprüngliche Nachricht-----\nVon: The Studio'],
    ['-------- Message original --------\nDe : The Studio'],
    ['---------- Forwarded message ---------\nHello Ada'],
    ['From: The Studio <studio@example.com>\nSent: Monday, 2 March 2026 10:00\nTo: Ada\nSubject: Hello\n\nHello Ada'],
    ['________________________________\nVon: The Studio\nGesendet: Montag, 2. März 2026\nAn: Ada\n\nHello Ada'],
    ['*De :* The Studio\n*Envoyé :* lundi 2 mars 2026\nHello Ada'],
    ['De: The Studio\nEnviado el: lunes, 2 de marzo de 2026\nHello Ada'],
    ['发件人：The Studio\n发送时间：2026年3月2日\n你好'],
    ['-- \nAda Lovelace\nAnalyst'],
    ['Sent from my iPhone'],
    ['Get Outlook for Android<https://example.com>'],
    ['Von meinem iPhone gesendet\n\nAm 02.03.2026 um 10:00 schrieb The Studio:\n\n> Hello'],
    ['Envoyé de mon iPhone\n\n> Le 2 mars 2026 à 10:00, The Studio a écrit :\n> Bonjour'],
  ])('where the whole mail hangs below: %j', (below) => {
    expect(withoutQuote(`Stop\n\n${below}`)).toBe('Stop');
    expect(withoutQuote(`Stop\r\n\r\n${below.replaceAll('\n', '\r\n')}`)).toBe('Stop');
  });

  it('keeps answers between and below quoted lines', () => {
    const text = 'On 2 March 2026, The Studio wrote:\n> Monday?\n\nNo.\n\n> Tuesday?\n\nYes.\n\n-- \nAda';
    expect(withoutQuote(text)).toBe('No.\n\nYes.');
  });

  it('keeps what only looks like an introduction or a signature', () => {
    for (const text of [
      'On my way, as I wrote:\nsee you at ten',
      'On Monday I can.\nOn Tuesday I wrote 3 mails.',
      'From: the station to the studio it is a mile.',
      'Sent with love',
      'Date: 3 May\nPlace: the studio',
      'a -- b\n---\nc',
      'One\n\nTwo',
    ])
      expect(withoutQuote(text)).toBe(text.trim());
  });

  it('does not take the line above an introduction for a part of it', () => {
    const text = `On Monday I can.\nOn Mon, 2 Mar 2026 at 10:00, The Studio\n<studio@example.com> wrote:\n${ours}`;
    expect(withoutQuote(text)).toBe('On Monday I can.');
  });

  it('leaves nothing of a mail that is all quote', () => {
    expect(withoutQuote(ours)).toBe('');
    expect(withoutQuote(`On 2 March 2026, The Studio wrote:\n${ours}`)).toBe('');
    expect(withoutQuote('')).toBe('');
  });

  it('stays linear for text that was made to be slow', () => {
    const unfriendly = [
      'On 1 '.repeat(200),
      `${'on 1 wrote '.repeat(90)}.:x`,
      '-'.repeat(900),
      `${'From: a '.repeat(100)}`,
      '_ '.repeat(450),
    ];
    const startedAt = performance.now();
    for (const line of unfriendly) withoutQuote(`${line}\n`.repeat(Math.ceil(500_000 / line.length)));
    for (const piece of ['\n', '>', 'a\n\n', 'On 1 wrote:\n\n>']) withoutQuote(piece.repeat(500_000 / piece.length));
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
