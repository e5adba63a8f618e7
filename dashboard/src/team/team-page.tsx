/** The team: who signs in to this organization, what they may do, who is invited. For owners. */
import { Alert, Badge, Box, Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconLock, IconSelector, IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeRole, loadInvitations, loadTeam, removeOperator, takeBackInvitation } from '../api/account.ts';
import { wordsOf } from '../api/fault.ts';
import type { Invitation, Operator, Role } from '../api/types.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Instant } from '../parts/instant.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { PagedList } from '../parts/paged-list.tsx';
import { useMay, useSession } from '../session/use-session.ts';
import { roleDeeds, roleNames } from '../words/roles.ts';
import { InviteForm } from './invite-form.tsx';

export function TeamPage() {
  usePageTitle('Team');
  const may = useMay('admin');
  const session = useSession();
  const [isInviting, setInviting] = useState(false);
  return (
    <Box p={{ base: 'md', sm: 'xl' }} maw={860}>
      <Group justify="space-between" mb="md">
        <Title order={1} size="h2">
          Team
        </Title>
        {may && (
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
            Invite somebody
          </Button>
        )}
      </Group>
      {may ? (
        <Stack gap="xl">
          <PagedList
            name="Operators"
            kind="operators"
            load={loadTeam}
            row={(one) => <MemberRow member={one} />}
            empty="Nobody yet."
          />
          <section aria-labelledby="invitations-title">
            <Title order={2} size="h4" mb="sm" id="invitations-title">
              Open invitations
            </Title>
            <PagedList
              name="Open invitations"
              kind="invitations"
              load={loadInvitations}
              row={(one) => <InvitationRow invitation={one} />}
              empty="Nobody is invited at the moment."
            />
          </section>
        </Stack>
      ) : (
        session && (
          <Alert color="gray" icon={<IconLock aria-hidden />} title="The team is for owners">
            Ask an owner of this organization if somebody is to join, to leave or to get another role.
          </Alert>
        )
      )}
      <InviteForm opened={isInviting} onClose={() => setInviting(false)} />
    </Box>
  );
}

function MemberRow({ member }: { readonly member: Operator }) {
  const session = useSession();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const isOneself = session?.operator?.id === member.id;
  const change = useMutation({
    mutationFn: (role: Role) => changeRole(member.id, role),
    onSettled: () => client.invalidateQueries(),
    onSuccess: (_, role) =>
      notifications.show({
        message: `${member.name} is ${roleNames[role].toLowerCase()} now.`,
        color: 'green',
        icon: <IconCheck size={18} aria-hidden />,
      }),
  });
  return (
    <Group px="md" py="sm" justify="space-between" gap="sm">
      <Box miw={0} style={{ flex: '1 1 200px' }}>
        <Group gap={8}>
          <Text fw={600} truncate>
            {member.name}
          </Text>
          {isOneself && (
            <Badge size="sm" variant="light" tt="none">
              You
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed" truncate>
          {member.email}
        </Text>
        {change.error && (
          <Text size="sm" c="var(--bad)" role="alert">
            {wordsOf(change.error)}
          </Text>
        )}
      </Box>
      <Group gap="sm" wrap="nowrap">
        <RoleSelect
          label={`Role of ${member.name}`}
          value={member.role}
          disabled={change.isPending}
          onChange={(role) => change.mutate(role)}
        />
        <Button
          variant="default"
          c="var(--bad)"
          aria-label={isOneself ? 'Leave this organization' : `Remove ${member.name}`}
          onClick={() => setAsking(true)}
        >
          {isOneself ? 'Leave' : 'Remove'}
        </Button>
      </Group>
      <Confirm
        opened={isAsking}
        onClose={() => setAsking(false)}
        question={isOneself ? 'Leave this organization?' : `Remove ${member.name}?`}
        consequence={`${isOneself ? 'You' : member.name} can no longer see anything of this organization, at once.`}
        confirm={isOneself ? 'Leave' : 'Remove'}
        done={isOneself ? 'You have left.' : `${member.name} is removed.`}
        act={() => removeOperator(member.id)}
      />
    </Group>
  );
}

interface RoleSelectProps {
  readonly label: string;
  readonly value: Role;
  readonly disabled: boolean;
  readonly onChange: (role: Role) => void;
}

function RoleSelect({ label, value, disabled, onChange }: RoleSelectProps) {
  return (
    <NativeSelect
      aria-label={label}
      title={`${roleNames[value]}: ${roleDeeds[value]}`}
      rightSection={<IconSelector size={16} aria-hidden />}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.value as Role)}
      data={Object.entries(roleNames).map(([role, name]) => ({ value: role, label: name }))}
    />
  );
}

function InvitationRow({ invitation }: { readonly invitation: Invitation }) {
  const [isAsking, setAsking] = useState(false);
  const whose = invitation.email ?? 'whoever sets this up';
  return (
    <Group px="md" py="sm" justify="space-between" gap="sm">
      <Box miw={0} style={{ flex: '1 1 200px' }}>
        <Text fw={600} truncate>
          {whose}
        </Text>
        <Text size="sm" c="dimmed">
          {roleNames[invitation.role]}, invited by {invitation.invitedBy}; good until{' '}
          <Instant at={invitation.expiresAt} inline />
        </Text>
      </Box>
      <Button variant="default" aria-label={`Take back the invitation of ${whose}`} onClick={() => setAsking(true)}>
        Take back
      </Button>
      <Confirm
        opened={isAsking}
        onClose={() => setAsking(false)}
        question={`Take back the invitation of ${whose}?`}
        consequence="Its link opens nothing any more."
        confirm="Take it back"
        done="The invitation is taken back."
        act={() => takeBackInvitation(invitation.id)}
      />
    </Group>
  );
}
