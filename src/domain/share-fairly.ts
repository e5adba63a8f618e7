/**
 * Divides room among lanes: everybody gets what they ask for as long as it is no more than an equal share; what those leave
 * is divided again. So a lane with a million rows does not delay one with ten.
 *
 * @param appetites how many each lane could use
 * @returns how many each lane gets; together at most `room`
 */
export function shareFairly(appetites: readonly number[], room: number): number[] {
  const shares = appetites.map(() => 0);
  const order = appetites.map((_, index) => index).sort((a, b) => (appetites[a] as number) - (appetites[b] as number));
  let left = room;
  order.forEach((lane, position) => {
    const equal = Math.ceil(left / (order.length - position));
    const share = Math.min(appetites[lane] as number, equal, left);
    shares[lane] = share;
    left -= share;
  });
  return shares;
}
