/** From page to page. Cursors only lead onwards, so the way back is remembered by the page. */
import { Button, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';

interface PagerProps {
  readonly page: number;
  /** How many are on this page; undefined while it is loading. */
  readonly count: number | undefined;
  readonly hasNext: boolean;
  readonly onPrevious: () => void;
  readonly onNext: () => void;
  readonly names?: { readonly previous: string; readonly next: string };
}

const usualNames = { previous: 'Previous', next: 'Next' };

export function Pager({ page, count, hasNext, onPrevious, onNext, names = usualNames }: PagerProps) {
  if (page === 1 && !count) return null;
  return (
    <Group
      component="nav"
      aria-label="Pages"
      justify="space-between"
      px="md"
      mih={51}
      style={{ borderTop: '1px solid var(--line)' }}
    >
      <Text size="sm" c="dimmed" className="figures">
        {page === 1 && !hasNext ? `${count} in all` : `Page ${page}`}
      </Text>
      {(page > 1 || hasNext) && (
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconChevronLeft size={14} aria-hidden />}
            disabled={page === 1}
            onClick={onPrevious}
          >
            {names.previous}
          </Button>
          <Button
            variant="default"
            size="xs"
            rightSection={<IconChevronRight size={14} aria-hidden />}
            disabled={!hasNext}
            onClick={onNext}
          >
            {names.next}
          </Button>
        </Group>
      )}
    </Group>
  );
}
