/** A link to a page of the dashboard as a person can open it. */

/**
 * @param link as operations make it: without an address where this installation does not know its own
 * @param local where the dashboard is from this machine
 */
export function dashboardLink(link: string, local: string): string {
  return link.startsWith('/') ? `${local}${link}` : link;
}
