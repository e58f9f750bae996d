// A drawing on the page as a picture to be saved, with its title and legends.
import type { Plate } from './png';

export interface Shown {
  name: string; // for the name of a file
  title: string;
  plate: (notes: readonly string[]) => Plate;
}

/** One drawing as a picture to be saved. */
export function pictureOf(drawing: SVGSVGElement): Shown {
  const title = titleOf(drawing);
  return {
    name: drawing.dataset.picture ?? title,
    title,
    plate: (notes) => ({
      drawing,
      title,
      legend: legendOf(drawing),
      notes: [...(drawing.dataset.caption ? [drawing.dataset.caption] : []), ...notes],
    }),
  };
}

function titleOf(drawing: SVGSVGElement): string {
  if (drawing.dataset.title) return drawing.dataset.title;
  const caption = drawing.closest('figure')?.querySelector('figcaption');
  const [title, unit] = [plain(caption?.querySelector('strong')), plain(caption?.querySelector('.soft'))];
  if (title) return unit ? `${title} (${unit})` : title;
  return plain(caption) || plain(drawing.querySelector('title')) || drawing.getAttribute('aria-label') || '';
}

function plain(element: Element | null | undefined): string {
  return (element?.textContent ?? '').replace(/\s+/gu, ' ').trim();
}

/** The legends of the figure; where it has none, that of the section around it. */
function legendOf(drawing: SVGSVGElement): Plate['legend'] {
  const own = drawing.closest('figure')?.querySelectorAll('ul[data-legend], ul.legend');
  const lists = own?.length ? [...own] : [...(drawing.closest('section')?.querySelectorAll('ul.legend') ?? [])].slice(0, 1);
  return lists.flatMap((list) => {
    const entries = [...list.querySelectorAll(':scope > li')].map((item) => ({
      sample: item.querySelector('svg'),
      text: plain(item),
    }));
    const heading = list.getAttribute('aria-labelledby');
    const text = heading ? (document.getElementById(heading)?.textContent ?? '') : '';
    return text ? [{ sample: null, text: `${text}:` }, ...entries] : entries;
  });
}
