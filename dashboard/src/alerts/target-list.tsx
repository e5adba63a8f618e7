/** Who is told: added, changed, tried out, removed. */
import { Box, Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconPlus, IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { changeAlertRules, testTarget } from '../api/alerts.ts';
import { wordsOf } from '../api/fault.ts';
import type { AlertTarget } from '../api/types.ts';
import { Confirm } from '../parts/confirm.tsx';
import { useMay } from '../session/use-session.ts';
import { channelNames } from '../words/channels.ts';
import { hearsInWords } from './alert-words.ts';
import { TargetForm } from './target-form.tsx';

export function TargetList({ targets }: { readonly targets: readonly AlertTarget[] }) {
  const may = useMay('manage');
  const [isAdding, setAdding] = useState(false);
  return (
    <section aria-labelledby="targets-title">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4" id="targets-title">
          Who is told
        </Title>
        {may && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            Add somebody
          </Button>
        )}
      </Group>
      <Paper withBorder radius="lg" style={{ overflow: 'hidden' }}>
        {targets.length === 0 ? (
          <Text p="lg" size="sm" c="dimmed">
            Nobody yet. Add an address, and better two on different channels: when the e-mail account does not work, no
            e-mail can say so.{may ? '' : ' An owner of this organization can do that.'}
          </Text>
        ) : (
          <ul aria-label="Who is told" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {targets.map((target, index) => (
              <li key={target.key} style={index === 0 ? {} : { borderTop: '1px solid var(--line)' }}>
                <TargetRow target={target} may={may} />
              </li>
            ))}
          </ul>
        )}
      </Paper>
      <TargetForm opened={isAdding} onClose={() => setAdding(false)} taken={targets} />
    </section>
  );
}

const results = { ok: 'The test was sent.', failed: 'The test was not taken: ', unknown: 'No clear answer came: ' };

function TargetRow({ target, may }: { readonly target: AlertTarget; readonly may: boolean }) {
  const { key, channel, to, hears } = target;
  const [isChanging, setChanging] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const trial = useMutation({ mutationFn: () => testTarget(key) });
  const { data, error } = trial;
  return (
    <Box px="md" py="sm">
      <Group justify="space-between" gap="sm">
        <Box miw={0} style={{ flex: '1 1 220px' }}>
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {key}
          </Text>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {channelNames[channel]} · {to}
          </Text>
          <Text size="sm" c="dimmed">
            {hearsInWords(hears)}
          </Text>
        </Box>
        {may && (
          <Group gap="xs">
            <Button
              variant="default"
              leftSection={<IconSend size={15} aria-hidden />}
              loading={trial.isPending}
              aria-label={`Send a test to ${key}`}
              onClick={() => trial.mutate()}
            >
              Send a test
            </Button>
            <Button variant="default" aria-label={`Change ${key}`} onClick={() => setChanging(true)}>
              Change
            </Button>
            <Button variant="default" c="var(--bad)" aria-label={`Remove ${key}`} onClick={() => setAsking(true)}>
              Remove
            </Button>
          </Group>
        )}
      </Group>
      {(data || error) && (
        <Text size="sm" mt={6} role="status" c={data?.result === 'ok' ? 'var(--good)' : 'var(--bad)'}>
          {data ? `${results[data.result]}${data.result === 'ok' ? '' : data.detail}` : wordsOf(error)}
        </Text>
      )}
      <TargetForm opened={isChanging} onClose={() => setChanging(false)} target={target} taken={[]} />
      <Confirm
        opened={isAsking}
        onClose={() => setAsking(false)}
        question={`Remove ${key}?`}
        consequence={`${to} hears of nothing any more, also not that what stands now is over.`}
        confirm="Remove"
        done={`${key} is removed.`}
        act={() => changeAlertRules((rules) => ({ ...rules, targets: rules.targets.filter((one) => one.key !== key) }))}
      />
    </Box>
  );
}
