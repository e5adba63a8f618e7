/** A field for a password: one that somebody has, or a new one with what is asked of it. */
import { PasswordInput } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';

interface PasswordFieldProps {
  readonly isNew?: boolean;
  readonly label?: string;
  readonly name?: string;
  readonly autoFocus?: boolean;
}

export function PasswordField({ isNew = false, label = 'Password', name = 'password', autoFocus }: PasswordFieldProps) {
  return (
    <PasswordInput
      label={label}
      name={name}
      required
      withAsterisk={false}
      size="md"
      autoComplete={isNew ? 'new-password' : 'current-password'}
      {...(isNew && { minLength: 12, description: '12 characters or more: a few words that nobody guesses.' })}
      {...(autoFocus && { autoFocus, 'data-autofocus': true })}
      visibilityToggleIcon={({ reveal }) =>
        reveal ? <IconEyeOff size={18} aria-hidden /> : <IconEye size={18} aria-hidden />
      }
      visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
    />
  );
}
