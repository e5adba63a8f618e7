/** One message as its recipient would see it: an e-mail as a letter, a text as a bubble, a webhook with its data. */
import { Button, Code, Group, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import type { SandboxMessage } from '../api/types.ts';
import { ChannelMark } from '../parts/channel-mark.tsx';
import { Instant } from '../parts/instant.tsx';
import { HtmlBody } from './html-body.tsx';
import classes from './inbox.module.css';

interface MessageViewProps {
  readonly message: SandboxMessage;
  /** On a phone: back to the list. */
  readonly onBack?: () => void;
}

export function MessageView({ message, onBack }: MessageViewProps) {
  const { channel, address, subject, createdAt, data } = message;
  return (
    <Paper withBorder radius="lg" className={classes.message} component="article" aria-labelledby="message-title">
      {onBack && (
        <Button
          variant="subtle"
          color="gray"
          size="sm"
          ml={-12}
          mb="xs"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          onClick={onBack}
        >
          All messages
        </Button>
      )}
      <Group gap="md" wrap="nowrap" align="flex-start" pb="md" className={classes.head}>
        <ChannelMark channel={channel} iconOnly size={22} />
        <Stack gap={3} miw={0} flex={1}>
          <Title order={2} size="h4" id="message-title" className={classes.subject}>
            {subject ?? `To ${address}`}
          </Title>
          {subject !== null && (
            <Text size="sm" c="dimmed" className={classes.subject}>
              To {address}
            </Text>
          )}
          <Text size="sm" c="dimmed" component="div">
            <Instant at={createdAt} inline />
          </Text>
        </Stack>
      </Group>
      <Body message={message} key={message.id} />
      {data !== null && (
        <Code block mt="md" aria-label="Data" tabIndex={0}>
          {JSON.stringify(data, null, 2)}
        </Code>
      )}
    </Paper>
  );
}

function Body({ message: { channel, text, html } }: { readonly message: SandboxMessage }) {
  const [part, setPart] = useState<'html' | 'text'>('html');
  if (channel !== 'email') return <div className={classes.bubble}>{text}</div>;
  if (html === null) return <div className={classes.letter}>{text}</div>;
  return (
    <Stack gap="sm" mt="md" align="flex-start">
      <SegmentedControl
        size="xs"
        value={part}
        onChange={(value) => setPart(value as 'html' | 'text')}
        aria-label="Which part of the message"
        data={[
          { value: 'html', label: 'Formatted' },
          { value: 'text', label: 'Plain text' },
        ]}
      />
      {part === 'html' ? <HtmlBody html={html} /> : <div className={classes.letter}>{text}</div>}
    </Stack>
  );
}
