import { expect, it } from 'vitest';
import { optionsPage } from '../../src/config/options-page.ts';

it('docs/options.md says what the table of options says', async () => {
  await expect(optionsPage()).toMatchFileSnapshot('../../docs/options.md');
});
