import { hexadecimal, sha256 } from '../platform/digest.ts';
import type { Item } from '../receiver/item.ts';

// So that no sender decides how much memory a store takes.
const longestKey = 256;

/**
 * The key of a job or event: its event, state and identity; of a review also what it came to. What has no identity, or a very
 * long one, is known by the digest of its content.
 */
export function keyOf(item: Item): string | Promise<string> {
  const { event, id, state = '', result = '' } = item;
  if (id === undefined) return digestKey(event, JSON.stringify(item.value));
  // Joined, and not a template: V8 would keep that as the parts that it is made of, which stores would keep too.
  const key = [part(event), part(state), result, part(id)].join(':');
  return key.length > longestKey ? digestKey(event, key) : key;
}

// A colon in a part must not look like the one between two.
function part(text: string): string {
  return text.includes(':') || text.includes('%') ? text.replaceAll('%', '%25').replaceAll(':', '%3A') : text;
}

async function digestKey(event: string, content: string): Promise<string> {
  return `${part(event.slice(0, longestKey / 2))}:sha256:${hexadecimal(await sha256(content))}`;
}
