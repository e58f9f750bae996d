// A picture of the page as a PNG: drawing, title, legend and how it was made in one SVG, which the
// browser paints. Looks go into attributes, since the page's policy forbids style attributes.

/** What a saved picture shows. */
export interface Plate {
  drawing: SVGSVGElement;
  title: string;
  legend: { sample: SVGSVGElement | null; text: string }[];
  notes: string[]; // below the drawing
}

const SVG = 'http://www.w3.org/2000/svg';
const LOOKS = [
  'fill', 'fill-opacity', 'stroke', 'stroke-opacity', 'stroke-width', 'stroke-dasharray',
  'stroke-linecap', 'stroke-linejoin', 'opacity', 'visibility', 'font-size', 'font-weight',
  'font-family', 'text-anchor', 'text-decoration-line', 'paint-order', 'dominant-baseline',
];
const MARGIN = 20;
const TITLE_PIXELS = 17;
const TEXT_PIXELS = 13;
const NOTE_PIXELS = 11.5;
const LEAST_WIDTH = 480;
const INK = '#222222';
const SOFT = '#595959';

/** A copy of a drawing that needs no style sheet. */
export function standAlone(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const theirs = drawing.querySelectorAll('*');
  const mine = copy.querySelectorAll('*');
  bring(drawing, copy);
  theirs.forEach((element, at) => bring(element, mine[at]!));
  copy.querySelectorAll('title, desc').forEach((element) => element.remove());
  const { width, height } = sizeOf(drawing);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  return copy;
}

function bring(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  to.removeAttribute('class');
  to.removeAttribute('style');
  for (const look of LOOKS) {
    const value = style.getPropertyValue(look);
    const name = look === 'text-decoration-line' ? 'text-decoration' : look;
    if (value === '' || value === 'none' && name === 'text-decoration') continue;
    // A fill from a pattern reads as url("#id"); quotes are no good in every painter.
    to.setAttribute(name, value.replace(/url\("(.*?)"\)/u, 'url($1)'));
  }
}

function sizeOf(drawing: SVGSVGElement): { width: number; height: number } {
  const number = (name: string) => Number.parseFloat(drawing.getAttribute(name) ?? '');
  const box = drawing.getBoundingClientRect();
  return { width: number('width') || box.width || LEAST_WIDTH, height: number('height') || box.height };
}

/** Words put into lines that are no wider than so many pixels. */
export function wrapped(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line ? [...lines, line] : lines;
}

/** Put title, legend, drawing and notes below each other into one SVG. */
export function compose(plate: Plate, family: string): SVGSVGElement {
  const inner = sizeOf(plate.drawing);
  const width = Math.max(LEAST_WIDTH, Math.ceil(inner.width)) + 2 * MARGIN;
  const room = width - 2 * MARGIN;
  const whole = make('svg', { xmlns: SVG, width, 'font-family': family });
  const paper = make('rect', { width, fill: '#ffffff' });
  whole.append(paper);
  let y = MARGIN;

  const write = (text: string, pixels: number, weight: string, fill: string) => {
    for (const line of wrapped(text, room, ruler(`${weight} ${pixels}px ${family}`))) {
      y += pixels * 1.35;
      const element = make('text', { x: MARGIN, y: y - pixels * 0.3, 'font-size': pixels, 'font-weight': weight, fill });
      element.textContent = line;
      whole.append(element);
    }
  };
  write(plate.title, TITLE_PIXELS, '600', INK);
  y += 8;
  y = legend(plate, whole, y, room, family) + 8;
  const drawing = standAlone(plate.drawing);
  drawing.setAttribute('x', String(MARGIN + Math.max(0, (room - inner.width) / 2)));
  drawing.setAttribute('y', String(y));
  whole.append(drawing);
  y += inner.height + 10;
  for (const note of plate.notes) write(note, NOTE_PIXELS, '400', SOFT);
  y += MARGIN;
  paper.setAttribute('height', String(y));
  whole.setAttribute('height', String(Math.ceil(y)));
  whole.setAttribute('viewBox', `0 0 ${width} ${Math.ceil(y)}`);
  return whole;
}

function legend(plate: Plate, whole: SVGSVGElement, top: number, room: number, family: string): number {
  const measure = ruler(`400 ${TEXT_PIXELS}px ${family}`);
  let x = 0;
  let y = top;
  for (const { sample, text } of plate.legend) {
    const size = sample ? sizeOf(sample) : { width: 0, height: 0 };
    const indent = size.width ? size.width + 6 : 0;
    const lines = wrapped(text, room - indent, measure);
    const wide = indent + Math.max(0, ...lines.map(measure));
    if (x > 0 && x + wide > room) {
      x = 0;
      y += 22;
    }
    if (sample) {
      const copy = standAlone(sample);
      copy.setAttribute('x', String(MARGIN + x));
      copy.setAttribute('y', String(y + (20 - size.height) / 2));
      whole.append(copy);
    }
    lines.forEach((line, at) => {
      const element = make('text', { x: MARGIN + x + indent, y: y + 14.5 + 18 * at, 'font-size': TEXT_PIXELS, fill: INK });
      element.textContent = line;
      whole.append(element);
    });
    x += wide + 18;
    if (lines.length > 1) {
      x = 0;
      y += 22 + 18 * (lines.length - 1);
    }
  }
  return x > 0 ? y + 22 : y;
}

function ruler(font: string): (text: string) => number {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return (text) => text.length * 8;
  pen.font = font;
  return (text) => pen.measureText(text).width;
}

function make<Name extends keyof SVGElementTagNameMap>(
  name: Name, attributes: Record<string, string | number>,
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** The picture as a PNG, so many pixels for each of the page. */
export async function toPng(plate: Plate, scale = 2): Promise<Blob> {
  const family = getComputedStyle(document.documentElement).fontFamily.replaceAll('"', "'");
  const whole = compose(plate, family);
  const text = new XMLSerializer().serializeToString(whole);
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml;charset=utf-8' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(Number(whole.getAttribute('width')) * scale);
    canvas.height = Math.round(Number(whole.getAttribute('height')) * scale);
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no canvas');
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) =>
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('no picture'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
