/** A field for the e-mail address of an account: one's own, or that of whom one invites. */
import { TextInput } from '@mantine/core';

interface EmailFieldProps {
  /** Given, and not to be changed. */
  readonly value?: string;
  /** It is somebody else's: the browser does not fill in one's own. */
  readonly isOfOther?: boolean;
  readonly autoFocus?: boolean;
}

export function EmailField({ value, isOfOther = false, autoFocus }: EmailFieldProps) {
  return (
    <TextInput
      label="E-mail address"
      name="email"
      type="email"
      size="md"
      autoComplete={isOfOther ? 'off' : 'username'}
      {...(value === undefined
        ? { required: true, withAsterisk: false }
        : { readOnly: true, value, variant: 'filled' })}
      {...(autoFocus && { autoFocus, 'data-autofocus': true })}
    />
  );
}
