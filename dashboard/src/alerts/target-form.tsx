/** Adding or changing somebody who is told: by which channel, where, and about what. */
import { Alert, Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { IconAlertCircle, IconSelector } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changeAlertRules } from '../api/alerts.ts';
import { wordsOf } from '../api/fault.ts';
import type { AlertKind, AlertLevel, AlertTarget } from '../api/types.ts';
import { textOf } from '../session/front-form.tsx';
import { channelNames } from '../words/channels.ts';
import { addressExamples, commonLevel, kindNames, kinds } from './alert-words.ts';

interface TargetFormProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Absent: a new one. */
  readonly target?: AlertTarget | undefined;
  /** Names that are in use. */
  readonly taken: readonly AlertTarget[];
}

export function TargetForm({ opened, onClose, target, taken }: TargetFormProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={target ? `Change ${target.key}` : 'Add somebody'}
      centered
      radius="lg"
      styles={{ title: { fontWeight: 600 } }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Fields onClose={onClose} target={target} taken={taken} />
    </Modal>
  );
}

type Choice = AlertLevel | 'chosen';

function Fields({ onClose, target, taken }: Omit<TargetFormProps, 'opened'>) {
  const client = useQueryClient();
  const [channel, setChannel] = useState<AlertTarget['channel']>(target?.channel ?? 'email');
  const [choice, setChoice] = useState<Choice>(target ? (commonLevel(target.hears) ?? 'chosen') : 'warning');
  const saving = useMutation({
    mutationFn: (next: AlertTarget) =>
      changeAlertRules((rules) => ({
        ...rules,
        targets: target ? rules.targets.map((one) => (one.key === target.key ? next : one)) : [...rules.targets, next],
      })),
    onSettled: () => client.invalidateQueries(),
    onSuccess: onClose,
  });
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const key = textOf(data, 'key').trim();
    const hears = Object.fromEntries(
      kinds.flatMap((kind) => {
        const level = choice === 'chosen' ? textOf(data, kind) : choice;
        return level === 'warning' || level === 'critical' ? [[kind, level] as const] : [];
      }),
    );
    if (taken.some((one) => one.key === key)) return setProblem(`There is somebody called ${key} already.`);
    if (Object.keys(hears).length === 0) return setProblem('Choose at least one kind of alert.');
    setProblem(null);
    saving.mutate({ key, channel, to: textOf(data, 'to').trim(), hears });
  };
  const fault = problem ?? (saving.error && wordsOf(saving.error));
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label="Name"
          description="Lower-case letters, digits and “-”"
          name="key"
          defaultValue={target?.key}
          pattern="[a-z0-9][a-z0-9\-]{0,63}"
          autoComplete="off"
          required
          withAsterisk={false}
          data-autofocus
        />
        <NativeSelect
          label="Channel"
          value={channel}
          rightSection={<IconSelector size={16} aria-hidden />}
          onChange={(event) => setChannel(event.currentTarget.value as AlertTarget['channel'])}
          data={(Object.keys(addressExamples) as AlertTarget['channel'][]).map((value) => ({
            value,
            label: channelNames[value],
          }))}
        />
        <TextInput
          label="Address"
          description={`For example ${addressExamples[channel]}`}
          name="to"
          defaultValue={target?.to}
          autoComplete="off"
          required
          withAsterisk={false}
        />
        <NativeSelect
          label="Hears about"
          value={choice}
          rightSection={<IconSelector size={16} aria-hidden />}
          onChange={(event) => setChoice(event.currentTarget.value as Choice)}
          data={[
            { value: 'warning', label: 'Everything' },
            { value: 'critical', label: 'What is urgent' },
            { value: 'chosen', label: 'What is chosen here…' },
          ]}
        />
        {choice === 'chosen' && kinds.map((kind) => <KindSelect key={kind} kind={kind} level={target?.hears[kind]} />)}
        {fault && (
          <Alert role="alert" color="red" p="sm" icon={<IconAlertCircle aria-hidden />}>
            {fault}
          </Alert>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {target ? 'Save' : 'Add'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function KindSelect({ kind, level }: { readonly kind: AlertKind; readonly level: AlertLevel | undefined }) {
  return (
    <NativeSelect
      label={kindNames[kind]}
      name={kind}
      defaultValue={level ?? ''}
      rightSection={<IconSelector size={16} aria-hidden />}
      data={[
        { value: '', label: 'No' },
        { value: 'warning', label: 'Always' },
        { value: 'critical', label: 'When it is urgent' },
      ]}
    />
  );
}
