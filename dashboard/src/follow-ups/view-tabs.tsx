/** The four lists to choose from. */
import { Tabs } from '@mantine/core';
import { type View, viewNames, views } from '../words/states.ts';

export function ViewTabs({ view, onChange }: { readonly view: View; readonly onChange: (view: View) => void }) {
  return (
    <Tabs value={view} onChange={(next) => next && onChange(next as View)} mb="sm" id="follow-ups">
      <Tabs.List aria-label="Which follow-ups">
        {views.map((it) => (
          <Tabs.Tab
            key={it}
            value={it}
            id={`tab-${it}`}
            aria-controls="follow-ups-panel"
            fw={550}
            {...(it !== view && { c: 'dimmed' })}
          >
            {viewNames[it]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
