// TEMPORARY
import { test } from 'vitest';
import { openPage, signIn, startBrowser, startDashboard } from './support/dashboard.ts';

const html =
  '<h1 style="color:#2b5bd7">Hello {{ contact.name }}</h1><p>Your offer is ready. <a href="https://example.com">See it</a></p><img src="https://example.com/pixel.png" width=40 height=40 alt="remote"><script>parent.alert(1)</script><p>Kind regards,<br>Studio Nord</p>';
test('shots', async () => {
  const d = await startDashboard({
    senders: [
      { key: 'inbox-email', provider: 'sandbox', channel: 'email' },
      { key: 'inbox-sms', provider: 'sandbox', channel: 'sms' },
      { key: 'inbox-whatsapp', provider: 'sandbox', channel: 'whatsapp' },
      {
        key: 'crm',
        provider: 'webhook',
        channel: 'webhook',
        config: { url: 'https://127.0.0.1:9/hook', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
      },
    ],
    sequences: [
      {
        key: 'conversation-nudge',
        trigger: { on: 'message.sent' },
        anchor: 'conversation.lastOutboundAt',
        reenter: 'restart',
        steps: [
          {
            key: 'nudge-10m',
            after: '10m',
            channel: 'sms',
            text: 'Still there, {{ contact.name }}? Shall I keep Thursday free for you?',
          },
          { key: 'nudge-3h', after: '3h', channel: 'email', subject: 'Hello again', text: 'And now?' },
        ],
        exit: ['message.received'],
        then: { after: '24h', setStage: 'ghosted' },
      },
      {
        key: 'lead-welcome',
        trigger: { on: 'lead.created' },
        steps: [
          {
            key: 'hello',
            after: '0s',
            channel: 'email',
            subject: 'Your offer, {{ contact.name }}',
            text: 'Hello {{ contact.name }},\n\nthank you for asking. Your offer is ready.\n\nKind regards,\nStudio Nord',
            html,
          },
          {
            key: 'text',
            after: '1s',
            channel: 'sms',
            text: 'Hi {{ contact.name }}, did our offer reach you? Answer STOP and we leave you alone.',
          },
          {
            key: 'chat',
            after: '2s',
            channel: 'whatsapp',
            text: 'Hello {{ contact.name }}! Any questions about the offer?',
          },
          { key: 'second', after: '2d', channel: 'email', subject: 'Questions?', text: 'Any questions?' },
          { key: 'third', after: '9d', channel: 'email', subject: 'Last', text: 'Last one' },
        ],
        exit: ['message.received'],
      },
    ],
  } as never);
  const browser = await startBrowser();
  try {
    const empty = await openPage(browser, { viewport: { width: 1280, height: 860 } }, /401/);
    await empty.page.goto(d.url);
    await empty.page.getByLabel('API key', { exact: true }).fill('rl_default_wrong');
    await empty.page.screenshot({ path: '/tmp/shots/sign-in.png' });
    await empty.page.getByRole('button', { name: 'Sign in' }).click();
    await empty.page.getByRole('alert').waitFor();
    await empty.page.screenshot({ path: '/tmp/shots/sign-in-wrong.png' });
    await signIn(empty.page, d);
    await empty.page.getByText('Nothing is scheduled').waitFor();
    await empty.page.screenshot({ path: '/tmp/shots/empty.png' });
    await empty.page.getByRole('link', { name: 'Sandbox inbox' }).click();
    await empty.page.getByText('No messages yet').waitFor();
    await empty.page.screenshot({ path: '/tmp/shots/empty-inbox.png' });
    console.log('complaints', empty.complaints);
    const names = [
      'Ana Souza',
      'Björn Lindqvist',
      'Chidi Okafor',
      'Dana Levi',
      'Emre Yılmaz',
      'Françoise de la Tour d’Auvergne-Lauraguais',
      '李小龙',
      'Hana',
    ];
    for (const [i, name] of names.entries()) {
      const email = `${
        name
          .split(' ')[0]!
          .toLowerCase()
          .normalize('NFD')
          .replace(/[^a-z]/g, '') || 'li'
      }@example.com`;
      await d.engine.events.record({
        type: 'lead.created',
        contact: {
          key: `c-${i}`,
          name,
          email,
          phone: `+3361234567${i}`,
          ...(i !== 3 && { whatsapp: 'x' }),
          addresses: [{ channel: 'whatsapp', value: `+3361234567${i}` }],
        },
        lead: { key: `l-${i}` },
      });
      if (i < 4)
        await d.engine.events.record({
          type: 'message.sent',
          contact: { key: `c-${i}` },
          conversation: { key: `v-${i}` },
        });
    }
    await d
      .call('POST', '/v1/follow-ups', { contact: { key: 'c-1' }, after: '0s', channel: 'webhook', text: 'x' })
      .catch(console.log);
    await d
      .call('PUT', '/v1/contacts/key:hook', {
        name: 'CRM import',
        addresses: [{ channel: 'webhook', value: 'https://127.0.0.1:9/hook' }],
      })
      .catch(console.log);
    await d
      .call('POST', '/v1/follow-ups', { contact: { key: 'hook' }, after: '0s', channel: 'webhook', text: 'x' })
      .catch(console.log);
    await d
      .call('POST', '/v1/follow-ups', {
        contact: { key: 'c-2' },
        after: '4h',
        channel: 'email',
        subject: 'Contract',
        text: 'Please sign',
        approval: true,
      })
      .catch(console.log);
    await d
      .call('POST', '/v1/follow-ups', {
        contact: { key: 'c-4' },
        after: '1s',
        channel: 'email',
        text: 'Hello {{ contact.nickname.first }}',
      })
      .catch(console.log);
    await d
      .call('POST', '/v1/follow-ups', { contact: { key: 'c-5' }, after: '1s', channel: 'discord', text: 'Hello' })
      .catch(console.log);
    d.engine.start();
    await new Promise((r) => setTimeout(r, 8000));
    for (const [name, scheme, viewport] of [
      ['desktop-light', 'light', { width: 1280, height: 860 }],
      ['desktop-dark', 'dark', { width: 1280, height: 860 }],
      ['phone-light', 'light', { width: 390, height: 844 }],
      ['phone-dark', 'dark', { width: 390, height: 844 }],
    ] as const) {
      const { page, complaints } = await openPage(browser, {
        colorScheme: scheme,
        viewport,
        deviceScaleFactor: name.startsWith('phone') ? 2 : 1,
        hasTouch: name.startsWith('phone'),
      });
      const shot = async (part: string) => {
        await page.waitForTimeout(500);
        await page.screenshot({ path: `/tmp/shots/${name}-${part}.png` });
      };
      await signIn(page, d);
      await page.getByRole('link', { name: 'Ana Souza' }).first().waitFor();
      await shot('upcoming');
      for (const tab of ['Failed', 'Recent', 'All']) {
        await page.getByRole('tab', { name: tab }).click();
        await page.waitForTimeout(700);
        await shot(tab.toLowerCase());
      }
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      console.log(name, 'overflow', wide);
      await page.getByRole('tab', { name: 'Failed' }).click();
      await page.waitForTimeout(700);
      if (await page.getByRole('link', { name: 'Emre' }).count()) {
        await page.getByRole('link', { name: 'Emre' }).first().click();
        await page.getByRole('heading', { name: 'Timeline' }).waitFor();
        await shot('drawer-failed');
        await page.keyboard.press('Escape');
      }
      await page.getByRole('tab', { name: 'Upcoming' }).click();
      await page.getByRole('link', { name: 'Ana Souza' }).first().click();
      await page.getByRole('heading', { name: 'Timeline' }).waitFor();
      await shot('drawer');
      await page.getByRole('button', { name: 'Cancel' }).click();
      await shot('confirm');
      await page.keyboard.press('Escape');
      await page.waitForTimeout(300);
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'Sandbox inbox' }).click();
      await page.getByRole('link', { name: 'ana@example.com' }).first().waitFor();
      await shot('inbox');
      await page.getByRole('link', { name: 'ana@example.com' }).first().click();
      await shot('email');
      if (name.startsWith('phone')) await page.getByRole('button', { name: 'All messages' }).click();
      await page.getByRole('link', { name: '+33612345670' }).first().click();
      await shot('sms');
      console.log(name, complaints);
    }
  } finally {
    await browser.close();
    await d.close();
  }
}, 150_000);
