/** What is not as it should be at this moment, and who is told. */
import { Box, Skeleton, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { alertRulesQuery } from '../api/alerts.ts';
import { FaultNotice } from '../parts/fault-notice.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { StaleNotice } from '../parts/stale-notice.tsx';
import { AlertLimits } from './alert-limits.tsx';
import { StandingAlerts } from './standing-alerts.tsx';
import { TargetList } from './target-list.tsx';

export function AlertsPage() {
  usePageTitle('Alerts');
  const { data: rules, error, refetch, isFetching } = useQuery(alertRulesQuery());
  return (
    <Box maw={860} mx="auto" px={{ base: 14, sm: 24 }} py={{ base: 18, sm: 28 }}>
      <Title order={1} size="h2" mb="md">
        Alerts
      </Title>
      {rules ? (
        <Stack gap="xl">
          <StandingAlerts isLooked={rules.targets.length > 0} />
          <TargetList targets={rules.targets} />
          <AlertLimits key={`${rules.deadLetters} ${rules.lateAfter}`} rules={rules} />
        </Stack>
      ) : error ? (
        <FaultNotice title="The alerts could not be loaded" error={error} onRetry={refetch} retrying={isFetching} />
      ) : (
        <Skeleton height={240} radius="lg" />
      )}
      <StaleNotice error={rules && error} />
    </Box>
  );
}
