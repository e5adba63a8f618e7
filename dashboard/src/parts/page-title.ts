/** The title of the tab: what the page shows, then whose it is. */
import { useEffect } from 'react';

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Relance`;
  }, [title]);
}
