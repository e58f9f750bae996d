// A picture that is not on the screen, made for being saved.
import { flushSync, mount, unmount } from 'svelte';
import type { View } from '../../lib/view.svelte';
import { pictureOf, type Shown } from './pictures';
import Stage from './Stage.svelte';

const WIDTH = 760;
const MOST_FRAMES = 30;

export interface Staged {
  shown: Shown;
  clear(): void;
}

/** Draw a picture of the answer out of sight, at its own size; undefined before the first answer. */
export async function stage(view: View, outcome: string): Promise<Staged | undefined> {
  const { answer, meta, info } = view;
  if (!answer || !meta || !info) return undefined;
  const place = document.createElement('div');
  place.inert = true;
  // Out of sight and yet laid out; set by script, since the page's policy allows no style attribute.
  Object.assign(place.style, { position: 'fixed', left: '-5000px', top: '0', width: `${WIDTH}px` });
  document.body.append(place);
  const made = mount(Stage, { target: place, props: { view, answer, meta, info, outcome } });
  flushSync();
  const clear = () => {
    void unmount(made);
    place.remove();
  };
  const drawing = place.querySelector<SVGSVGElement>('figure svg');
  // A drawing learns its width from the browser, some frames after it was put there.
  for (let frame = 0; drawing && frame < MOST_FRAMES && drawing.getAttribute('width') !== String(WIDTH); frame += 1) {
    await new Promise((done) => requestAnimationFrame(done));
  }
  if (!drawing) {
    clear();
    return undefined;
  }
  return { shown: { ...pictureOf(drawing), name: outcome }, clear };
}
