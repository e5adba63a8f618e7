/** What a browser calls itself, in words that a person knows it by. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/(Headless)?Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

export function deviceName(userAgent: string | null): string {
  const text = userAgent ?? '';
  const found = (list: typeof browsers) => list.find(([shape]) => shape.test(text))?.[1];
  const [browser, system] = [found(browsers), found(systems)];
  if (browser === undefined) return 'An unknown browser';
  return system === undefined ? browser : `${browser} on ${system}`;
}
