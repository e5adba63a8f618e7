/** What can be done to the follow-up of a row, in a menu; nothing where nothing can be done. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { FollowUp } from '../api/types.ts';
import { useMay } from '../session/use-session.ts';
import { type Verb, verbsFor } from '../words/states.ts';
import { actionWords } from './action-words.ts';
import { ConfirmAction } from './confirm-action.tsx';
import classes from './follow-ups.module.css';
import { contactName } from './row-facts.ts';

export function ActionMenu({ followUp }: { readonly followUp: FollowUp }) {
  const [asked, setAsked] = useState<Verb>();
  const [isAsking, setAsking] = useState(false);
  const may = useMay('send');
  const verbs = may ? verbsFor(followUp.state) : [];
  // A question that is open stays open, whatever becomes of the row meanwhile; the server has the last word.
  if (verbs.length === 0 && !isAsking) return null;
  return (
    <div className={classes.above}>
      <Menu position="bottom-end" withArrow>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${contactName(followUp)}`}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {verbs.map((verb) => {
            const { name, icon: Icon, isDestructive } = actionWords(verb, followUp);
            return (
              <Menu.Item
                key={verb}
                leftSection={<Icon size={16} aria-hidden />}
                {...(isDestructive && { c: 'var(--bad)' })}
                onClick={() => {
                  setAsked(verb);
                  setAsking(true);
                }}
              >
                {name}…
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      {asked && <ConfirmAction followUp={followUp} verb={asked} opened={isAsking} onClose={() => setAsking(false)} />}
    </div>
  );
}
