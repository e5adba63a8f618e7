/** `docs/options.md`, made from the table of options. */
import type { Option } from './option.ts';
import { optionNames, options } from './options.ts';

const introduction = `# Options

<!-- Made from src/config/options.ts: \`npx vitest run test/cli/options-page.test.ts -u\` writes it anew. -->

Every option of \`relance\`. A flag wins over the environment variable, the variable over a line of the file \`.env\` in the
working directory. An empty variable counts as absent. Secrets have no flag, since command lines can be seen by others.

- Durations: \`30s\`, \`5m\`, \`2h\`, \`1h30m\`, ISO 8601 (\`PT30S\`), or a number of seconds.
- True and false: \`true\`/\`false\`, \`1\`/\`0\`, \`yes\`/\`no\`, \`on\`/\`off\`.
- A bad value stops the program before it does anything, with exit code 2 and a list of what is wrong. An unknown variable
  that begins with \`RELANCE_\` is warned about.
`;

/** The whole page as Markdown. */
export function optionsPage(): string {
  const all = optionNames.map((name): Option => options[name]);
  const groups = [...new Set(all.map(({ group }) => group))];
  const sections = groups.map((group) => {
    const rows = all.filter((option) => option.group === group).map(rowOf);
    const head = '| variable | flag | value | default | what it does |\n|---|---|---|---|---|';
    return `## ${group}\n\n${head}\n${rows.join('\n')}\n`;
  });
  return `${introduction}\n${sections.join('\n')}`;
}

function rowOf(option: Option): string {
  const flag = option.flag === undefined ? '–' : `\`${option.flag}\``;
  const standard = option.default === undefined ? '–' : `\`${option.default}\``;
  const special = option.special === undefined ? '' : ` ${sentence(option.special)}`;
  const example = option.example === undefined ? '' : ` Example: \`${option.example}\`.`;
  const text = `${option.description}${special}${example}`;
  return `| \`${option.variable}\` | ${flag} | ${valueText(option)} | ${standard} | ${text.replaceAll('|', '\\|')} |`;
}

const valueNames = {
  text: 'text',
  number: 'whole number',
  boolean: 'true or false',
  duration: 'duration',
  postgresUrl: 'URL',
  webUrl: 'URL',
  paths: 'paths',
  list: 'list',
  networks: 'list',
  choice: '',
} as const satisfies Record<Option['type'], string>;

function valueText(option: Option): string {
  const secret = option.secret ? ', secret' : '';
  if (option.choices) return option.choices.map((choice) => `\`${choice}\``).join(', ');
  const isRange = option.type === 'number' && option.min !== undefined && option.max !== undefined;
  const range = isRange ? ` ${option.min}–${option.max}` : '';
  return `${valueNames[option.type]}${range}${option.unit ? ` (${option.unit})` : ''}${secret}`;
}

function sentence(text: string): string {
  return /^[a-z]/.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}.` : `${text}.`;
}
