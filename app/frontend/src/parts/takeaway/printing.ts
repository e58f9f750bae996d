// The page that is printed: made when it is printed, since it would only cost time while somebody
// drags, and beside the app, so that one rule leaves everything else out.
import { flushSync, mount, unmount } from 'svelte';
import type { View } from '../../lib/view.svelte';
import Brief from './Brief.svelte';

const SIZES_POINTS = [9.5, 9, 8.5, 8, 7.5, 7, 6.5];
const ROOM_PIXELS = (271 * 96) / 25.4; // A4 less the margins of print.css, and a hair

/** Fill the page before it is printed and empty it afterwards, until the result is called. */
export function readyToPrint(view: View, address: () => string | null, wait: () => string): () => void {
  const place = document.createElement('div');
  place.id = 'brief';
  document.body.append(place);
  let sheet: Record<string, never> | null = null;
  const clear = () => {
    if (sheet) void unmount(sheet);
    sheet = null;
    place.replaceChildren();
  };
  const fill = () => {
    clear();
    const { answer, meta, info } = view;
    if (!answer || answer.draft || !meta || !info) {
      place.textContent = wait();
      return;
    }
    sheet = mount(Brief, { target: place, props: { view, answer, meta, info, address: address() } });
    flushSync();
    shrink(place);
  };
  addEventListener('beforeprint', fill);
  addEventListener('afterprint', clear);
  return () => {
    removeEventListener('beforeprint', fill);
    removeEventListener('afterprint', clear);
    clear();
    place.remove();
  };
}

/** The largest letters with which everything has room on one page. */
function shrink(place: HTMLElement): void {
  place.classList.add('measured');
  for (const points of SIZES_POINTS) {
    place.style.fontSize = `${points}pt`;
    if (place.offsetHeight <= ROOM_PIXELS) break;
  }
  place.classList.remove('measured');
}
