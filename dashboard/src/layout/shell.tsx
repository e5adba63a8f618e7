/** What surrounds every page: the sections at the side (on a phone at the bottom), colours, signing out. */
import { ActionIcon, AppShell, Button, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconBook, IconLogout } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { endSession } from '../session/session.ts';
import { viewerZone } from '../words/times.ts';
import { Brand } from './brand.tsx';
import { ColorSchemeMenu } from './color-scheme-menu.tsx';
import { SectionLinks } from './section-links.tsx';

export function Shell() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const signOut = async () => {
    endSession();
    client.clear();
    await navigate({ to: '/sign-in' });
  };
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
          <Brand size={26} />
          <Group gap={4} wrap="nowrap">
            <Tooltip label="About the API">
              <ActionIcon component="a" href="/docs" variant="subtle" color="gray" size="lg" aria-label="About the API">
                <IconBook size={20} stroke={1.6} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <ColorSchemeMenu />
            <Tooltip label="Sign out">
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Sign out" onClick={signOut}>
                <IconLogout size={20} stroke={1.6} aria-hidden />
              </ActionIcon>
            </Tooltip>
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
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm" style={{ background: 'var(--surface)' }}>
        <SectionLinks place="bottom" />
      </AppShell.Footer>
    </AppShell>
  );
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
