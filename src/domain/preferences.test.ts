import { describe, expect, it } from 'vitest';
import { isMore, preferenceOf, preferenceProblems, preferredGapMs, preferredPauseEnd } from './preferences.ts';

describe('preferences', () => {
  it('are on where nothing was asked for', () => {
    expect(preferenceOf(null, 'email', 'marketing')).toBe('on');
    expect(preferenceOf({}, 'sms', 'nurture')).toBe('on');
    expect(preferredGapMs(null)).toBe(0);
    expect(preferredPauseEnd(null, 'nurture', 5)).toBeNull();
  });

  it('turn off one category on one channel', () => {
    const preferences = { off: ['email:marketing', 'sms:reminder'] };
    expect(preferenceOf(preferences, 'email', 'marketing')).toBe('off');
    expect(preferenceOf(preferences, 'sms', 'marketing')).toBe('on');
    expect(preferenceOf(preferences, 'sms', 'reminder')).toBe('off');
  });

  it('turn off all follow-ups, but neither confirmations nor reminders', () => {
    const preferences = { enabled: false };
    const on = (['transactional', 'reminder', 'conversational', 'nurture', 'marketing', 'manual'] as const).filter(
      (category) => preferenceOf(preferences, 'email', category) === 'on',
    );
    expect(on).toEqual(['transactional', 'reminder', 'manual']);
  });

  it('ask for a gap, and for a pause until it is over', () => {
    expect(preferredGapMs({ frequencyHours: 48 })).toBe(172_800_000);
    expect(preferredPauseEnd({ pausedUntil: 10 }, 'nurture', 9)).toBe(10);
    expect(preferredPauseEnd({ pausedUntil: 10 }, 'nurture', 10)).toBeNull();
    expect(preferredPauseEnd({ pausedUntil: 10 }, 'reminder', 9)).toBeNull();
  });

  it('are more when messages may come sooner after one another, or again', () => {
    const limits = (frequencyHours: number, pausedUntil: number) => ({ frequencyHours, pausedUntil });
    expect(isMore(limits(48, 0), limits(0, 0))).toBe(true);
    expect(isMore(limits(168, 0), limits(48, 9))).toBe(true);
    expect(isMore(limits(48, 9), limits(168, 0))).toBe(true);
    expect(isMore(limits(48, 9), limits(48, 9))).toBe(false);
    expect(isMore(limits(0, 0), limits(48, 9))).toBe(false);
  });

  it('are checked: each mistake is told with what would be right', () => {
    expect(preferenceProblems({ enabled: null, frequencyHours: 48, off: [] })).toEqual([]);
    const wrong = { enabled: 'no', frequencyHours: 0, pausedUntil: 'soon', off: ['email:news'], often: true };
    expect(preferenceProblems(wrong as never).map(({ path }) => path)).toEqual([
      'often',
      'enabled',
      'frequencyHours',
      'pausedUntil',
      'off[0]',
    ]);
  });
});
