/** How everything looks: colours, type, and the sizes that Mantine's components start from. Fonts are the system's own. */
import {
  type CSSVariablesResolver,
  createTheme,
  EmptyState,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';

const blue: MantineColorsTuple = [
  '#eef3ff',
  '#dce5fb',
  '#b6c8f5',
  '#8ca9f0',
  '#6a8eeb',
  '#4c76e4',
  '#2b5bd7',
  '#234cb8',
  '#1d4097',
  '#163279',
];

/** A little cooler than pure grey; 7 is the page, 6 what lies on it. */
const dark: MantineColorsTuple = [
  '#d5d8de',
  '#b9bec8',
  '#969dab',
  '#6d7482',
  '#3f4551',
  '#343943',
  '#272b33',
  '#1b1e24',
  '#15181d',
  '#0f1115',
];

const sans = 'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Open Sans", sans-serif';

export const theme: MantineThemeOverride = createTheme({
  colors: { blue, dark },
  primaryColor: 'blue',
  primaryShade: 6,
  black: '#1b1f27',
  fontFamily: sans,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontFamily: sans, fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // As wide as its longest line of code otherwise, on a phone wider than the screen.
  components: { EmptyState: EmptyState.extend({ styles: { body: { maxWidth: '100%' } } }) },
});

/** Mantine's own are too pale for small text (WCAG 2.2, 1.4.3); those of global.css are not. */
const readable = { '--mantine-color-dimmed': 'var(--ink-soft)', '--mantine-color-error': 'var(--bad)' };

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: readable, dark: readable });
