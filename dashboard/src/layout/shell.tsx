/** What surrounds every page: the sections at the side (on a phone at the bottom), colours, one's account. */
import { ActionIcon, AppShell, Button, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconBook } from '@tabler/icons-react';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { useSession } from '../session/use-session.ts';
import { viewerZone } from '../words/times.ts';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { ColorSchemeMenu } from './color-scheme-menu.tsx';
import { MovedNotice } from './moved-notice.tsx';
import { SectionLinks } from './section-links.tsx';

export function Shell() {
  const organization = useOrganizationName();
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: true } }}
      footer={{ height: { base: 60, sm: 0 } }}
      transitionDuration={0}
      styles={{ header: { background: 'var(--surface)' }, navbar: { background: 'var(--surface)' } }}
    >
      <a href="#content" className="skip-link">
        To the content
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Brand size={26} />
            {organization !== undefined && (
              <Text size="sm" c="dimmed" truncate aria-label="Organization">
                {organization}
              </Text>
            )}
          </Group>
          <Group gap={4} wrap="nowrap">
            <Tooltip label="About the API">
              <ActionIcon component="a" href="/docs" variant="subtle" color="gray" size="lg" aria-label="About the API">
                <IconBook size={20} stroke={1.6} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <ColorSchemeMenu />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" visibleFrom="sm">
        <Stack justify="space-between" h="100%">
          <SectionLinks place="side" />
          <Text size="xs" c="dimmed" px="sm">
            Times in {viewerZone.replaceAll('_', ' ')}
          </Text>
        </Stack>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} style={{ outline: 'none' }}>
        <Outlet />
        <MovedNotice />
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm" style={{ background: 'var(--surface)' }}>
        <SectionLinks place="bottom" />
      </AppShell.Footer>
    </AppShell>
  );
}

/** Only where there are several to confuse. */
function useOrganizationName(): string | undefined {
  const session = useSession();
  const organizations = session?.operator?.organizations ?? [];
  return organizations.length > 1
    ? organizations.find(({ key }) => key === session?.organization.key)?.name
    : undefined;
}

/** For an address that leads nowhere. */
export function NotFoundPage() {
  const navigate = useNavigate();
  return (
    <Stack align="center" p="xl" gap="sm">
      <Text fw={600}>There is no such page.</Text>
      <Button variant="default" onClick={() => navigate({ to: '/follow-ups' })}>
        To the follow-ups
      </Button>
    </Stack>
  );
}
