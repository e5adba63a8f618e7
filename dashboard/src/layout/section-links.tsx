/** The ways to the sections: a column at the side, or a row at the bottom within reach of a thumb. */
import { Text } from '@mantine/core';
import { IconBell, IconCalendarClock, IconInbox, IconShieldQuestion, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay, useSession } from '../session/use-session.ts';
import classes from './section-links.module.css';

const sections = [
  { to: '/follow-ups', name: 'Follow-ups', icon: IconCalendarClock },
  { to: '/coverage', name: 'Coverage', icon: IconShieldQuestion },
  { to: '/alerts', name: 'Alerts', icon: IconBell },
  { to: '/inbox', name: 'Sandbox inbox', short: 'Sandbox', icon: IconInbox },
] as const;

/** For owners. */
const team = { to: '/team', name: 'Team', icon: IconUsers } as const;

export function SectionLinks({ place }: { readonly place: 'side' | 'bottom' }) {
  const session = useSession();
  const hasTeam = useMay('admin') && session?.operator != null;
  return (
    <nav aria-label="Sections" className={classes[place]}>
      {[...sections, ...(hasTeam ? [team] : [])].map(({ to, name, icon: Icon, ...rest }) => (
        <Link key={to} to={to} aria-label={name} className={classes.link} activeOptions={{ includeSearch: false }}>
          <Icon size={20} stroke={1.7} aria-hidden />
          <Text span inherit>
            {place === 'bottom' && 'short' in rest ? rest.short : name}
          </Text>
        </Link>
      ))}
    </nav>
  );
}
