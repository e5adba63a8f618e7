/** What the pages before signing in look like: the name, one card, and words below it. */
import { Center, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Brand } from '../layout/brand.tsx';

interface FrontPageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  /** Below the card. */
  readonly foot?: ReactNode;
}

export function FrontPage({ title, lead, children, foot }: FrontPageProps) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Center>
          <Brand size={36} />
        </Center>
        <Paper p="xl" radius="lg" withBorder>
          <Stack gap="lg">
            <Stack gap={4}>
              <Title order={1} size="h3">
                {title}
              </Title>
              {lead !== undefined && (
                <Text c="dimmed" size="sm">
                  {lead}
                </Text>
              )}
            </Stack>
            {children}
          </Stack>
        </Paper>
        {foot !== undefined && (
          <Stack gap="xs" px="xl">
            {foot}
          </Stack>
        )}
      </Stack>
    </Center>
  );
}
