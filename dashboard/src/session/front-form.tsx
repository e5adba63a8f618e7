/** A form of the pages before signing in: one thing at a time, and what went wrong in words above the button. */
import { Alert, Button, Stack } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { wordsOf } from '../api/fault.ts';

interface FrontFormProps {
  readonly button: string;
  readonly children: ReactNode;
  /** Said before anything was sent. */
  readonly notice?: string | null;
  /** Throws what is then shown. */
  readonly onSubmit: (given: FormData) => Promise<void>;
}

export function FrontForm({ button, children, notice = null, onSubmit }: FrontFormProps) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState(notice);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    setBusy(true);
    setFault(null);
    try {
      await onSubmit(new FormData(form));
    } catch (error) {
      setFault(wordsOf(error));
      const first = form.querySelector<HTMLInputElement>('input:not([readonly])');
      first?.focus();
      first?.select();
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {children}
        {fault !== null && (
          <Alert role="alert" color="red" p="sm" icon={<IconAlertCircle aria-hidden />}>
            {fault}
          </Alert>
        )}
        <Button type="submit" loading={busy} size="md" mt="xs">
          {button}
        </Button>
      </Stack>
    </form>
  );
}

/** What was typed into a field. */
export function textOf(given: FormData, name: string): string {
  return String(given.get(name) ?? '');
}
