import { expect, test } from 'vitest';
import { acceptedLocales, languageOf } from './language.ts';

test('the first locale that is in one of our languages is taken, else English', () => {
  expect(languageOf('pt-BR', 'fr-CA', 'de')).toBe('fr');
  expect(languageOf(null, undefined, 'ES-mx')).toBe('es');
  expect(languageOf('pt', 'ja')).toBe('en');
  expect(languageOf()).toBe('en');
});

test('Accept-Language is read by its weights, and nonsense is passed over', () => {
  expect(acceptedLocales('de;q=0.5, fr-CH, en;q=0.9, *;q=0.1, es;q=0')).toEqual(['fr-CH', 'en', 'de']);
  expect(acceptedLocales(undefined)).toEqual([]);
  expect(acceptedLocales(';;;,<script>,,')).toEqual([]);
});
