/** An empty list: why it is empty, and what to do next. */
import { Button, EmptyState } from '@mantine/core';
import { IconCalendarPlus, IconFilterOff, IconMoodCheck, IconSend } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { CodeSample } from '../parts/code-sample.tsx';
import type { FollowUpSearch } from './search.ts';

export function NothingHere({ search, onClear }: { readonly search: FollowUpSearch; readonly onClear: () => void }) {
  const { view = 'upcoming', state, channel } = search;
  if (state || channel) {
    return (
      <EmptyState
        py={56}
        icon={<IconFilterOff stroke={1.4} aria-hidden />}
        title="No follow-up matches"
        description="Nothing in this list has that state and channel."
      >
        <EmptyState.Actions>
          <Button variant="default" onClick={onClear}>
            Clear the filters
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    );
  }
  if (view === 'failed') {
    return (
      <EmptyState
        py={56}
        icon={<IconMoodCheck stroke={1.4} aria-hidden />}
        title="Nothing failed"
        description="What could not be sent waits here, with the reason, until somebody tries it again or discards it."
      />
    );
  }
  if (view === 'recent') {
    return (
      <EmptyState
        py={56}
        icon={<IconSend stroke={1.4} aria-hidden />}
        title="Nothing was sent yet"
        description="What goes out shows here within two seconds."
      >
        <EmptyState.Actions>
          <Button variant="default" renderRoot={(props) => <Link to="/follow-ups" search={{}} {...props} />}>
            See what is upcoming
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      py={48}
      icon={<IconCalendarPlus stroke={1.4} aria-hidden />}
      title="Nothing is scheduled"
      description="Follow-ups come from sequences when events are recorded. Or schedule a first one by hand:"
    >
      <div style={{ width: 'min(620px, 100%)' }}>
        <CodeSample label="Commands that schedule a follow-up" code={sample(location.origin)} />
      </div>
      <EmptyState.Actions>
        <Button variant="default" component="a" href="/docs">
          About the API
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}

function sample(origin: string): string {
  return `curl -X PUT ${origin}/v1/contacts/key:ana \\
  -H "x-api-key: $KEY" \\
  --json '{"name": "Ana", "email": "ana@example.com"}'

curl ${origin}/v1/follow-ups \\
  -H "x-api-key: $KEY" \\
  --json '{"contact": {"key": "ana"}, "after": "1m", "channel": "email",
           "subject": "Hello", "text": "Hello {{ contact.name }}"}'`;
}
