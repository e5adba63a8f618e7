/** From when on something is worth an alert. */
import { Alert, Button, Group, Paper, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertCircle, IconCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { changeAlertRules } from '../api/alerts.ts';
import { wordsOf } from '../api/fault.ts';
import type { AlertRules } from '../api/types.ts';
import { textOf } from '../session/front-form.tsx';
import { useMay } from '../session/use-session.ts';

export function AlertLimits({ rules: { deadLetters, lateAfter } }: { readonly rules: AlertRules }) {
  const may = useMay('manage');
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: (limits: Pick<AlertRules, 'deadLetters' | 'lateAfter'>) =>
      changeAlertRules((rules) => ({ ...rules, ...limits })),
    onSettled: () => client.invalidateQueries(),
    onSuccess: () =>
      notifications.show({ message: 'Saved.', color: 'green', icon: <IconCheck size={18} aria-hidden /> }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    saving.mutate({ deadLetters: Number(textOf(data, 'deadLetters')), lateAfter: textOf(data, 'lateAfter').trim() });
  };
  return (
    <section aria-labelledby="limits-title">
      <Title order={2} size="h4" mb="sm" id="limits-title">
        From when on
      </Title>
      <Paper withBorder radius="lg" p="md">
        <form onSubmit={submit}>
          <Group gap="md" align="flex-end">
            <TextInput
              label="Messages given up in an hour"
              description="An alert when there are more"
              name="deadLetters"
              type="number"
              min={0}
              max={1_000_000}
              step={1}
              defaultValue={deadLetters}
              required
              withAsterisk={false}
              disabled={!may}
              style={{ flex: '1 1 220px' }}
            />
            <TextInput
              label="A due message waits"
              description="For longer than this, such as 5m or 1h"
              name="lateAfter"
              defaultValue={lateAfter}
              required
              withAsterisk={false}
              disabled={!may}
              style={{ flex: '1 1 220px' }}
            />
            {may && (
              <Button type="submit" variant="default" loading={saving.isPending}>
                Save
              </Button>
            )}
          </Group>
          {saving.error && (
            <Alert role="alert" color="red" p="sm" mt="md" icon={<IconAlertCircle aria-hidden />}>
              {wordsOf(saving.error)}
            </Alert>
          )}
        </form>
      </Paper>
      <Text size="xs" c="dimmed" mt={8}>
        Everything is told once when it begins, again when it becomes urgent and each day while it stands, and once when
        it is over.
      </Text>
    </section>
  );
}
