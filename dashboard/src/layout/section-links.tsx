/** The ways to the sections: a column at the side, or a row at the bottom within reach of a thumb. */
import { Text } from '@mantine/core';
import { IconCalendarClock, IconInbox, IconShieldQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import classes from './section-links.module.css';

const sections = [
  { to: '/follow-ups', name: 'Follow-ups', icon: IconCalendarClock },
  { to: '/coverage', name: 'Coverage', icon: IconShieldQuestion },
  { to: '/inbox', name: 'Sandbox inbox', icon: IconInbox },
] as const;

export function SectionLinks({ place }: { readonly place: 'side' | 'bottom' }) {
  return (
    <nav aria-label="Sections" className={classes[place]}>
      {sections.map(({ to, name, icon: Icon }) => (
        <Link key={to} to={to} className={classes.link} activeOptions={{ includeSearch: false }}>
          <Icon size={20} stroke={1.7} aria-hidden />
          <Text span inherit>
            {name}
          </Text>
        </Link>
      ))}
    </nav>
  );
}
