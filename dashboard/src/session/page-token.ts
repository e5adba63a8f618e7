/** The token of a link that somebody was sent. It stands behind the #, which browsers keep to themselves. */
export function tokenOfPage(): string {
  return decodeURIComponent(location.hash.replace(/^#/, ''));
}
