/** A sentence of the server's, with its instants on the viewer's clock. */
import { Fragment } from 'react';
import { serverNow } from '../api/clock.ts';
import { absoluteWords, fullWords } from '../words/times.ts';

const instantForm = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)/;

export function Sentence({ text }: { readonly text: string }) {
  return text.split(instantForm).map((part, index) => {
    const key = `${index}:${part}`;
    // Of a split by a group, every second part is what was found.
    if (index % 2 === 0) return <Fragment key={key}>{part}</Fragment>;
    const at = Date.parse(part);
    return (
      <time key={key} dateTime={part} title={fullWords(at)} className="figures">
        {absoluteWords(at, serverNow())}
      </time>
    );
  });
}
