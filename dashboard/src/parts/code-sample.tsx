/** A command or an address to copy: what to do next, ready to be done. */
import { ActionIcon, Code, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

interface CodeSampleProps {
  readonly label: string;
  readonly code: string;
  /** One long line, to be seen as a whole: an address. */
  readonly wraps?: boolean;
}

export function CodeSample({ label, code, wraps = false }: CodeSampleProps) {
  return (
    <div style={{ position: 'relative', textAlign: 'left', width: '100%' }}>
      <Code
        block
        pr={44}
        aria-label={label}
        tabIndex={0}
        style={{
          border: '1px solid var(--line)',
          ...(wraps && { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
        }}
      >
        {code}
      </Code>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? 'Copied' : 'Copy'}>
            <ActionIcon
              variant="subtle"
              color="gray"
              onClick={copy}
              aria-label={copied ? 'Copied' : wraps ? 'Copy it' : 'Copy the command'}
              style={{ position: 'absolute', top: 6, right: 6 }}
            >
              {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}
