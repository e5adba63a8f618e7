/** Something could not be had: what and why, and a way to try again. */
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { messageOf, problemsOf } from '../api/fault.ts';

interface FaultNoticeProps {
  readonly title: string;
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly retrying?: boolean;
}

export function FaultNotice({ title, error, onRetry, retrying = false }: FaultNoticeProps) {
  return (
    <Alert role="alert" color="red" title={title} icon={<IconAlertTriangle aria-hidden />} radius="lg" m="md">
      <Text size="sm">{messageOf(error)}</Text>
      {problemsOf(error).map(({ path, message, expected }) => (
        <Text key={`${path}${message}`} size="sm">
          {path}: {message}
          {expected === undefined ? '' : ` (expected: ${expected})`}
        </Text>
      ))}
      <Group mt="sm">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={onRetry}
          loading={retrying}
        >
          Try again
        </Button>
      </Group>
    </Alert>
  );
}
