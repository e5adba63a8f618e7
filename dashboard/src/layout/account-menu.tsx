/** Who is signed in, for which organization; to another one, to the account, out. */
import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconCheck, IconLogout, IconUser, IconUserCircle, IconUsers } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { signOut, switchOrganization } from '../api/account.ts';
import { currentKey, endSession } from '../session/session.ts';
import { beginSwitching } from '../session/shown-organization.ts';
import { useMay, useSession } from '../session/use-session.ts';
import { roleNames } from '../words/roles.ts';

export function AccountMenu() {
  const session = useSession();
  const mayManageTeam = useMay('admin');
  const navigate = useNavigate();
  const switching = useMutation({
    mutationFn: switchOrganization,
    onMutate: () => beginSwitching(true),
    onError: () => beginSwitching(false),
    // Anew from the beginning: nothing of the one organization may be seen in the other.
    onSuccess: () => location.assign('/follow-ups'),
  });
  const leave = async () => {
    // Where the server cannot be reached the cookie stays; but nothing here uses it.
    if (currentKey() === null) await signOut().catch(() => {});
    endSession();
    await navigate({ to: '/sign-in' });
  };
  const operator = session?.operator;
  const organizations = operator?.organizations ?? [];
  return (
    <Menu position="bottom-end" withArrow width={260}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Your account">
          <IconUserCircle size={22} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {session && (
          <>
            <div style={{ padding: '8px 12px' }}>
              <Text size="sm" fw={600} truncate>
                {session.name}
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {operator ? `${operator.email}, ${roleNames[operator.role].toLowerCase()}` : 'API key'}
              </Text>
            </div>
            <Menu.Divider />
          </>
        )}
        {organizations.length > 1 && (
          <>
            <Menu.Label>Organization</Menu.Label>
            <Menu.RadioGroup
              value={session?.organization.key ?? ''}
              onChange={(key) => key !== session?.organization.key && switching.mutate(key)}
            >
              {organizations.map(({ key, name }) => (
                <Menu.RadioItem
                  key={key}
                  value={key}
                  closeMenuOnClick
                  rightSection={<IconCheck size={14} opacity={0} />}
                >
                  {name}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Divider />
          </>
        )}
        <Menu.Item
          leftSection={<IconUser size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/account" {...props} />}
        >
          Your account
        </Menu.Item>
        {mayManageTeam && operator && (
          <Menu.Item
            leftSection={<IconUsers size={16} aria-hidden />}
            renderRoot={(props) => <Link to="/team" {...props} />}
          >
            Team
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
